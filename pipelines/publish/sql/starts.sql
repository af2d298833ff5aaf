-- Planned starts of the reporting year and the one after it.
WITH q AS (SELECT ?::DATE AS as_of, ?::DATE AS p_start, ?::DATE AS p_end)
SELECT a.unit_id, a.title_ar, a.planned_start_on,
  CASE WHEN (a.started_at + INTERVAL 4 HOUR)::DATE < q.as_of THEN (a.started_at + INTERVAL 4 HOUR)::DATE END
FROM activities a, q
WHERE a.planned_start_on >= q.p_start AND a.planned_start_on < q.p_end + 366 AND (a.cancelled_at IS NULL OR (a.cancelled_at + INTERVAL 4 HOUR)::DATE >= q.as_of)
ORDER BY a.planned_start_on, a.unit_id, a.activity_id
