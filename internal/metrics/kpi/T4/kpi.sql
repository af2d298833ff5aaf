SELECT 'T4' AS row_id, p.unit_id, p.pid, t.training_id AS ref, t.hours AS num, 0 AS den
FROM params p JOIN known_trainings t ON t.unit_id = p.unit_id AND t.member_id IS NOT NULL AND t.held_on >= p.p_start AND t.held_on < p.p_end
UNION ALL BY NAME
SELECT 'T4' AS row_id, p.unit_id, p.pid, m.member_id AS ref, 0 AS num, 1 AS den
FROM params p JOIN known_team_members m ON m.unit_id = p.unit_id AND m.joined_on < p.p_end AND (m.left_on IS NULL OR m.left_on >= p.w_end)
