SELECT 'I3' AS row_id, g.unit_id, g.pid, g.category::TEXT AS ref, g.category, 1 AS den,
       (bool_or(g.participants > 0))::INT AS num
FROM group_rates g WHERE g.is_targeted AND g.entity_type = 'person' AND g.category IS NOT NULL GROUP BY ALL
UNION ALL BY NAME
SELECT 'I3.org' AS row_id, g.unit_id, g.pid, g.category::TEXT AS ref, g.category, 1 AS den,
       (bool_or(g.participants > 0))::INT AS num
FROM group_rates g WHERE g.is_targeted AND g.entity_type = 'organisation' AND g.category IS NOT NULL GROUP BY ALL
