SELECT 'Q3' AS row_id, a.unit_id, a.pid, a.activity_id || ':' || c.source AS ref, a.level, a.kind, a.stage, (c.declared_n IS NOT NULL)::INT AS num, 1 AS den
FROM started_activities a JOIN known_source_controls c USING (activity_id)
