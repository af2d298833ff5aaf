SELECT 'B3' AS row_id, p.unit_id, p.pid, b.item::TEXT AS ref, b.item, b.spent_omr::DOUBLE AS num, b.allocated_omr::DOUBLE AS den,
       CASE WHEN b.spent_omr IS NULL OR b.allocated_omr IS NULL THEN 'MISSING_AMOUNTS' END AS flag, b.item::TEXT AS detail
FROM params p JOIN known_budget_lines b USING (unit_id, plan_year)
UNION ALL BY NAME
SELECT 'B3.allocated' AS row_id, p.unit_id, p.pid, b.item::TEXT AS ref, b.item, b.allocated_omr::DOUBLE AS num, b.planned_omr::DOUBLE AS den,
       CASE WHEN b.allocated_omr IS NULL OR b.planned_omr IS NULL THEN 'MISSING_AMOUNTS' END AS flag, b.item::TEXT AS detail
FROM params p JOIN known_budget_lines b USING (unit_id, plan_year)
