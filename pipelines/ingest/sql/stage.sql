-- name: context
CREATE OR REPLACE TEMP TABLE ctx AS SELECT $1::TEXT AS source, $2::TEXT AS stream, $3::TEXT AS run_id, $4::TIMESTAMP AS now, $5::TEXT AS walk;

-- name: stage_activity
CREATE OR REPLACE TEMP TABLE stage_activity(
  activity_id TEXT, unit_id TEXT, title_ar TEXT, kind TEXT, level TEXT, policy_stage TEXT, languages TEXT, info_published_at TIMESTAMP,
  started_at TIMESTAMP, ended_at TIMESTAMP, cancelled_at TIMESTAMP, results_published_at TIMESTAMP, results_format TEXT, channel TEXT);

-- name: stage_heads
CREATE OR REPLACE TEMP TABLE stage_heads(participation_id TEXT, activity_id TEXT, head_count INTEGER, channel TEXT, participated_at TIMESTAMP);

-- name: stage_bad
CREATE OR REPLACE TEMP TABLE stage_bad(quarantine_id TEXT, stream TEXT, place TEXT, external_id TEXT, column_name TEXT, code TEXT, args TEXT, original BLOB);

-- name: stage_seen
CREATE OR REPLACE TEMP TABLE stage_seen(external_id TEXT);

-- name: probe
-- The records whose content is not the newest that is stored.
SELECT n FROM stage_probe p WHERE NOT EXISTS (
  SELECT 1 FROM raw_records r WHERE r.raw_id = p.raw_id AND r.superseded_at IS NULL) ORDER BY n;
