SELECT q.unit_id, q.pid, CASE WHEN p.is_test THEN 'test' ELSE 'running' END AS why
FROM known_polls p JOIN params q ON q.unit_id = p.unit_id AND p.day >= q.p_start AND p.day < q.p_end
WHERE p.is_test OR date_trunc('month', p.day) + INTERVAL 1 MONTH > q.w_end
