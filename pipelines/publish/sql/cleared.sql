-- Submissions whose masked words a person cleared for the public: the newest decision holds, for the words that stood there when it was made.
SELECT subject_id
FROM (SELECT subject_id, value, reviewed_at FROM reviews WHERE subject = 'submission' AND field = 'cleared'
  QUALIFY row_number() OVER (PARTITION BY subject_id ORDER BY reviewed_at DESC, review_id DESC) = 1) r
JOIN (SELECT submission_id, max(stored_at) AS stored_at FROM submission_versions GROUP BY ALL) v ON v.submission_id = r.subject_id
WHERE lower(r.value) IN ('yes', 'true', '1', 'نعم') AND v.stored_at <= r.reviewed_at
