SELECT 'O6' AS row_id, unit_id, pid, activity_id AS ref, level, kind, stage, month, quarter, start_day - info_day AS t FROM started_activities WHERE info_day IS NOT NULL
