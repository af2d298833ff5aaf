WITH latest AS (
  SELECT a.* FROM known_assessments a JOIN (SELECT unit_id, max(assessed_on) AS assessed_on FROM known_assessments GROUP BY 1) USING (unit_id, assessed_on)),
gap AS (SELECT p.pid, l.* FROM params p JOIN latest l USING (unit_id) WHERE l.score < l.target)
SELECT 'M2' AS row_id, unit_id, pid, criterion AS ref, criterion, (importance IS NOT NULL AND investment IS NOT NULL)::INT AS num, 1 AS den FROM gap
UNION ALL BY NAME
SELECT 'M2.priority' AS row_id, unit_id, pid, criterion AS ref, criterion, importance * (target - score) / 100 / investment AS m_priority,
       CASE WHEN importance IS NULL OR investment IS NULL THEN 'MISSING_AMOUNTS' END AS flag, criterion AS detail
FROM gap
