WITH article AS (SELECT unit_id, day FROM known_publications WHERE kind = 'article'),
quarters AS (
  SELECT unit_id, pid, unnest(generate_series(p_start, w_end - INTERVAL 3 MONTH, INTERVAL 3 MONTH))::DATE AS q FROM params),
marks AS (
  SELECT unit_id, pid, p_start AS d FROM params WHERE p_start < w_end
  UNION ALL SELECT unit_id, pid, w_end FROM params WHERE p_start < w_end
  UNION ALL SELECT p.unit_id, p.pid, a.day FROM params p JOIN article a ON a.unit_id = p.unit_id AND a.day >= p.p_start AND a.day < p.p_end)
SELECT 'O3' AS row_id, q.unit_id, q.pid, quarter_of(q.q) AS ref, quarter_of(q.q) AS quarter, 1 AS den,
       EXISTS (FROM article a WHERE a.unit_id = q.unit_id AND a.day >= q.q AND a.day < q.q + INTERVAL 3 MONTH)::INT AS num
FROM quarters q
UNION ALL BY NAME
SELECT 'O3.gap' AS row_id, unit_id, pid, d::TEXT AS ref, d - lag(d) OVER (PARTITION BY unit_id, pid ORDER BY d) AS t FROM marks
