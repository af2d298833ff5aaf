WITH latest AS (
  SELECT unit_id, target, wcag_level, arg_max(is_passed, audited_on) AS is_passed, max(audited_on) AS audited_on FROM known_accessibility_audits GROUP BY ALL)
SELECT CASE wcag_level WHEN 'A' THEN 'I4' ELSE 'I4.aa' END AS row_id, p.unit_id, p.pid, l.target AS ref, l.is_passed::INT AS num, 1 AS den
FROM params p JOIN latest l USING (unit_id) WHERE l.audited_on >= p.as_of - to_months(p.fresh_months)
