WITH item AS (SELECT unnest(enum_range(NULL::phase_check))::TEXT AS item),
asked AS (
  SELECT split_part(i.item, '_', 1) AS phase, a.unit_id, a.pid, a.activity_id, a.level, a.kind, a.stage, a.month, a.quarter, i.item FROM started_activities a, item i WHERE i.item NOT LIKE 'eval%'
  UNION ALL
  SELECT 'eval', d.unit_id, d.pid, d.activity_id, d.level, d.kind, d.stage, d.month, d.quarter, i.item FROM due_activities d, item i WHERE i.item LIKE 'eval%'),
judged AS (
  SELECT *, activity_id || ':' || item AS ref, EXISTS (FROM known_activity_checks c JOIN live USING (evidence_id) WHERE c.activity_id = asked.activity_id AND c.item::TEXT = asked.item)::INT AS num FROM asked)
SELECT 'H1' AS row_id, unit_id, pid, ref, item, level, kind, stage, month, quarter, num, 1 AS den FROM judged
UNION ALL BY NAME
SELECT 'H1.' || phase AS row_id, unit_id, pid, ref, item, level, kind, stage, month, quarter, num, 1 AS den FROM judged
