SELECT 'P3' AS row_id, p.unit_id, p.pid, o.objective_id AS ref, 1 AS den,
       coalesce(o.reviewed_by IS NOT NULL AND o.is_specific AND o.is_measurable AND o.is_achievable AND o.is_relevant AND o.is_time_bound, false)::INT AS num
FROM params p JOIN known_objectives o USING (unit_id, plan_year)
