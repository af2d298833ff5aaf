SELECT 'T0' AS row_id, p.unit_id, p.pid, d.issued_on::TEXT AS ref, (d.in_force AND d.evidenced)::INT AS num
FROM params p JOIN latest_documents d ON d.unit_id = p.unit_id AND d.doc = 'team_decision'
