SELECT 'Q1' AS row_id, unit_id, pid, participation_id AS ref, channel, level, kind, stage, month, quarter, participant_id AS person, head_count AS den,
       CASE WHEN identity_level IN ('verified', 'account') THEN head_count ELSE 0 END AS num, CASE WHEN participant_id IS NULL THEN head_count END AS heads
FROM took_part
