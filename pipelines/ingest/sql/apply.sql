-- name: raw_supersede
UPDATE raw_records SET superseded_at = c.now FROM stage_raw s, ctx c
WHERE raw_records.source = c.source AND raw_records.stream = c.stream AND raw_records.external_id = s.external_id
  AND raw_records.superseded_at IS NULL AND raw_records.raw_id <> s.raw_id;

-- name: raw_merge
-- A record that goes back to a former content revives that content's row.
MERGE INTO raw_records r USING (SELECT * FROM stage_raw, ctx) s ON r.raw_id = s.raw_id
WHEN MATCHED THEN UPDATE SET superseded_at = NULL, payload = CASE WHEN s.gone THEN NULL ELSE s.payload END,
  deleted_at = CASE WHEN s.gone THEN s.now END
WHEN NOT MATCHED THEN INSERT (raw_id, source, stream, external_id, payload, media_type, sha256, run_id, received_at, superseded_at, deleted_at)
  VALUES (s.raw_id, s.source, s.stream, s.external_id, CASE WHEN s.gone THEN NULL ELSE s.payload END, s.media_type, s.sha256, s.run_id, s.now,
    NULL, CASE WHEN s.gone THEN s.now END);

-- name: raw_gone
-- A deletion reaches every content that the record ever had.
UPDATE raw_records SET payload = NULL, deleted_at = coalesce(deleted_at, c.now) FROM stage_raw s, ctx c
WHERE s.gone AND raw_records.source = c.source AND raw_records.external_id = s.external_id AND raw_records.payload IS NOT NULL;

-- name: newest
CREATE OR REPLACE TEMP TABLE newest AS
SELECT v.submission_id, v.version, v.text_sha256, v.author_id, v.activity_id, v.reply_to, v.rating, v.lang_hint, v.created_at, v.deleted_at
FROM submission_versions v JOIN stage_sub s ON s.submission_id = v.submission_id
QUALIFY row_number() OVER (PARTITION BY v.submission_id ORDER BY v.version DESC) = 1;

-- name: versions
-- A version is new where the words or what is said about them differ; a changed count of votes is none.
INSERT INTO submission_versions
SELECT s.submission_id, coalesce(n.version, 0) + 1, c.source, s.external_id, CASE WHEN s.gone THEN NULL ELSE s.text END,
  CASE WHEN s.gone THEN '' ELSE s.text_sha256 END, s.author_id, s.activity_id, s.reply_to, s.rating, s.lang_hint, s.created_at, s.updated_at,
  CASE WHEN s.gone THEN c.now END, s.raw_id, c.run_id, c.now
FROM stage_sub s LEFT JOIN newest n USING(submission_id), ctx c
WHERE n.submission_id IS NULL OR NOT s.gone AND (n.deleted_at IS NOT NULL
  OR (n.text_sha256, n.author_id, n.activity_id, n.reply_to, n.rating, n.lang_hint, n.created_at)
    IS DISTINCT FROM (s.text_sha256, s.author_id, s.activity_id, s.reply_to, s.rating, s.lang_hint, s.created_at));

-- name: gone
-- What is gone: said so, or a part that an edited record no longer has.
CREATE OR REPLACE TEMP TABLE gone AS
SELECT DISTINCT v.submission_id FROM submission_versions v JOIN stage_raw r ON r.external_id = v.external_id, ctx c
WHERE v.source = c.source AND (r.gone OR NOT EXISTS (SELECT 1 FROM stage_sub s WHERE s.submission_id = v.submission_id));

-- name: gone_versions
-- The words go from every version; the newest one is closed.
UPDATE submission_versions SET text = NULL, text_sha256 = '', deleted_at = CASE WHEN m.version = submission_versions.version
  THEN coalesce(submission_versions.deleted_at, c.now) ELSE submission_versions.deleted_at END
FROM (SELECT v.submission_id, max(v.version) AS version FROM submission_versions v JOIN gone USING(submission_id) GROUP BY ALL) m, ctx c
WHERE submission_versions.submission_id = m.submission_id AND (submission_versions.text IS NOT NULL
  OR submission_versions.version = m.version AND submission_versions.deleted_at IS NULL);

-- name: submissions
MERGE INTO ingested.submissions t USING (
  SELECT submission_id, unit_id, activity_id, author_id, channel::channel AS channel, created_at, lang_hint, spam, c.now
  FROM stage_sub, ctx c WHERE NOT gone) s ON t.submission_id = s.submission_id
