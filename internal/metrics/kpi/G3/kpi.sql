WITH tagged AS (
  SELECT e.unit_id, e.pid, t.sdg, bool_or(t.confirmed_by IS NOT NULL AND t.confirmed_at IS NOT NULL) AS confirmed,
         count(*) FILTER (WHERE t.confirmed_by IS NOT NULL AND t.confirmed_at IS NOT NULL) AS activities
  FROM ended_activities e JOIN known_activity_sdgs t USING (activity_id) GROUP BY ALL)
SELECT 'G3' AS row_id, p.unit_id, p.pid, r.sdg::TEXT AS ref, r.sdg, coalesce(t.confirmed, false)::INT AS num, 1 AS den,
       coalesce(NOT t.confirmed, false)::INT AS hi, t.activities AS m_activities
FROM params p JOIN known_unit_relevant_sdgs r USING (unit_id) LEFT JOIN tagged t ON t.unit_id = p.unit_id AND t.pid = p.pid AND t.sdg = r.sdg
UNION ALL BY NAME
SELECT 'G3.all' AS row_id, p.unit_id, p.pid, g.sdg::TEXT AS ref, g.sdg, coalesce(t.confirmed, false)::INT AS num, 1 AS den, t.activities AS m_activities
FROM params p CROSS JOIN range(1, 18) g(sdg) LEFT JOIN tagged t ON t.unit_id = p.unit_id AND t.pid = p.pid AND t.sdg = g.sdg
