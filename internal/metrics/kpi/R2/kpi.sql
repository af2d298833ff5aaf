SELECT n.row_id, unit_id, pid, submission_id AS ref, channel, group_id, governorate, level, kind, stage, month, quarter, answered_at IS NOT NULL AS ev,
       CASE WHEN answered_at IS NULL THEN epoch(getvariable('as_of_at') - received_at) ELSE greatest(0, epoch(answered_at - received_at)) END / 3600 AS t
FROM received, (VALUES ('R2'), ('R2.p90')) n(row_id)
