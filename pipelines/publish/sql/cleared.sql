-- Submissions whose masked words a person cleared for the public: the newest decision holds.
SELECT subject_id FROM (
  SELECT subject_id, value FROM reviews WHERE subject = 'submission' AND field = 'cleared'
  QUALIFY row_number() OVER (PARTITION BY subject_id ORDER BY reviewed_at DESC, review_id DESC) = 1)
WHERE lower(value) IN ('yes', 'true', '1', 'نعم')
