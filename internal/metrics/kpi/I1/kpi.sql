WITH pair AS (
  SELECT g.unit_id, g.pid, g.group_id, g.size AS size, r.size AS ref_size, g.parity_ref, g.participants / nullif(g.size, 0) AS rate, r.participants / nullif(r.size, 0) AS ref_rate
  FROM group_rates g LEFT JOIN group_rates r ON r.unit_id = g.unit_id AND r.pid = g.pid AND r.group_id = g.parity_ref
  WHERE g.is_targeted AND g.parity_ref IS NOT NULL)
SELECT 'I1' AS row_id, unit_id, pid, group_id AS ref, group_id,
       CASE WHEN rate <= ref_rate THEN rate / nullif(ref_rate, 0) ELSE 2 - ref_rate / nullif(rate, 0) END AS t,
       CASE WHEN size IS NULL OR ref_size IS NULL THEN 'MISSING_AUDIENCE' WHEN coalesce(ref_rate, 0) = 0 OR rate IS NULL THEN 'ZERO_DENOM' END AS flag,
       CASE WHEN size IS NULL THEN group_id WHEN ref_size IS NULL THEN parity_ref END AS detail
FROM pair
