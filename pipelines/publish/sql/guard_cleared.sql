-- Masked words as they would be published.
SELECT submission_id, masked FROM current_enrichments WHERE masked IS NOT NULL
