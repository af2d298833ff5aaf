SELECT 'M6' AS row_id, p.unit_id, p.pid,
       EXISTS (FROM known_cooperation_log c WHERE c.unit_id = p.unit_id AND c.kind = 'exchange' AND c.day >= p.p_start AND c.day < p.p_end)::INT AS num
FROM params p
