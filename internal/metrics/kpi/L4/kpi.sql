WITH span AS (SELECT *, (w_end - INTERVAL 12 MONTH)::DATE AS since FROM params),
used AS (
  SELECT DISTINCT s.unit_id, s.pid, s.since, s.w_end, u.facet, u.code
  FROM span s JOIN known_activities a ON a.unit_id = s.unit_id AND NOT a.cancelled AND a.start_day >= s.since AND a.start_day < s.w_end
  JOIN known_activity_uses u USING (activity_id) WHERE u.facet IN ('tool', 'practice'))
SELECT 'L4' AS row_id, u.unit_id, u.pid, u.facet || ':' || u.code AS ref, u.facet AS item, 1 AS den,
       coalesce(m.first_used_on >= u.since AND m.first_used_on < u.w_end, false)::INT AS num, (m.first_used_on IS NULL)::INT AS hi
FROM used u LEFT JOIN known_methods m ON m.unit_id = u.unit_id AND m.facet = u.facet AND m.code = u.code
UNION ALL BY NAME
SELECT 'L4' AS row_id, p.unit_id, p.pid, 'total' AS scope, 'FIRST_YEAR' AS flag
FROM params p JOIN known_units u USING (unit_id) WHERE u.reporting_since_on > p.p_start - INTERVAL 12 MONTH
