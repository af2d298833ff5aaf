-- Pseudonyms, which no public byte may hold.
SELECT participant_id, '' FROM participants WHERE participant_id IS NOT NULL
UNION SELECT DISTINCT author_id, '' FROM submission_versions WHERE author_id IS NOT NULL
