SELECT 'M3' AS row_id, p.unit_id, p.pid, a.action_id AS ref, a.criterion, coalesce(a.done_on <= a.due_on, false)::INT AS num, 1 AS den
FROM params p JOIN known_actions a ON a.unit_id = p.unit_id AND a.due_on >= p.p_start AND a.due_on < p.w_end
