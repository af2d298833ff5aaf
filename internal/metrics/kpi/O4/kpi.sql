SELECT 'O4' AS row_id, unit_id, pid, activity_id AS ref, level, stage, month, quarter, 1 AS den,
       coalesce(doc_published_at <= started_at AND info_published_at <= started_at, false)::INT AS num
FROM started_activities WHERE kind = 'consultation'
