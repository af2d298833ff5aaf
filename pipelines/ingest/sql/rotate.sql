-- name: rotate_all
-- Every pseudonym that the store holds. Ids that people keep by hand look otherwise and stay.
SELECT DISTINCT id FROM (
  SELECT author_id AS id FROM submission_versions UNION SELECT participant_id FROM ingested.submissions
  UNION SELECT participant_id FROM ingested.participants UNION SELECT participant_id FROM ingested.participations
  UNION SELECT participant_id FROM hand.submissions UNION SELECT participant_id FROM hand.participants UNION SELECT participant_id FROM hand.participations
  UNION SELECT key FROM forgotten WHERE kind = 'author')
WHERE regexp_full_match(id, 'p[0-9a-f]{32}') ORDER BY id;

-- name: rotate_steps
UPDATE submission_versions SET author_id = r.next FROM renamed r WHERE author_id = r.id;
UPDATE ingested.submissions SET participant_id = r.next FROM renamed r WHERE participant_id = r.id;
UPDATE ingested.participants SET participant_id = r.next FROM renamed r WHERE participant_id = r.id;
UPDATE ingested.participations SET participant_id = r.next FROM renamed r WHERE participant_id = r.id;
UPDATE hand.submissions SET participant_id = r.next FROM renamed r WHERE participant_id = r.id;
UPDATE hand.participants SET participant_id = r.next FROM renamed r WHERE participant_id = r.id;
UPDATE hand.participations SET participant_id = r.next FROM renamed r WHERE participant_id = r.id;
UPDATE forgotten SET key = r.next FROM renamed r WHERE kind = 'author' AND key = r.id;

-- name: rotate_payloads
-- Payloads hold the pseudonym where the author stood: those of the records behind renamed people, in pieces.
SELECT r.raw_id, r.payload, v.authors FROM raw_records r JOIN (
  SELECT source, external_id, string_agg(DISTINCT author_id, ',' ORDER BY author_id) AS authors FROM submission_versions WHERE author_id IS NOT NULL GROUP BY ALL) v
ON v.source = r.source AND v.external_id = r.external_id
WHERE r.payload IS NOT NULL AND r.raw_id > $1 ORDER BY r.raw_id LIMIT $2;

-- name: rotate_payload_store
UPDATE raw_records SET payload = n.payload FROM new_payloads n WHERE raw_records.raw_id = n.raw_id;

-- name: rotate_done
INSERT OR REPLACE INTO source_state VALUES ('*', 'pseudonym_key', $1, $2);

-- name: rotate_which
SELECT coalesce(max(value), '') FROM source_state WHERE source = '*' AND key = 'pseudonym_key';