WHEN MATCHED AND (t.unit_id, t.activity_id, t.participant_id, t.channel, t.received_at, t.lang, t.is_spam)
    IS DISTINCT FROM (s.unit_id, s.activity_id, s.author_id, s.channel, coalesce(s.created_at, t.received_at), s.lang_hint, s.spam)
  THEN UPDATE SET unit_id = s.unit_id, activity_id = s.activity_id, participant_id = s.author_id, channel = s.channel,
    received_at = coalesce(s.created_at, t.received_at), lang = s.lang_hint, is_spam = s.spam
WHEN NOT MATCHED THEN INSERT (submission_id, unit_id, activity_id, participant_id, channel, received_at, lang, is_spam)
  VALUES (s.submission_id, s.unit_id, s.activity_id, s.author_id, s.channel, coalesce(s.created_at, s.now), s.lang_hint, s.spam);

-- name: outcomes
MERGE INTO ingested.outcomes t USING (
  SELECT submission_id, status::outcome_status AS status, decided_at, reason, first_response_at, gone
  FROM stage_sub) s ON t.submission_id = s.submission_id
WHEN MATCHED AND (s.gone OR s.status IS NULL AND s.first_response_at IS NULL) THEN DELETE
WHEN MATCHED AND (t.status, t.decided_at, t.reason, t.first_response_at, t.response_published_at)
    IS DISTINCT FROM (s.status, s.decided_at, s.reason, s.first_response_at, s.decided_at)
  THEN UPDATE SET status = s.status, decided_at = s.decided_at, reason = s.reason, first_response_at = s.first_response_at,
    response_published_at = s.decided_at
WHEN NOT MATCHED AND NOT s.gone AND (s.status IS NOT NULL OR s.first_response_at IS NOT NULL)
  THEN INSERT (submission_id, status, decided_at, reason, first_response_at, response_published_at)
  VALUES (s.submission_id, s.status, s.decided_at, s.reason, s.first_response_at, s.decided_at);

-- name: persons_fresh
INSERT INTO ingested.participants(participant_id, unit_id, entity_type, identity_level, group_id, governorate)
SELECT s.participant_id, s.unit_id, 'person', s.identity_level, s.group_id, s.governorate::governorate FROM stage_person s
WHERE NOT EXISTS (SELECT 1 FROM ingested.participants t WHERE t.participant_id = s.participant_id);

-- name: persons_more
UPDATE ingested.participants SET group_id = coalesce(s.group_id, participants.group_id),
  governorate = coalesce(s.governorate::governorate, participants.governorate)
FROM stage_person s WHERE participants.participant_id = s.participant_id
  AND (coalesce(s.group_id, participants.group_id), coalesce(s.governorate::governorate, participants.governorate))
    IS DISTINCT FROM (participants.group_id, participants.governorate);

-- name: participations
-- One participation for each record of an activity, however many texts it holds.
MERGE INTO ingested.participations t USING (
  SELECT c.source || ':' || s.external_id AS participation_id, min(s.activity_id) AS activity_id, min(s.author_id) AS participant_id,
    min(s.channel)::channel AS channel, min(coalesce(s.created_at, c.now)) AS participated_at
  FROM stage_sub s, ctx c WHERE NOT s.gone AND s.activity_id IS NOT NULL GROUP BY c.source, s.external_id) s
ON t.participation_id = s.participation_id
WHEN MATCHED AND (t.activity_id, t.participant_id, t.channel) IS DISTINCT FROM (s.activity_id, s.participant_id, s.channel)
  THEN UPDATE SET activity_id = s.activity_id, participant_id = s.participant_id, channel = s.channel
WHEN NOT MATCHED THEN INSERT (participation_id, activity_id, participant_id, head_count, channel, participated_at)
  VALUES (s.participation_id, s.activity_id, s.participant_id, 1, s.channel, s.participated_at);

-- name: heads
MERGE INTO ingested.participations t USING (SELECT * FROM stage_heads) s ON t.participation_id = s.participation_id
WHEN MATCHED AND (t.head_count, t.participated_at) IS DISTINCT FROM (s.head_count, s.participated_at)
  THEN UPDATE SET head_count = s.head_count, participated_at = s.participated_at
WHEN NOT MATCHED THEN INSERT (participation_id, activity_id, head_count, channel, participated_at)
  VALUES (s.participation_id, s.activity_id, s.head_count, s.channel::channel, s.participated_at);

