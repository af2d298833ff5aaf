-- The next texts that this version of the models has not read, in the order of their ids.
SELECT t.submission_id, t.version, t.text, t.text_sha256
FROM current_texts t
WHERE t.submission_id > ? AND NOT EXISTS (
  SELECT 1 FROM enrichments e WHERE e.submission_id = t.submission_id AND e.version = t.version AND e.model_version = ? AND e.text_sha256 = t.text_sha256)
ORDER BY t.submission_id LIMIT ?
