-- The decisions that hold: the newest of each key; a withdrawn one has no value.
SELECT subject, subject_id, field, value, reviewer, reviewed_at FROM (
  SELECT *, row_number() OVER (PARTITION BY subject, subject_id, field ORDER BY reviewed_at DESC, review_id DESC) AS n FROM reviews)
WHERE n = 1 AND value IS NOT NULL
ORDER BY reviewed_at, subject, subject_id, field
