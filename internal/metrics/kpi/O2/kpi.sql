SELECT 'O2' AS row_id, unit_id, pid, activity_id AS ref, level, kind, stage, month, quarter, (results_day IS NOT NULL)::INT AS num, 1 AS den
FROM due_activities
