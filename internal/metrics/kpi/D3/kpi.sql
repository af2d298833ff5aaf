SELECT 'D3' AS row_id, p.unit_id, p.pid, n.element AS ref, n.element, 1 AS den,
       EXISTS (FROM known_document_elements e JOIN live USING (evidence_id)
               WHERE e.unit_id = p.unit_id AND e.doc = 'charter' AND e.element::TEXT = n.element AND e.is_present)::INT AS num
FROM params p CROSS JOIN (VALUES ('channels'), ('activities'), ('commitments'), ('expectations')) n(element)
UNION ALL BY NAME
SELECT 'D3.published' AS row_id, p.unit_id, p.pid, d.issued_on::TEXT AS ref,
       (d.published_on IS NOT NULL AND d.url IS NOT NULL AND d.in_force AND d.evidenced)::INT AS num
FROM params p JOIN latest_documents d ON d.unit_id = p.unit_id AND d.doc = 'charter'
UNION ALL BY NAME
SELECT 'D3.offered' AS row_id, p.unit_id, p.pid, o.code AS ref, o.code AS kind, 1 AS den,
       EXISTS (FROM started_activities a WHERE a.unit_id = p.unit_id AND a.pid = p.pid AND a.kind::TEXT = o.code)::INT AS num
FROM params p JOIN known_charter_offers o ON o.unit_id = p.unit_id AND o.kind = 'activity_kind'
