SELECT 'L5' AS row_id, a.unit_id, a.pid, a.activity_id || ':' || u.code AS ref, u.code, a.level, a.kind, a.stage, a.month, a.quarter, 1 AS den,
       coalesce(has_code(m.ui_languages, 'ar'), false)::INT AS num, (m.ui_languages IS NULL)::INT AS hi
FROM started_activities a JOIN known_activity_uses u USING (activity_id)
LEFT JOIN known_methods m ON m.unit_id = a.unit_id AND m.facet = u.facet AND m.code = u.code WHERE u.facet = 'tool'
