SELECT 'T1' AS row_id, p.unit_id, p.pid, n.task AS ref, n.task, (t.owner IS NOT NULL)::INT AS num, 1 AS den
FROM params p CROSS JOIN (SELECT unnest(enum_range(NULL::team_task))::TEXT AS task) n
LEFT JOIN known_team_tasks t ON t.unit_id = p.unit_id AND t.plan_year = p.plan_year AND t.task::TEXT = n.task
