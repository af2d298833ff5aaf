-- What moves through the product: raw payloads, versions of submissions, what was found in them, what was published.

-- Every fetched record as it was received, one row for each content it ever had.
CREATE TABLE raw_records(
  raw_id TEXT PRIMARY KEY,            -- hash of source, stream, external id and payload
  source TEXT NOT NULL, stream TEXT NOT NULL, external_id TEXT NOT NULL,
  payload BLOB,                       -- NULL after its retention has passed or after erasure
  media_type TEXT NOT NULL, sha256 TEXT NOT NULL,
  run_id TEXT NOT NULL, received_at TIMESTAMP NOT NULL,
  superseded_at TIMESTAMP,            -- NULL: the record's newest content
  deleted_at TIMESTAMP);              -- the source's own deletion, or two full walks without it
-- What somebody had erased and must not come back: hashes of a source's record ids, and pseudonyms.
CREATE TABLE forgotten(kind TEXT NOT NULL CHECK(kind IN ('record','author')), key TEXT NOT NULL, forgotten_at TIMESTAMP NOT NULL, PRIMARY KEY(kind, key));
-- Full walks under way: what they have seen. Emptied when the walk ends.
CREATE TABLE walk_seen(source TEXT NOT NULL, stream TEXT NOT NULL, walk TEXT NOT NULL, external_id TEXT NOT NULL);
-- Records that the last full walk did not see; a second one without them is their deletion.
CREATE TABLE missing_records(source TEXT NOT NULL, stream TEXT NOT NULL, external_id TEXT NOT NULL, walk TEXT NOT NULL, since TIMESTAMP NOT NULL);

-- A submission's words, one row for each version; a deletion closes the newest.
CREATE TABLE submission_versions(
  submission_id TEXT NOT NULL, version INTEGER NOT NULL,
  source TEXT NOT NULL, external_id TEXT NOT NULL,
  text TEXT, text_sha256 TEXT NOT NULL,
  author_id TEXT,                     -- keyed pseudonym, never a name or a handle
  activity_id TEXT, reply_to TEXT, rating DOUBLE, lang_hint TEXT,
  created_at TIMESTAMP, updated_at TIMESTAMP, deleted_at TIMESTAMP,
  raw_id TEXT, run_id TEXT NOT NULL, stored_at TIMESTAMP NOT NULL,
  PRIMARY KEY(submission_id, version));

CREATE TABLE enrichments(
  submission_id TEXT NOT NULL, version INTEGER NOT NULL, model_version TEXT NOT NULL, text_sha256 TEXT NOT NULL,
  lang TEXT NOT NULL, script TEXT, variety TEXT, variety_score DOUBLE,
  sentiment TEXT, neg DOUBLE, neu DOUBLE, pos DOUBLE, unclear BOOLEAN, tier TEXT,
  intent TEXT, intents JSON, sdg JSON, spam DOUBLE, toxicity DOUBLE, danger TEXT,
  pii JSON, masked TEXT, fingerprint TEXT, words INTEGER, entities JSON, explain JSON, error TEXT,
  enriched_at TIMESTAMP NOT NULL,
  PRIMARY KEY(submission_id, version, model_version));

CREATE TABLE message_groups(
  submission_id TEXT PRIMARY KEY, group_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('single','exact','near','campaign')));

-- Groups that many people posted within a short time: a finding, nothing is left out because of it.
CREATE TABLE campaigns(
  group_id TEXT PRIMARY KEY, from_at TIMESTAMP NOT NULL, to_at TIMESTAMP NOT NULL, -- the busiest day
  messages INTEGER NOT NULL, voices INTEGER NOT NULL,
  first_hour TIMESTAMP NOT NULL, curve INTEGER[] NOT NULL);                        -- messages by hour from first_hour on

-- Vectors by text, so that a text is encoded once; classes of processor kernels never mix.
CREATE TABLE vector_cache(
  model TEXT NOT NULL, class TEXT NOT NULL, text_sha256 TEXT NOT NULL, vec BLOB NOT NULL,
  PRIMARY KEY(model, class, text_sha256));

CREATE TABLE theme_runs(
  theme_run TEXT PRIMARY KEY, as_of DATE NOT NULL, model_version TEXT NOT NULL, seed UBIGINT NOT NULL, params JSON,
  texts BIGINT, encoded BIGINT, estimated BIGINT, none_share DOUBLE, modularity DOUBLE, ari_previous DOUBLE,
  state JSON, created_at TIMESTAMP NOT NULL);
CREATE TABLE themes(
  theme_run TEXT NOT NULL, theme_id TEXT NOT NULL, parent_id TEXT, level TINYINT NOT NULL,
  label_ar TEXT, label_en TEXT, keywords_ar TEXT[], keywords_en TEXT[], area TEXT,
  messages BIGINT NOT NULL, voices BIGINT NOT NULL, languages JSON, cohesion DOUBLE, quotes TEXT[],
  status TEXT, signals JSON,
  PRIMARY KEY(theme_run, theme_id));
