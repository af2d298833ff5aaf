SELECT 'P5' AS row_id, p.unit_id, p.pid, a.activity_id AS ref, month_of(a.planned_start_on) AS k
FROM params p JOIN known_activities a ON a.unit_id = p.unit_id AND a.planned_start_on >= p.p_start AND a.planned_start_on < p.w_end
