SELECT 'A1' AS row_id, a.unit_id, a.pid, a.activity_id AS ref, a.level, a.kind, a.stage, a.month, a.quarter, 1 AS den,
       EXISTS (FROM known_activity_links l WHERE l.activity_id = a.activity_id AND l.kind IN ('v2040', 'dt_programme'))::INT AS num
FROM started_activities a
