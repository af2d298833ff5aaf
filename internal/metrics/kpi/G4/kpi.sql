WITH answers AS (
  SELECT activity_id, count(*) AS n, count(*) FILTER (WHERE handled) AS k FROM countable WHERE activity_id IS NOT NULL GROUP BY 1),
judged AS (
  SELECT d.*, d.activity_id AS ref, d.results_day IS NOT NULL AS pub,
         greatest(0, d.results_day - d.end_day) AS lag_days, -- published before the end: no lag
         CASE WHEN h.n > 0 THEN h.k / h.n ELSE (d.use_statement_at IS NOT NULL)::INT END AS hand,
         coalesce(h.n > 0 AND o.unit_id IS NULL, false) AS unheard
  FROM due_activities d LEFT JOIN answers h USING (activity_id)
  LEFT JOIN presence o ON o.register = 'outcomes' AND o.unit_id = d.unit_id)
SELECT 'G4' AS row_id, unit_id, pid, ref, level, kind, stage, month, quarter, (pub::INT + hand) / 2 AS num, 1 AS den,
       CASE WHEN unheard THEN 'MISSING_OUTCOMES' END AS flag FROM judged
UNION ALL BY NAME
SELECT 'G4.pub' AS row_id, unit_id, pid, ref, level, kind, stage, month, quarter, pub::INT AS num, 1 AS den,
       (results_day < end_day)::INT AS m_early FROM judged
UNION ALL BY NAME
SELECT 'G4.ontime' AS row_id, unit_id, pid, ref, level, kind, stage, month, quarter, (pub AND lag_days <= grace_days)::INT AS num, 1 AS den FROM judged
UNION ALL BY NAME
SELECT 'G4.hand' AS row_id, unit_id, pid, ref, level, kind, stage, month, quarter, hand AS num, 1 AS den,
       CASE WHEN unheard THEN 'MISSING_OUTCOMES' END AS flag FROM judged
UNION ALL BY NAME
SELECT 'G4.lag' AS row_id, unit_id, pid, ref, level, kind, stage, month, quarter,
       CASE WHEN pub THEN lag_days ELSE as_of - end_day END AS t, pub AS ev FROM judged
UNION ALL BY NAME
SELECT 'G4.open' AS row_id, unit_id, pid, ref, level, kind, stage, month, quarter, pub::INT AS den,
       coalesce(pub AND results_format IN ('csv', 'json', 'xlsx', 'xml', 'geojson') AND results_licence <> 'closed', false)::INT AS num FROM judged
