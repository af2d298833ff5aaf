SELECT DISTINCT unit_id, pid, participant_id, CASE WHEN entity_type = 'organisation' THEN 'organisation' ELSE 'other_group' END AS why
FROM took_part WHERE participant_id IS NOT NULL AND (entity_type = 'organisation' OR NOT is_targeted)
