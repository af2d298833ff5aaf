SELECT 'L3' AS row_id, a.unit_id, a.pid, a.activity_id AS ref, a.level, a.kind, a.stage, a.month, a.quarter, 1 AS den,
       ((SELECT count(*) FROM known_activity_uses u WHERE u.activity_id = a.activity_id AND u.facet = 'tool') >= 2)::INT AS num
FROM started_activities a
