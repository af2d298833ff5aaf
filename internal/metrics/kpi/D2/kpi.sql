SELECT 'D2' AS row_id, p.unit_id, p.pid, d.issued_on::TEXT AS ref, date_sub('month', d.issued_on, p.as_of) AS t
FROM params p JOIN latest_documents d ON d.unit_id = p.unit_id AND d.doc = 'info'
