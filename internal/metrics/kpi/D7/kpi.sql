WITH used AS (
  SELECT DISTINCT a.unit_id, a.pid, u.code FROM started_activities a JOIN known_activity_uses u USING (activity_id) WHERE u.facet = 'tool'),
approved AS (SELECT unit_id, code FROM known_methods WHERE facet = 'tool' AND approved_on IS NOT NULL)
SELECT 'D7' AS row_id, u.unit_id, u.pid, u.code AS ref, u.code, (a.code IS NOT NULL)::INT AS num, 1 AS den
FROM used u LEFT JOIN approved a USING (unit_id, code)
UNION ALL BY NAME
SELECT 'D7.used' AS row_id, p.unit_id, p.pid, a.code AS ref, a.code, (u.code IS NOT NULL)::INT AS num, 1 AS den
FROM params p JOIN approved a USING (unit_id) LEFT JOIN used u ON u.unit_id = p.unit_id AND u.pid = p.pid AND u.code = a.code
