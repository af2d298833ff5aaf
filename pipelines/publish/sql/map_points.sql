-- A sample of messages with kept vectors: the same messages each time, chosen by the hash of their ids.
SELECT t.theme_id, v.vec FROM pub_texts t JOIN vector_cache v ON v.text_sha256 = sha256(t.masked)
WHERE t.theme_id IS NOT NULL ORDER BY md5(t.submission_id), t.submission_id LIMIT ?
