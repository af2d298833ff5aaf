SELECT 'O5' AS row_id, unit_id, pid, activity_id AS ref, level, kind, stage, month, quarter, 1 AS den, coalesce(info_published_at <= started_at, false)::INT AS num
FROM started_activities WHERE kind NOT IN ('consultation', 'poll')
