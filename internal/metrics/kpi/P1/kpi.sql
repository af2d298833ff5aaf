SELECT 'P1' AS row_id, p.unit_id, p.pid, e.element AS ref, e.element, (coalesce(e.present, false) AND v.evidence_id IS NOT NULL)::INT AS num, 1 AS den
FROM params p JOIN known_plans l USING (unit_id, plan_year) LEFT JOIN live v ON v.evidence_id = l.evidence_id,
LATERAL (VALUES ('objectives', l.has_objectives), ('target_groups', l.has_target_groups), ('human_resources', l.has_human_resources),
                ('tools_models', l.has_tools_models), ('timeline', l.has_timeline), ('success_measures', l.has_success_measures)) e(element, present)
