WITH source AS (
  SELECT a.unit_id, a.pid, a.activity_id, a.level, a.kind, a.stage, c.source, c.declared_n, c.loaded_n
  FROM started_activities a JOIN known_source_controls c USING (activity_id))
SELECT 'H3' AS row_id, unit_id, pid, activity_id || ':' || source AS ref, level, kind, stage, loaded_n AS num, declared_n AS den FROM source WHERE declared_n IS NOT NULL
UNION ALL BY NAME
SELECT 'H3.activities' AS row_id, unit_id, pid, activity_id AS ref, level, kind, stage, bool_and(loaded_n = declared_n)::INT AS num, 1 AS den
FROM source WHERE declared_n IS NOT NULL GROUP BY ALL
UNION ALL BY NAME
SELECT 'H3.unknown' AS row_id, unit_id, pid, activity_id || ':' || source AS ref, level, kind, stage, 1 AS num FROM source WHERE declared_n IS NULL
