SELECT 'I6' AS row_id, unit_id, pid, participation_id AS ref, group_id, participant_id AS num_key
FROM took_part WHERE is_targeted AND is_sme AND entity_type = 'organisation' AND participant_id IS NOT NULL
UNION ALL BY NAME
SELECT 'I6' AS row_id, unit_id, pid, group_id AS ref, group_id, size AS den, CASE WHEN size IS NULL THEN 'MISSING_AUDIENCE' END AS flag, group_id AS detail
FROM group_rates WHERE is_targeted AND is_sme AND entity_type = 'organisation'
