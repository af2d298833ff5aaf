SELECT 'K2' AS row_id, p.unit_id, p.pid, n.skill AS ref, n.skill, (coalesce(c.members, 0) >= 2)::INT AS num, 1 AS den
FROM params p CROSS JOIN (SELECT unnest(enum_range(NULL::skill))::TEXT AS skill) n
LEFT JOIN skill_cover c ON c.unit_id = p.unit_id AND c.skill::TEXT = n.skill
