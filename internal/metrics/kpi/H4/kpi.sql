SELECT 'H4' AS row_id, a.unit_id, a.pid, a.activity_id AS ref, a.level, a.kind, a.stage, a.month, a.quarter, 1 AS den,
       EXISTS (FROM known_activity_checks c JOIN live USING (evidence_id) WHERE c.activity_id = a.activity_id AND c.item = 'run_contingency')::INT AS num
FROM started_activities a
UNION ALL BY NAME
SELECT 'H4.people' AS row_id, unit_id, pid, activity_id AS ref, level, kind, stage, incident_people AS num, incident_people AS den, incident_people AS heads
FROM started_activities WHERE incident_people IS NOT NULL
UNION ALL BY NAME
SELECT 'H4.people' AS row_id, t.unit_id, t.pid, t.level, t.kind, t.stage, t.participant_id AS den_key, t.participant_id AS person,
       CASE WHEN t.participant_id IS NULL THEN t.head_count END AS den, CASE WHEN t.participant_id IS NULL THEN t.head_count END AS heads
FROM took_part t JOIN started_activities a ON a.activity_id = t.activity_id AND a.pid = t.pid WHERE a.incident_people IS NOT NULL
