-- The two biggest tables lose their primary keys: a merge by key writes them, so that a key cannot be there twice,
-- and keeping an index of it was a third of the cost of a large load.
CREATE TABLE raw_records_next(
  raw_id TEXT NOT NULL,               -- hash of source, stream, external id and payload
  source TEXT NOT NULL, stream TEXT NOT NULL, external_id TEXT NOT NULL,
  payload BLOB,                       -- NULL after its retention has passed or after erasure
  media_type TEXT NOT NULL, sha256 TEXT NOT NULL,
  run_id TEXT NOT NULL, received_at TIMESTAMP NOT NULL,
  superseded_at TIMESTAMP,            -- NULL: the record's newest content
  deleted_at TIMESTAMP);              -- the source's own deletion, or two full walks without it
INSERT INTO raw_records_next SELECT raw_id, source, stream, external_id, payload, media_type, sha256, run_id, received_at, superseded_at, deleted_at FROM raw_records;
DROP TABLE raw_records;
ALTER TABLE raw_records_next RENAME TO raw_records;

CREATE TABLE submission_versions_next(
  submission_id TEXT NOT NULL, version INTEGER NOT NULL,
  source TEXT NOT NULL, external_id TEXT NOT NULL,
  text TEXT, text_sha256 TEXT NOT NULL,
  author_id TEXT,                     -- keyed pseudonym, never a name or a handle
  activity_id TEXT, reply_to TEXT, rating DOUBLE, lang_hint TEXT,
  created_at TIMESTAMP, updated_at TIMESTAMP, deleted_at TIMESTAMP,
  raw_id TEXT, run_id TEXT NOT NULL, stored_at TIMESTAMP NOT NULL);
INSERT INTO submission_versions_next SELECT submission_id, version, source, external_id, text, text_sha256, author_id, activity_id, reply_to, rating,
  lang_hint, created_at, updated_at, deleted_at, raw_id, run_id, stored_at FROM submission_versions;
DROP TABLE submission_versions;
ALTER TABLE submission_versions_next RENAME TO submission_versions;
