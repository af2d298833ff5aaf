-- name: forget_by_submission
CREATE OR REPLACE TEMP TABLE gone AS SELECT DISTINCT submission_id, source, external_id, text_sha256, author_id FROM submission_versions WHERE submission_id = $1;

-- name: forget_by_author
CREATE OR REPLACE TEMP TABLE gone AS SELECT DISTINCT submission_id, source, external_id, text_sha256, author_id FROM submission_versions
WHERE submission_id IN (SELECT submission_id FROM submission_versions WHERE list_contains($1::TEXT[], author_id)
  UNION SELECT submission_id FROM ingested.submissions WHERE list_contains($1::TEXT[], participant_id));

-- name: forget_people
-- People are erased with their rows only when the person asked, not one text.
CREATE OR REPLACE TEMP TABLE gone_people AS SELECT unnest($1::TEXT[]) AS participant_id;

-- name: forget_steps
-- raw_records
UPDATE raw_records SET payload = NULL, deleted_at = coalesce(deleted_at, $1) WHERE (source, external_id) IN (SELECT (source, external_id) FROM gone) AND (payload IS NOT NULL OR deleted_at IS NULL);
-- quarantine
UPDATE quarantine SET original = NULL, state = 'dropped' WHERE external_id IS NOT NULL AND (source, external_id) IN (SELECT (source, external_id) FROM gone) AND original IS NOT NULL;
-- vector_cache
DELETE FROM vector_cache WHERE EXISTS (SELECT 1 FROM gone); -- keys are hashes of cleaned, masked texts and phrases: nobody can tell which came from these words, so all go
-- submission_versions
UPDATE submission_versions SET text = NULL, text_sha256 = '', author_id = NULL, reply_to = NULL, deleted_at = coalesce(deleted_at, $1)
WHERE submission_id IN (SELECT submission_id FROM gone);
-- enrichments
DELETE FROM enrichments WHERE submission_id IN (SELECT submission_id FROM gone);
-- message_groups
DELETE FROM message_groups WHERE submission_id IN (SELECT submission_id FROM gone);
-- theme_assignments
DELETE FROM theme_assignments WHERE submission_id IN (SELECT submission_id FROM gone);
-- themes
UPDATE themes SET quotes = list_filter(themes.quotes, lambda q: NOT list_contains(g.ids, q))
FROM (SELECT coalesce(list(submission_id), []) AS ids FROM gone) g WHERE list_has_any(themes.quotes, g.ids);
-- reviews
DELETE FROM reviews WHERE subject_id IN (SELECT submission_id FROM gone);
-- ingested.outcomes
DELETE FROM ingested.outcomes WHERE submission_id IN (SELECT submission_id FROM gone);
-- ingested.submissions
DELETE FROM ingested.submissions WHERE submission_id IN (SELECT submission_id FROM gone);
-- ingested.participations
DELETE FROM ingested.participations WHERE participation_id IN (SELECT source || ':' || external_id FROM gone) OR participant_id IN (SELECT participant_id FROM gone_people);
-- ingested.participants
DELETE FROM ingested.participants WHERE participant_id IN (SELECT participant_id FROM gone_people);
-- hand.outcomes
DELETE FROM hand.outcomes WHERE submission_id IN (SELECT submission_id FROM gone);
-- hand.submissions
DELETE FROM hand.submissions WHERE submission_id IN (SELECT submission_id FROM gone) OR participant_id IN (SELECT participant_id FROM gone_people);
-- hand.participations
DELETE FROM hand.participations WHERE participant_id IN (SELECT participant_id FROM gone_people);
-- hand.participants
DELETE FROM hand.participants WHERE participant_id IN (SELECT participant_id FROM gone_people);
-- register_conflicts
DELETE FROM register_conflicts WHERE row_key IN (SELECT submission_id FROM gone) OR row_key IN (SELECT participant_id FROM gone_people);

-- name: forget_remember
INSERT INTO forgotten SELECT DISTINCT 'record', sha256(source || chr(0) || external_id), $1 FROM gone ON CONFLICT DO NOTHING;

-- name: forget_remember_people
INSERT INTO forgotten SELECT 'author', participant_id, $1 FROM gone_people ON CONFLICT DO NOTHING;

-- name: expire_raw
UPDATE raw_records SET payload = NULL WHERE payload IS NOT NULL AND received_at < $1;

-- name: expire_raw_count
SELECT count(*) FROM raw_records WHERE payload IS NOT NULL AND received_at < $1;

-- name: expire_quarantine
UPDATE quarantine SET original = NULL WHERE original IS NOT NULL AND seen_at < $1;

-- name: expire_quarantine_count
SELECT count(*) FROM quarantine WHERE original IS NOT NULL AND seen_at < $1;

-- name: expire_identity
UPDATE submission_versions SET author_id = NULL WHERE author_id IS NOT NULL AND coalesce(created_at, stored_at) < $1;

-- name: expire_identity_count
SELECT count(*) FROM submission_versions WHERE author_id IS NOT NULL AND coalesce(created_at, stored_at) < $1;
