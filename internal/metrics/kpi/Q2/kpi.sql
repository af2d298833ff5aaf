SELECT 'Q2' AS row_id, unit_id, pid, submission_id AS ref, channel, group_id, governorate, level, kind, stage, month, quarter, (status IS NOT NULL)::INT AS num, 1 AS den FROM received
