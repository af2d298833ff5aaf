WITH all_rows AS (
  SELECT p.unit_id, p.pid, s.submission_id, s.channel, s.removed_at, s.removal_reason, month_of(local_day(s.received_at)) AS month, quarter_of(local_day(s.received_at)) AS quarter
  FROM known_submissions s JOIN params p ON p.unit_id = s.unit_id AND local_day(s.received_at) >= p.p_start AND local_day(s.received_at) < p.p_end)
SELECT 'Q5' AS row_id, unit_id, pid, submission_id AS ref, channel, month, quarter, (removal_reason IS NOT NULL)::INT AS num, 1 AS den
FROM all_rows WHERE removed_at IS NOT NULL
UNION ALL BY NAME
SELECT 'Q5.removed' AS row_id, unit_id, pid, submission_id AS ref, channel, removal_reason AS reason, month, quarter, 1 AS num FROM all_rows WHERE removed_at IS NOT NULL
UNION ALL BY NAME
SELECT 'Q5.removed' AS row_id, unit_id, pid, channel, month, quarter, count(*) AS den FROM all_rows GROUP BY ALL
