SELECT 'P6' AS row_id, p.unit_id, p.pid, a.activity_id AS ref, a.level, a.kind, a.stage, month_of(a.planned_start_on) AS month, quarter_of(a.planned_start_on) AS quarter, 1 AS den,
       coalesce(NOT a.cancelled AND a.start_day <= a.planned_start_on + p.late_days, false)::INT AS num
FROM params p JOIN known_activities a ON a.unit_id = p.unit_id AND a.planned_start_on >= p.p_start AND a.planned_start_on < p.p_end
  AND a.planned_start_on + p.late_days < p.as_of