-- name: activities
MERGE INTO ingested.activities t USING stage_activity s ON t.activity_id = s.activity_id
WHEN MATCHED AND (t.title_ar, t.kind::TEXT, t.level::TEXT, t.started_at, t.ended_at, t.cancelled_at, t.info_published_at, t.results_published_at, t.languages)
    IS DISTINCT FROM (s.title_ar, s.kind, s.level, s.started_at, s.ended_at, s.cancelled_at, s.info_published_at, s.results_published_at, s.languages)
  THEN UPDATE SET title_ar = s.title_ar, kind = s.kind::activity_kind, level = s.level::participation_level, started_at = s.started_at,
    ended_at = s.ended_at, cancelled_at = s.cancelled_at, info_published_at = s.info_published_at, results_published_at = s.results_published_at,
    languages = s.languages
WHEN NOT MATCHED THEN INSERT (activity_id, unit_id, title_ar, kind, level, policy_stage, languages, info_published_at, started_at, ended_at,
    cancelled_at, results_published_at, results_format)
  VALUES (s.activity_id, s.unit_id, s.title_ar, s.kind::activity_kind, s.level::participation_level, s.policy_stage::policy_stage, s.languages,
    s.info_published_at, s.started_at, s.ended_at, s.cancelled_at, s.results_published_at, s.results_format);

-- name: activity_channels
INSERT INTO ingested.activity_channels(activity_id, channel, role)
SELECT DISTINCT activity_id, channel::channel, 'engage' FROM stage_activity s WHERE channel IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM ingested.activity_channels t WHERE t.activity_id = s.activity_id AND t.channel::TEXT = s.channel AND t.role = 'engage');

-- name: bad_again
UPDATE quarantine SET state = 'open', original = b.original, run_id = c.run_id, seen_at = c.now FROM stage_bad b, ctx c
WHERE quarantine.quarantine_id = b.quarantine_id AND quarantine.state = 'resolved';

-- name: bad
INSERT INTO quarantine SELECT quarantine_id, c.source, b.stream, place, external_id, column_name, code, CASE WHEN args = '' THEN []::TEXT[]
    ELSE string_split(args, chr(31)) END, original, c.run_id, c.now, 'open'
FROM stage_bad b, ctx c WHERE NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.quarantine_id = b.quarantine_id)
QUALIFY row_number() OVER (PARTITION BY quarantine_id ORDER BY place, column_name, code, args) = 1;

-- name: mended
-- What a file had that could not be read and that is not in it any more.
UPDATE quarantine SET state = 'resolved' FROM ctx c WHERE quarantine.source = c.source AND quarantine.stream = $1 AND quarantine.state = 'open'
  AND NOT list_contains(string_split($2, chr(31)), quarantine_id);

-- name: mended_records
-- A record that can be read now; a doublet is mended only where its file is.
UPDATE quarantine SET state = 'resolved' FROM ctx c WHERE quarantine.source = c.source AND quarantine.state = 'open'
  AND code <> 'duplicate_id' AND list_contains(string_split($1, chr(31)), external_id);

-- name: cursor
MERGE INTO cursors t USING (SELECT c.source, $1::TEXT AS stream, $2::TEXT AS cursor, c.run_id, c.now FROM ctx c) s
ON t.source = s.source AND t.stream = s.stream
WHEN MATCHED AND t.cursor <> s.cursor THEN UPDATE SET cursor = s.cursor, run_id = s.run_id, updated_at = s.now
WHEN NOT MATCHED THEN INSERT VALUES (s.source, s.stream, s.cursor, s.run_id, s.now);

-- name: state
MERGE INTO source_state t USING (SELECT c.source, $1::TEXT AS key, $2::TEXT AS value, c.now FROM ctx c) s
ON t.source = s.source AND t.key = s.key
WHEN MATCHED AND t.value <> s.value THEN UPDATE SET value = s.value, updated_at = s.now
WHEN NOT MATCHED THEN INSERT VALUES (s.source, s.key, s.value, s.now);

-- name: gone_enrichments
-- Words that are gone leave every table that was made of them.
DELETE FROM enrichments WHERE submission_id IN (SELECT submission_id FROM gone);

-- name: gone_submissions
DELETE FROM ingested.submissions WHERE submission_id IN (SELECT submission_id FROM gone);

-- name: gone_outcomes
DELETE FROM ingested.outcomes WHERE submission_id IN (SELECT submission_id FROM gone);

-- name: gone_participations
DELETE FROM ingested.participations WHERE participation_id IN (SELECT c.source || ':' || r.external_id FROM stage_raw r, ctx c WHERE r.gone);

-- name: gone_groups
DELETE FROM message_groups WHERE submission_id IN (SELECT submission_id FROM gone);

-- name: gone_assignments
DELETE FROM theme_assignments WHERE submission_id IN (SELECT submission_id FROM gone);
