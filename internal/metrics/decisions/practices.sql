-- Due activities of the period with everything that the rule of best practices looks at.
WITH answers AS (
  SELECT activity_id, count(*) AS received, count(*) FILTER (WHERE used) AS used, count(*) FILTER (WHERE handled) AS handled
  FROM countable WHERE activity_id IS NOT NULL GROUP BY 1),
heads AS (
  SELECT activity_id, count(DISTINCT participant_id) + coalesce(sum(head_count) FILTER (WHERE participant_id IS NULL), 0) AS people
  FROM known_participations GROUP BY 1),
checks AS (
  SELECT c.activity_id, count(*) AS passed FROM known_activity_checks c JOIN live USING (evidence_id) GROUP BY 1)
SELECT d.unit_id, d.activity_id, coalesce(d.title_ar, '') AS title, coalesce(h.people, 0)::BIGINT, coalesce(c.passed, 0)::BIGINT, coalesce(a.received, 0)::BIGINT, coalesce(a.used, 0)::BIGINT,
  ((d.results_day IS NOT NULL)::INT + CASE WHEN a.received > 0 THEN a.handled / a.received ELSE (d.use_statement_at IS NOT NULL)::INT END) / 2 AS transparency,
  b.confirmed_by, local_day(b.confirmed_at) AS confirmed_on, coalesce(b.reason, '')
FROM due_activities d LEFT JOIN answers a USING (activity_id) LEFT JOIN heads h USING (activity_id) LEFT JOIN checks c USING (activity_id)
LEFT JOIN known_best_practices b USING (activity_id)
WHERE d.pid = 0 ORDER BY d.unit_id, d.activity_id
