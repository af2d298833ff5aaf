-- Submissions that the unit took up, newest decision first.
SELECT s.unit_id, s.submission_id, t.masked, o.status::TEXT, o.linked_type::TEXT, o.linked_id, o.reason,
  (o.decided_at + INTERVAL 4 HOUR)::DATE AS d, a.title_ar
FROM outcomes o JOIN submissions s USING(submission_id) LEFT JOIN pub_texts t USING(submission_id) LEFT JOIN activities a ON a.activity_id = s.activity_id
WHERE o.status IN ('adopted', 'partly') AND (o.decided_at + INTERVAL 4 HOUR)::DATE < ?::DATE AND NOT s.is_spam AND s.removed_at IS NULL
ORDER BY s.unit_id, d DESC, s.submission_id
