SELECT p.unit_id, p.pid, CASE WHEN a.cancelled THEN 'cancelled' ELSE 'not_started' END AS why
FROM known_activities a JOIN params p ON p.unit_id = a.unit_id
  AND coalesce(a.start_day, a.planned_start_on) >= p.p_start AND coalesce(a.start_day, a.planned_start_on) < p.p_end
WHERE a.cancelled OR a.start_day IS NULL
