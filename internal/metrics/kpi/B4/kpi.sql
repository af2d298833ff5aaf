SELECT n.row_id, a.unit_id, a.pid, a.activity_id AS ref, a.level, a.kind, a.stage, a.spent_omr::DOUBLE AS num,
       CASE WHEN a.spent_omr IS NULL THEN 'MISSING_AMOUNTS' END AS flag, a.activity_id AS detail
FROM started_activities a, (VALUES ('B4.person'), ('B4.used')) n(row_id)
UNION ALL BY NAME
SELECT 'B4.person' AS row_id, unit_id, pid, level, kind, stage, participant_id AS den_key, participant_id AS person
FROM took_part WHERE participant_id IS NOT NULL AND coalesce(entity_type = 'person', true)
UNION ALL BY NAME
SELECT 'B4.used' AS row_id, unit_id, pid, submission_id AS ref, 1 AS den FROM received WHERE used
