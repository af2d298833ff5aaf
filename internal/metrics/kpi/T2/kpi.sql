SELECT 'T2' AS row_id, p.unit_id, p.pid, n.task AS ref, n.task, 1 AS den,
       EXISTS (FROM known_team_tasks t JOIN live l USING (evidence_id) JOIN known_evidence e USING (evidence_id)
               WHERE t.unit_id = p.unit_id AND t.plan_year = p.plan_year AND t.task::TEXT = n.task AND e.dated_on >= p.p_start AND e.dated_on < p.p_end)::INT AS num
FROM params p CROSS JOIN (SELECT unnest(enum_range(NULL::team_task))::TEXT AS task) n
UNION ALL BY NAME
SELECT 'T2.culture' AS row_id, p.unit_id, p.pid, n.level AS ref, n.level AS item, 1 AS den,
       EXISTS (FROM known_trainings t WHERE t.unit_id = p.unit_id AND t.org_level = n.level AND t.held_on >= p.p_start AND t.held_on < p.p_end)::INT AS num
FROM params p CROSS JOIN (VALUES ('executive'), ('middle'), ('operational')) n(level)
