-- Activities of the years around as_of, with what is known before it.
WITH known AS (
  SELECT a.*, (a.started_at + INTERVAL 4 HOUR)::DATE AS s, (a.ended_at + INTERVAL 4 HOUR)::DATE AS e,
    (a.results_published_at + INTERVAL 4 HOUR)::DATE AS p, (a.cancelled_at + INTERVAL 4 HOUR)::DATE AS c,
    (a.use_statement_at + INTERVAL 4 HOUR)::DATE AS u, ?::DATE AS as_of, ?::INTEGER AS grace
  FROM activities a),
plain AS (
  SELECT unit_id, activity_id, title_ar, kind, level, as_of, grace,
    CASE WHEN s < as_of THEN s END AS s, CASE WHEN e < as_of THEN e END AS e, CASE WHEN p < as_of THEN p END AS p,
    CASE WHEN c < as_of THEN c END AS c, CASE WHEN u < as_of THEN u END AS u FROM known),
subs AS (
  SELECT x.activity_id, count(*) AS n,
    count(*) FILTER (o.status IS NOT NULL AND (o.reason IS NOT NULL OR o.linked_id IS NOT NULL)
      AND (o.response_published_at + INTERVAL 4 HOUR)::DATE < (SELECT max(as_of) FROM plain)) AS handled
  FROM submissions x LEFT JOIN outcomes o USING(submission_id)
  WHERE NOT x.is_spam AND NOT x.is_info_request AND x.activity_id IS NOT NULL GROUP BY ALL),
heads AS (
  SELECT activity_id, count(DISTINCT participant_id) + coalesce(sum(head_count) FILTER (participant_id IS NULL), 0) AS n
  FROM participations GROUP BY ALL)
SELECT p.unit_id, p.activity_id, p.title_ar, p.kind::TEXT, p.level::TEXT, p.s, p.e, p.p, p.c, p.u,
  p.c IS NULL AND p.e IS NOT NULL AND p.e + p.grace < p.as_of, coalesce(subs.n, 0), coalesce(subs.handled, 0), coalesce(heads.n, 0)::BIGINT
FROM plain p LEFT JOIN subs USING(activity_id) LEFT JOIN heads USING(activity_id)
WHERE p.s IS NOT NULL
ORDER BY p.unit_id, p.s DESC, p.activity_id
