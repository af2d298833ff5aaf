-- Targeted groups of persons with who took part, and the size to hold it against: nothing is assumed where a unit entered no size.
SELECT g.unit_id, g.group_id, coalesce(a.name_ar, g.group_id) AS name, g.participants::BIGINT, g.size::BIGINT, coalesce(a.size_source, '') AS source, a.sized_on,
  g.size IS NOT NULL AND (a.sized_on IS NULL OR a.sized_on < p.as_of - to_months(p.size_months)) AS old, g.is_partition, coalesce(g.parity_ref, '') AS parity_ref
FROM group_rates g JOIN params p ON p.unit_id = g.unit_id AND p.pid = g.pid
JOIN known_audience_groups a ON a.unit_id = g.unit_id AND a.plan_year = g.plan_year AND a.group_id = g.group_id
WHERE g.pid = 0 AND g.is_targeted AND g.entity_type = 'person' ORDER BY g.unit_id, g.group_id
