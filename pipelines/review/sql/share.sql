WITH holds AS (
  SELECT subject, subject_id FROM (
    SELECT *, row_number() OVER (PARTITION BY subject, subject_id, field ORDER BY reviewed_at DESC, review_id DESC) AS n FROM reviews)
  WHERE n = 1 AND value IS NOT NULL GROUP BY ALL)
SELECT (SELECT count(*) FROM current_themes WHERE level = 1)::INTEGER,
  (SELECT count(*) FROM current_themes t JOIN holds h ON h.subject = 'theme' AND h.subject_id = t.theme_id WHERE t.level = 1)::INTEGER,
  (SELECT count(*) FROM current_texts)::INTEGER,
  (SELECT count(*) FROM current_texts t JOIN holds h ON h.subject = 'submission' AND h.subject_id = t.submission_id)::INTEGER
