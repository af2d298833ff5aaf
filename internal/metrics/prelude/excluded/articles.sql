SELECT q.unit_id, q.pid, CASE WHEN p.kind <> 'article' THEN 'story' ELSE 'running' END AS why
FROM known_publications p JOIN params q ON q.unit_id = p.unit_id AND p.day >= q.p_start AND p.day < q.p_end
WHERE p.kind <> 'article' OR date_trunc('quarter', p.day) + INTERVAL 3 MONTH > q.w_end
