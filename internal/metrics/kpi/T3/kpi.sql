SELECT 'T3' AS row_id, p.unit_id, p.pid, n.party AS ref, n.party, 1 AS den,
       EXISTS (FROM known_cooperation_log c WHERE c.unit_id = p.unit_id AND c.party::TEXT = n.party AND c.day >= p.p_start AND c.day < p.p_end)::INT AS num
FROM params p CROSS JOIN (SELECT unnest(enum_range(NULL::party))::TEXT AS party) n
UNION ALL BY NAME
SELECT 'T3.partners' AS row_id, p.unit_id, p.pid, r.partner_id AS ref, r.party, 1 AS den,
       EXISTS (FROM known_cooperation_log c WHERE c.unit_id = p.unit_id AND c.partner_id = r.partner_id AND c.kind = 'joint_activity'
                 AND c.day >= p.p_start AND c.day < p.p_end)::INT AS num
FROM params p JOIN known_partners r USING (unit_id)
