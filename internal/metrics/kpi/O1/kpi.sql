WITH months AS (
  SELECT unit_id, pid, unnest(generate_series(p_start, w_end - INTERVAL 1 MONTH, INTERVAL 1 MONTH))::DATE AS m FROM params),
held AS (
  SELECT m.unit_id, m.pid, m.m, count(p.poll_id) AS n FROM months m
  LEFT JOIN known_polls p ON p.unit_id = m.unit_id AND NOT p.is_test AND p.day >= m.m AND p.day < m.m + INTERVAL 1 MONTH GROUP BY ALL)
SELECT 'O1' AS row_id, unit_id, pid, month_of(m) AS ref, month_of(m) AS month, quarter_of(m) AS quarter, (n > 0)::INT AS num, 1 AS den FROM held
UNION ALL BY NAME
SELECT 'O1.rate' AS row_id, unit_id, pid, month_of(m) AS ref, month_of(m) AS month, quarter_of(m) AS quarter, n AS num, 1 AS den FROM held
