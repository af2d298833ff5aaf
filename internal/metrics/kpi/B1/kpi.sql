SELECT 'B1' AS row_id, p.unit_id, p.pid, coalesce(l.budget_approved_on < l.plan_start_on, false)::INT AS num
FROM params p JOIN known_plans l USING (unit_id, plan_year)
