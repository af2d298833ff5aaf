WITH weeks AS (
  SELECT unit_id, pid, unnest(generate_series(p_start + ((7 - dayofweek(p_start)) % 7)::INT, w_end - 7, INTERVAL 7 DAY))::DATE AS w FROM params),
held AS (SELECT DISTINCT unit_id, pid, day - dayofweek(day)::INT AS w FROM received)
SELECT 'R4' AS row_id, w.unit_id, w.pid, w.w::TEXT AS ref, (h.w IS NOT NULL)::INT AS num, 1 AS den
FROM weeks w LEFT JOIN held h ON h.unit_id = w.unit_id AND h.pid = w.pid AND h.w = w.w
