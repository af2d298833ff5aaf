SELECT 'A2' AS row_id, a.unit_id, a.pid, a.activity_id AS ref, a.level, a.kind, a.stage, a.month, a.quarter, 1 AS den,
       EXISTS (FROM known_activity_links l WHERE l.activity_id = a.activity_id AND l.kind = 'strategy_goal')::INT AS num
FROM started_activities a
UNION ALL BY NAME
SELECT 'A2.goals' AS row_id, p.unit_id, p.pid, g.goal_id AS ref, 1 AS den,
       EXISTS (FROM started_activities a JOIN known_activity_links l USING (activity_id)
               WHERE a.unit_id = p.unit_id AND a.pid = p.pid AND l.kind = 'strategy_goal' AND l.ref = g.goal_id)::INT AS num
FROM params p JOIN known_strategy_goals g USING (unit_id)
