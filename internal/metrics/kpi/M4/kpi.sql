SELECT 'M4' AS row_id, p.unit_id, p.pid, b.activity_id AS ref, 1 AS num
FROM params p JOIN known_activities a USING (unit_id) JOIN known_best_practices b USING (activity_id)
WHERE local_day(b.confirmed_at) >= p.p_start AND local_day(b.confirmed_at) < p.p_end
UNION ALL BY NAME
SELECT 'M4.learned' AS row_id, p.unit_id, p.pid, m.facet || ':' || m.code AS ref, 1 AS num
FROM params p JOIN known_methods m USING (unit_id) WHERE m.learned_from IS NOT NULL AND m.first_used_on >= p.p_start AND m.first_used_on < p.p_end
