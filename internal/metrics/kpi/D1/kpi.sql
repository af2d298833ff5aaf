SELECT 'D1' AS row_id, p.unit_id, p.pid, n.element AS ref, n.element, 1 AS den,
       EXISTS (FROM known_document_elements e JOIN live USING (evidence_id)
               WHERE e.unit_id = p.unit_id AND e.doc = 'info' AND e.element::TEXT = n.element AND e.is_present)::INT AS num
FROM params p CROSS JOIN (VALUES ('access_list'), ('content_formats'), ('production_steps'), ('approved_tools'), ('activity_evaluation'), ('performance_mechanism'), ('partners')) n(element)
