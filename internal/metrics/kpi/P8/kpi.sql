SELECT 'P8' AS row_id, p.unit_id, p.pid, g.id AS ref, g.id AS item, 1 AS den,
       (i.owner IS NOT NULL AND i.data_source IS NOT NULL AND i.frequency IS NOT NULL AND i.target IS NOT NULL)::INT AS num
FROM params p CROSS JOIN (VALUES ('G1'), ('G2'), ('G3'), ('G4'), ('G5'), ('G6')) g(id)
LEFT JOIN known_indicators i ON i.unit_id = p.unit_id AND i.plan_year = p.plan_year AND i.kpi_id = g.id
UNION ALL BY NAME
SELECT 'P8.linked' AS row_id, p.unit_id, p.pid, i.kpi_id AS ref, (i.objective_id IS NOT NULL)::INT AS num, 1 AS den
FROM params p JOIN known_indicators i USING (unit_id, plan_year)
