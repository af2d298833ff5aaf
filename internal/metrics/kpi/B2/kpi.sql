SELECT 'B2' AS row_id, p.unit_id, p.pid, n.item AS ref, n.item, (b.allocated_omr IS NOT NULL)::INT AS num, 1 AS den
FROM params p CROSS JOIN (SELECT unnest(enum_range(NULL::budget_item))::TEXT AS item) n
LEFT JOIN known_budget_lines b ON b.unit_id = p.unit_id AND b.plan_year = p.plan_year AND b.item::TEXT = n.item
