WITH field AS (
  SELECT p.unit_id, p.pid, f.row_id, coalesce(f.given, false)::INT AS given
  FROM params p LEFT JOIN latest_documents d ON d.unit_id = p.unit_id AND d.doc = 'info',
  LATERAL (VALUES ('D5.template', d.template_id IS NOT NULL), ('D5.digital', d.url IS NOT NULL AND d.format <> 'paper')) f(row_id, given))
SELECT row_id, unit_id, pid, given AS num FROM field
UNION ALL BY NAME
SELECT 'D5' AS row_id, unit_id, pid, row_id AS ref, given AS num, 1 AS den FROM field
