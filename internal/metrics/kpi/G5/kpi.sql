-- One use is one started activity × kind. Technologies are G6's.
SELECT CASE u.facet WHEN 'tool' THEN 'G5.tools' WHEN 'practice' THEN 'G5.practices' ELSE 'G5.models' END AS row_id,
       a.unit_id, a.pid, a.activity_id AS ref, a.level, a.kind, a.stage, a.month, a.quarter, u.code AS k
FROM started_activities a JOIN known_activity_uses u USING (activity_id) WHERE u.facet IN ('tool', 'practice', 'model')
