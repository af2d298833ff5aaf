SELECT 'L8' AS row_id, p.unit_id, p.pid, n.stage AS ref, n.stage, 1 AS den,
       EXISTS (FROM started_activities a WHERE a.unit_id = p.unit_id AND a.pid = p.pid AND a.stage::TEXT = n.stage)::INT AS num
FROM params p CROSS JOIN (SELECT unnest(enum_range(NULL::policy_stage))::TEXT AS stage) n
