-- Facts for the gates and for the state of the information document; maturity.go reads them.
SELECT p.unit_id, p.pid,
       l.approved_on IS NOT NULL AS plan_approved, c.unit_id IS NOT NULL AS has_charter, i.unit_id IS NOT NULL AS has_info,
       CASE WHEN i.unit_id IS NULL THEN 0 WHEN i.approved_on IS NULL THEN 40 WHEN i.issued_on < p.as_of - to_months(p.fresh_months) THEN 70 ELSE 100 END AS info_state
FROM params p LEFT JOIN known_plans l ON l.unit_id = p.unit_id AND l.plan_year = p.plan_year
LEFT JOIN latest_documents c ON c.unit_id = p.unit_id AND c.doc = 'charter'
LEFT JOIN latest_documents i ON i.unit_id = p.unit_id AND i.doc = 'info'
