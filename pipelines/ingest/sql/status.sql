-- name: status_runs
SELECT subject, max_by(started_at, started_at), max_by(status, started_at), coalesce(max_by(message, started_at), ''),
  max(ended_at) FILTER (status = 'ok'), coalesce(max(started_at) FILTER (added + changed + deleted > 0), NULL)
FROM runs WHERE program = 'ingest' GROUP BY subject;

-- name: status_rows
SELECT source, count(*) FILTER (superseded_at IS NULL AND deleted_at IS NULL), max(received_at) FROM raw_records GROUP BY source;

-- name: status_submissions
SELECT split_part(submission_id, ':', 1), count(*), max(received_at) FROM ingested.submissions GROUP BY 1;

-- name: status_quarantine
SELECT source, count(*) FILTER (state = 'open'), count(*) FILTER (state = 'open' AND seen_at > $1::TIMESTAMP - INTERVAL 7 DAY) FROM quarantine GROUP BY source;

-- name: status_cursors
SELECT source, string_agg(stream || ' ' || left(cursor, 120), chr(10) ORDER BY updated_at DESC, stream), count(*) FROM cursors GROUP BY source;

-- name: status_conflicts
SELECT table_name, row_key, column_name, coalesce(hand_value, ''), coalesce(source_value, '') FROM register_conflicts ORDER BY ALL;

-- name: status_rhythm
-- How long each source is usually quiet: the gaps between days with submissions, over half a year.
WITH days AS (
  SELECT DISTINCT split_part(submission_id, ':', 1) AS source, (received_at + INTERVAL 4 HOUR)::DATE AS day
  FROM ingested.submissions WHERE received_at > $1::TIMESTAMP - INTERVAL 180 DAY AND received_at <= $1::TIMESTAMP),
gaps AS (SELECT source, day, day - lag(day) OVER (PARTITION BY source ORDER BY day) AS gap FROM days)
SELECT source, count(*), coalesce(quantile_cont(gap, 0.95), 0), max(day) FROM gaps GROUP BY source;

-- name: status_volume
-- This week against the mean of the eight before it.
SELECT split_part(submission_id, ':', 1),
  count(*) FILTER (received_at > $1::TIMESTAMP - INTERVAL 7 DAY),
  count(*) FILTER (received_at <= $1::TIMESTAMP - INTERVAL 7 DAY) / 8.0
FROM ingested.submissions WHERE received_at > $1::TIMESTAMP - INTERVAL 63 DAY AND received_at <= $1::TIMESTAMP GROUP BY 1;

-- name: status_doubts
WITH odd AS (
  SELECT submission_id, received_at, CASE WHEN received_at > $1 THEN 'future' ELSE 'past' END AS kind, '' AS value
  FROM ingested.submissions WHERE received_at > $1 OR received_at < $2
  UNION ALL
  SELECT submission_id, received_at, 'unit', coalesce(unit_id, '') FROM ingested.submissions s
  WHERE NOT EXISTS (SELECT 1 FROM units u WHERE u.unit_id = s.unit_id))
SELECT split_part(submission_id, ':', 1) AS source, kind, value, count(*), min(submission_id), arg_min(received_at, submission_id)
FROM odd GROUP BY ALL ORDER BY ALL;

-- name: quarantine_list
SELECT quarantine_id, source, coalesce(stream, ''), place, coalesce(external_id, ''), coalesce(column_name, ''), code,
  array_to_string(args, chr(31)), run_id, seen_at, state, coalesce(octet_length(original), 0)
FROM quarantine WHERE ($1 = '' OR source = $1) AND ($2 OR state = 'open') ORDER BY source, place, quarantine_id LIMIT $3;

-- name: quarantine_show
SELECT quarantine_id, source, coalesce(stream, ''), place, coalesce(external_id, ''), coalesce(column_name, ''), code,
  array_to_string(args, chr(31)), run_id, seen_at, state, coalesce(octet_length(original), 0), coalesce(original, ''::BLOB)
FROM quarantine WHERE quarantine_id = $1;

-- name: quarantine_drop
UPDATE quarantine SET state = 'dropped', original = NULL WHERE state = 'open' AND ($1 = '' OR quarantine_id = $1) AND ($2 = '' OR source = $2);

-- name: retry_registers
-- Registers are read again when their files are not those of the last import: forget which those were.
DELETE FROM source_state WHERE key = 'digest' AND source = 'registers' AND EXISTS (SELECT 1 FROM quarantine q
  WHERE q.state = 'open' AND q.source = 'registers' AND ($1 = '' OR q.quarantine_id = $1) AND ($2 = '' OR q.source = $2));

-- name: retry_cursors
DELETE FROM cursors WHERE EXISTS (SELECT 1 FROM quarantine q WHERE q.state = 'open' AND q.source = cursors.source AND q.stream = cursors.stream
  AND ($1 = '' OR q.quarantine_id = $1) AND ($2 = '' OR q.source = $2));

-- name: retry_rows
DELETE FROM quarantine WHERE state = 'open' AND ($1 = '' OR quarantine_id = $1) AND ($2 = '' OR source = $2);
