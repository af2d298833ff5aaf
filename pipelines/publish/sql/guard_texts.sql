-- Everything that people wrote, in every version, as written and masked.
SELECT submission_id, text FROM submission_versions WHERE text IS NOT NULL
UNION ALL SELECT submission_id, masked FROM enrichments WHERE masked IS NOT NULL
ORDER BY 1, 2
