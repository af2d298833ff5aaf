WITH reviewed AS (
  SELECT activity_id, local_day(reviewed_at) AS day FROM known_analyses
  WHERE kind = 'quantitative' AND completed_at IS NOT NULL AND reviewed_by IS NOT NULL AND reviewed_at IS NOT NULL)
SELECT 'H5' AS row_id, d.unit_id, d.pid, d.activity_id AS ref, level, kind, stage, month, quarter, (r.day IS NOT NULL)::INT AS num, 1 AS den
FROM due_activities d LEFT JOIN reviewed r USING (activity_id)
UNION ALL BY NAME
SELECT 'H5.lag' AS row_id, d.unit_id, d.pid, d.activity_id AS ref, level, kind, stage, month, quarter, r.day IS NOT NULL AS ev,
       CASE WHEN r.day IS NOT NULL THEN greatest(0, r.day - d.end_day) ELSE d.as_of - d.end_day END AS t
FROM due_activities d LEFT JOIN reviewed r USING (activity_id)
