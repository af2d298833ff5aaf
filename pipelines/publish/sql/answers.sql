-- What became of the countable submissions of the reporting year.
WITH q AS (SELECT ?::DATE AS as_of, ?::DATE AS p_start, ?::DATE AS p_end)
SELECT count(*),
  count(*) FILTER (st = 'adopted'), count(*) FILTER (st = 'partly'), count(*) FILTER (st = 'declined'), count(*) FILTER (st = 'noted'),
  count(*) FILTER (st = 'referred'), count(*) FILTER (st IS NULL),
  count(*) FILTER (first_response_at IS NOT NULL AND (first_response_at + INTERVAL 4 HOUR)::DATE < as_of),
  count(*) FILTER (st IN ('adopted', 'partly') AND linked_id IS NOT NULL)
FROM (
  SELECT q.as_of, o.first_response_at, o.linked_id,
    CASE WHEN (o.decided_at + INTERVAL 4 HOUR)::DATE < q.as_of THEN o.status END AS st
  FROM submissions s CROSS JOIN q LEFT JOIN outcomes o USING(submission_id)
  WHERE NOT s.is_spam AND NOT s.is_info_request AND s.dup_of IS NULL
    AND (s.received_at + INTERVAL 4 HOUR)::DATE >= q.p_start AND (s.received_at + INTERVAL 4 HOUR)::DATE < least(q.p_end, q.as_of))
