-- Every submission of the registers as known at as_of, and its own outcome: what became of it is read from its root (fates.go).
-- Units without any outcome row say nothing about what became of their submissions.
WITH bound AS (SELECT ?::DATE::TIMESTAMP - INTERVAL 4 HOUR AS as_of),
told AS (SELECT DISTINCT s.unit_id FROM outcomes o JOIN submissions s USING(submission_id))
SELECT s.submission_id, s.unit_id, coalesce(s.participant_id, ''), coalesce(s.dup_of, ''), s.is_spam OR s.is_info_request,
  s.unit_id IN (SELECT unit_id FROM told),
  coalesce(o.decided_at < b.as_of AND o.status IS NOT NULL, false),
  coalesce(o.decided_at < b.as_of AND o.status IN ('adopted', 'partly') AND o.linked_id IS NOT NULL, false),
  coalesce(o.first_response_at < b.as_of, false) OR coalesce(o.response_published_at < b.as_of, false)
FROM submissions s CROSS JOIN bound b LEFT JOIN outcomes o USING(submission_id)
WHERE s.received_at < b.as_of
ORDER BY s.received_at, s.submission_id
