-- name: seen
INSERT INTO walk_seen SELECT c.source, c.stream, c.walk, s.external_id FROM stage_seen s, ctx c;

-- name: seen_older
-- Walks that were given up leave nothing behind.
DELETE FROM walk_seen USING ctx c WHERE walk_seen.source = c.source AND walk_seen.stream = c.stream AND walk_seen.walk <> c.walk;

-- name: absent
CREATE OR REPLACE TEMP TABLE absent AS
SELECT r.external_id, m.external_id IS NOT NULL AS again
FROM raw_records r JOIN ctx c ON r.source = c.source AND r.stream = c.stream
LEFT JOIN missing_records m ON m.source = r.source AND m.stream = r.stream AND m.external_id = r.external_id
WHERE r.superseded_at IS NULL AND r.deleted_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM walk_seen w WHERE w.source = c.source AND w.stream = c.stream AND w.walk = c.walk AND w.external_id = r.external_id);

-- name: back
DELETE FROM missing_records USING ctx c WHERE missing_records.source = c.source AND missing_records.stream = c.stream
  AND missing_records.external_id NOT IN (SELECT external_id FROM absent WHERE NOT again);

-- name: missing
INSERT INTO missing_records SELECT c.source, c.stream, a.external_id, c.walk, c.now FROM absent a, ctx c WHERE NOT again;

-- name: done
DELETE FROM walk_seen USING ctx c WHERE walk_seen.source = c.source AND walk_seen.stream = c.stream;

-- name: absent_twice
SELECT external_id FROM absent WHERE again ORDER BY external_id;
