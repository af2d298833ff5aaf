SELECT n.row_id, unit_id, pid, activity_id AS ref, kind, stage, month, quarter, level::TEXT AS k
FROM started_activities, (VALUES ('L1'), ('L1.n1'), ('L1.even')) n(row_id)
UNION ALL BY NAME
SELECT 'L1.' || n.level AS row_id, a.unit_id, a.pid, a.activity_id AS ref, a.kind, a.stage, a.month, a.quarter, (a.level::TEXT = n.level)::INT AS num, 1 AS den
FROM started_activities a, (VALUES ('info'), ('consult'), ('decision')) n(level)
UNION ALL BY NAME
SELECT 'L1.decided' AS row_id, unit_id, pid, activity_id AS ref, kind, stage, month, quarter, (decision_recorded_at IS NOT NULL)::INT AS num, 1 AS den
FROM due_activities WHERE level = 'decision'
