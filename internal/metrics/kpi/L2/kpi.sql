SELECT 'L2' AS row_id, unit_id, pid, activity_id AS ref, level, kind, stage, quarter,
       CASE WHEN involvement_actual <= 2 THEN '1-2' WHEN involvement_actual = 3 THEN '3' ELSE '4-5' END AS code,
       abs(involvement_desired::INT - involvement_actual::INT) AS num, 1 AS den
FROM started_activities WHERE involvement_desired IS NOT NULL AND involvement_actual IS NOT NULL
