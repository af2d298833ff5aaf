SELECT 'G6.a' AS row_id, a.unit_id, a.pid, a.activity_id AS ref, a.level, a.kind, a.stage, a.month, a.quarter, 1 AS den,
       EXISTS (FROM known_activity_uses u JOIN live l ON l.evidence_id = u.evidence_id JOIN known_modern_technologies m ON m.code = u.code
               WHERE u.activity_id = a.activity_id AND u.facet = 'tech' AND a.start_day >= m.modern_from_on
                 AND (m.modern_until_on IS NULL OR a.start_day < m.modern_until_on))::INT AS num
FROM started_activities a
UNION ALL BY NAME
SELECT 'G6.b' AS row_id, d.unit_id, d.pid, d.activity_id AS ref, d.level, d.kind, d.stage, d.month, d.quarter, 1 AS den,
       EXISTS (FROM known_analyses x WHERE x.activity_id = d.activity_id AND x.kind = 'quantitative' AND x.completed_at IS NOT NULL
                 AND x.reviewed_by IS NOT NULL AND x.reviewed_at IS NOT NULL)::INT AS num
FROM due_activities d
