-- Every source that has run or left texts: its last run, what it brought, and its own rhythm.
WITH q AS (SELECT ?::DATE AS as_of),
last AS (SELECT subject, started_at, status, message, added, changed, deleted FROM runs WHERE program = 'ingest'
  QUALIFY row_number() OVER (PARTITION BY subject ORDER BY started_at DESC, run_id DESC) = 1),
days AS (SELECT source, day, count(*) AS n FROM pub_texts GROUP BY ALL),
gaps AS (SELECT source, day - lag(day) OVER (PARTITION BY source ORDER BY day) AS gap FROM days),
texts AS (SELECT source, sum(n)::BIGINT AS n, max(day) AS newest FROM days GROUP BY source),
bad AS (SELECT source, count(*) AS n FROM quarantine WHERE state = 'open' GROUP BY source),
names AS (SELECT subject AS source FROM last UNION SELECT source FROM texts)
SELECT names.source, (SELECT min(value) FROM source_state s WHERE s.source = names.source AND s.key = 'kind'),
  last.started_at, last.status, last.message, coalesce(texts.n, 0), coalesce(last.added, 0), coalesce(last.changed, 0), coalesce(last.deleted, 0),
  coalesce(bad.n, 0), texts.newest, (SELECT median(gap) FROM gaps g WHERE g.source = names.source AND gap IS NOT NULL)
FROM names LEFT JOIN last ON last.subject = names.source LEFT JOIN texts USING(source) LEFT JOIN bad USING(source), q
ORDER BY names.source