CREATE TABLE theme_assignments(
  theme_run TEXT NOT NULL, submission_id TEXT NOT NULL, theme_id TEXT, path TEXT[],
  area TEXT, area_score DOUBLE, score DOUBLE, reason TEXT, message_group TEXT, via TEXT,
  PRIMARY KEY(theme_run, submission_id));

-- Result rows of the indicators; dims and coverage are canonical JSON. A row is never rewritten under the same inputs.
CREATE TABLE kpi_results(
  kpi_id TEXT NOT NULL, def_version TEXT NOT NULL, unit_id TEXT NOT NULL,
  p_start DATE NOT NULL, p_end DATE NOT NULL, as_of DATE NOT NULL, dims TEXT NOT NULL DEFAULT '{}',
  num DOUBLE, den DOUBLE, value DOUBLE, low DOUBLE, high DOUBLE, ci_lo DOUBLE, ci_hi DOUBLE, ci_method TEXT,
  n_persons BIGINT, status TEXT NOT NULL, reasons TEXT[], target DOUBLE, target_source TEXT, coverage TEXT, inputs_hash TEXT NOT NULL);

-- Decisions of people about the machine's work; the newest of a key holds.
CREATE TABLE reviews(
  review_id TEXT PRIMARY KEY, subject TEXT NOT NULL, subject_id TEXT NOT NULL, field TEXT NOT NULL, value TEXT,
  reviewer TEXT NOT NULL, reviewed_at TIMESTAMP NOT NULL, note TEXT);

-- One row for each pass over a source and for each stage of an analysis.
CREATE TABLE runs(
  run_id TEXT PRIMARY KEY, program TEXT NOT NULL, subject TEXT NOT NULL, started_at TIMESTAMP NOT NULL, ended_at TIMESTAMP,
  status TEXT NOT NULL, fetched BIGINT, added BIGINT, changed BIGINT, deleted BIGINT, quarantined BIGINT, unchanged BIGINT,
  full_walk BOOLEAN, message TEXT);
CREATE TABLE cursors(
  source TEXT NOT NULL, stream TEXT NOT NULL, cursor TEXT NOT NULL, run_id TEXT NOT NULL, updated_at TIMESTAMP NOT NULL,
  PRIMARY KEY(source, stream));
-- What a source needs to remember between runs beside its cursors: rate limits, walks, circuit breaker, schema seen.
CREATE TABLE source_state(
  source TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, PRIMARY KEY(source, key));
CREATE TABLE quarantine(
  quarantine_id TEXT PRIMARY KEY,     -- hash of source, place and bytes: the same bad row is kept once
  source TEXT NOT NULL, stream TEXT, place TEXT NOT NULL, -- file, sheet and row, or endpoint and record
  external_id TEXT, column_name TEXT, code TEXT NOT NULL, args TEXT[], -- the sentence comes from code and args, in the reader's language
  original BLOB, run_id TEXT NOT NULL, seen_at TIMESTAMP NOT NULL, state TEXT NOT NULL DEFAULT 'open');
-- Values where a hand-kept row and a source disagree; the hand-kept one holds.
CREATE TABLE register_conflicts(
  table_name TEXT NOT NULL, row_key TEXT NOT NULL, column_name TEXT NOT NULL, hand_value TEXT, source_value TEXT,
  PRIMARY KEY(table_name, row_key, column_name));
-- Files already read, by content.
CREATE TABLE files_seen(
  source TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL, bytes BIGINT NOT NULL, run_id TEXT NOT NULL, seen_at TIMESTAMP NOT NULL,
  PRIMARY KEY(source, path));

-- The stable door for data teams. These views keep their names and columns across versions.
CREATE VIEW current_texts AS
  SELECT v.submission_id, v.version, v.source, v.external_id, v.text, v.text_sha256, v.author_id, v.reply_to, v.rating, v.lang_hint,
    v.created_at, v.updated_at, coalesce(s.unit_id, '') AS unit_id, coalesce(s.activity_id, v.activity_id) AS activity_id,
    s.channel, s.received_at, s.is_spam, s.participant_id, p.governorate, p.group_id
  FROM (SELECT * FROM submission_versions QUALIFY row_number() OVER (PARTITION BY submission_id ORDER BY version DESC) = 1) v
  LEFT JOIN submissions s USING(submission_id) LEFT JOIN participants p ON p.participant_id = s.participant_id
  WHERE v.deleted_at IS NULL AND v.text IS NOT NULL;
CREATE VIEW current_enrichments AS
  SELECT e.* FROM enrichments e JOIN current_texts t ON t.submission_id = e.submission_id AND t.version = e.version
  QUALIFY row_number() OVER (PARTITION BY e.submission_id ORDER BY e.enriched_at DESC, e.model_version DESC) = 1;
CREATE VIEW current_theme_run AS SELECT * FROM theme_runs QUALIFY row_number() OVER (ORDER BY created_at DESC, theme_run DESC) = 1;
CREATE VIEW current_themes AS SELECT t.* FROM themes t JOIN current_theme_run USING(theme_run);
CREATE VIEW current_assignments AS SELECT a.* FROM theme_assignments a JOIN current_theme_run USING(theme_run);
