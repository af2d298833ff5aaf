-- name: run
INSERT OR REPLACE INTO runs(run_id, program, subject, started_at, ended_at, status, fetched, added, changed, deleted, quarantined, unchanged, full_walk, message)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);
