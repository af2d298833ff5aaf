WITH target AS (
  SELECT *, sum(participants) OVER w AS all_participants, sum(size) OVER w AS all_size, bool_and(is_partition) OVER w AS separate
  FROM group_rates WHERE is_targeted AND entity_type = 'person' WINDOW w AS (PARTITION BY unit_id, pid)),
shares AS (SELECT *, participants / nullif(all_participants, 0) AS part, size / nullif(all_size, 0) AS whole FROM target)
SELECT 'I2' AS row_id, unit_id, pid, group_id AS ref, group_id, abs(part - whole) AS m_gap, part AS m_part, whole AS m_size,
       CASE WHEN NOT separate THEN 'OVERLAPPING_AUDIENCE' WHEN size IS NULL THEN 'MISSING_AUDIENCE' WHEN part IS NULL OR whole IS NULL THEN 'ZERO_DENOM' END AS flag,
       CASE WHEN separate AND size IS NULL THEN group_id END AS detail
FROM shares
