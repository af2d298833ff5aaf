SELECT 'P2.issued' AS row_id, p.unit_id, p.pid, (l.issued_on IS NOT NULL)::INT AS num FROM params p JOIN known_plans l USING (unit_id, plan_year)
UNION ALL BY NAME
SELECT 'P2.approved' AS row_id, p.unit_id, p.pid, coalesce(l.approved_on < l.plan_start_on, false)::INT AS num FROM params p JOIN known_plans l USING (unit_id, plan_year)
UNION ALL BY NAME
SELECT 'P2.length' AS row_id, p.unit_id, p.pid, (l.plan_end_on - l.plan_start_on + 1 IN (365, 366))::INT AS num FROM params p JOIN known_plans l USING (unit_id, plan_year)
UNION ALL BY NAME
SELECT 'P2.team' AS row_id, p.unit_id, p.pid, (d.in_force AND d.evidenced)::INT AS num
FROM params p JOIN latest_documents d ON d.unit_id = p.unit_id AND d.doc = 'team_decision'
