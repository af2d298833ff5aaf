-- Registers of any size for benchmarks: 100 units, 8 quarters from 2023-01-01, the same every time.
-- Variables: units, submissions.
CREATE OR REPLACE TEMP MACRO bucket(key, salt) AS (hash(key, salt) % 1000000007)::BIGINT;
INSERT INTO main.units SELECT 'U' || lpad(u::TEXT, 3, '0'), 'وحدة ' || u, 'Unit ' || u, NULL, NULL, DATE '2021-01-01' FROM range(getvariable('units')) t(u);
INSERT INTO main.audience_groups BY NAME SELECT u.unit_id, y AS plan_year, u.unit_id || '-g' || g AS group_id, 'فئة' AS name_ar,
  CASE WHEN g < 4 THEN 'person' ELSE 'organisation' END AS entity_type, CASE g WHEN 0 THEN 'citizen' WHEN 1 THEN 'citizen' WHEN 2 THEN 'resident' WHEN 3 THEN 'visitor' ELSE 'private' END AS category,
  2000 + 100 * g AS size, 'census' AS size_source, DATE '2023-06-01' AS sized_on, g <> 3 AS is_targeted, true AS is_partition, g = 4 AS is_sme, CASE g WHEN 1 THEN u.unit_id || '-g0' END AS parity_ref
  FROM main.units u, (VALUES (2023), (2024)) y(y), range(5) t(g);
INSERT INTO main.participants BY NAME SELECT u.unit_id || '-p' || p AS participant_id, u.unit_id, CASE WHEN p % 20 = 0 THEN 'organisation' ELSE 'person' END AS entity_type,
  CASE p % 4 WHEN 0 THEN 'verified' WHEN 1 THEN 'account' WHEN 2 THEN 'device' ELSE 'handle' END AS identity_level,
  CASE WHEN p % 20 = 0 THEN u.unit_id || '-g4' WHEN p % 5 < 4 THEN u.unit_id || '-g' || (p % 4) END AS group_id,
  (['OM-MA','OM-ZU','OM-DA','OM-BS','unknown'])[1 + p % 5] AS governorate FROM main.units u, range(2000) t(p);
INSERT INTO main.activities BY NAME SELECT u.unit_id || '-a' || a AS activity_id, u.unit_id, (['consultation','poll','brainstorm','workshop','webinar','forum'])[1 + a % 6] AS kind,
  (['info','consult','decision'])[1 + a % 3] AS level, (['planning','design','execution','follow_up'])[1 + a % 4] AS policy_stage,
  DATE '2023-01-01' + (a * 18)::INT AS planned_start_on, TIMESTAMP '2023-01-01 06:00' + to_days((a * 18 + a % 9)::INT) AS started_at,
  TIMESTAMP '2023-01-15 06:00' + to_days((a * 18)::INT) AS ended_at, TIMESTAMP '2022-12-28' + to_days((a * 18)::INT) AS info_published_at,
  CASE WHEN a % 3 > 0 THEN TIMESTAMP '2023-02-01' + to_days((a * 18 + a % 40)::INT) END AS results_published_at, 'ar' AS languages, 100 AS spent_omr, true AS is_funded,
  CASE WHEN a % 11 = 10 THEN TIMESTAMP '2023-01-01' + to_days((a * 18)::INT) END AS cancelled_at, 3 AS involvement_desired, 1 + a % 5 AS involvement_actual FROM main.units u, range(40) t(a);
INSERT INTO main.activity_uses BY NAME SELECT DISTINCT activity_id, f AS facet, (['portal','survey','forum','map','chatbot'])[1 + bucket(activity_id || f || k, 0) % 5] AS code, 'e1' AS evidence_id
  FROM main.activities, (VALUES ('tool'), ('practice'), ('model'), ('tech')) t(f), range(2) r(k);
INSERT INTO main.methods BY NAME SELECT unit_id, f AS facet, c AS code, DATE '2023-03-01' AS first_used_on, DATE '2022-01-01' AS approved_on, 'ar;en' AS ui_languages, 'it' AS skills_needed
  FROM main.units, (VALUES ('tool'), ('practice'), ('model')) t(f), (VALUES ('portal'), ('survey'), ('forum'), ('map')) r(c);
INSERT INTO main.modern_technologies VALUES ('chatbot', NULL, '2018-01-01', NULL);
INSERT INTO main.evidence(evidence_id, uri, dated_on) VALUES ('e1', 'file:x', '2023-01-02');
INSERT INTO main.activity_channels SELECT activity_id, c, r FROM main.activities, (VALUES ('portal'), ('email')) t(c), (VALUES ('engage'), ('results')) u(r);
INSERT INTO main.activity_sdgs BY NAME SELECT activity_id, 1 + bucket(activity_id, k) % 8 * 2 + k AS sdg, 'manual' AS source, 'r' AS confirmed_by, TIMESTAMP '2023-02-01' AS confirmed_at FROM main.activities, range(2) t(k);
INSERT INTO main.unit_relevant_sdgs SELECT unit_id, s, NULL FROM main.units, range(4, 9) t(s);
INSERT INTO main.activity_checks SELECT activity_id, unnest(enum_range(NULL::phase_check)), 'e1' FROM main.activities;
INSERT INTO main.activity_links SELECT activity_id, 'v2040', 'NP-01' FROM main.activities;
INSERT INTO main.analyses BY NAME SELECT activity_id, 'quantitative' AS kind, ended_at + INTERVAL 5 DAY AS completed_at, 'r' AS reviewed_by, ended_at + INTERVAL 9 DAY AS reviewed_at FROM main.activities;
INSERT INTO main.source_controls SELECT activity_id, 'platform', 10, 10 FROM main.activities;
INSERT INTO main.polls BY NAME SELECT unit_id || '-o' || m AS poll_id, unit_id, TIMESTAMP '2023-01-05' + to_months(m::INT) AS opened_at FROM main.units, range(24) t(m);
INSERT INTO main.publications BY NAME SELECT unit_id || '-r' || m AS publication_id, unit_id, CASE WHEN m % 3 = 0 THEN 'article' ELSE 'success_story' END AS kind, TIMESTAMP '2023-01-20' + to_months(m::INT) AS published_at FROM main.units, range(24) t(m);
INSERT INTO main.plans BY NAME SELECT unit_id, y AS plan_year, make_date(y, 1, 1) AS plan_start_on, make_date(y, 12, 31) AS plan_end_on, make_date(y - 1, 12, 1) AS issued_on, make_date(y - 1, 12, 5) AS approved_on, true AS has_objectives, 'e1' AS evidence_id FROM main.units, (VALUES (2023), (2024)) t(y);
INSERT INTO main.documents BY NAME SELECT unit_id, d AS doc, DATE '2023-01-01' AS issued_on, 'u' AS url, 'web' AS format, 'e1' AS evidence_id FROM main.units, (VALUES ('info'), ('charter'), ('team_decision')) t(d);
INSERT INTO main.charter_offers SELECT unit_id, 'channel', c FROM main.units, (VALUES ('portal'), ('email'), ('kiosk')) t(c);
INSERT INTO main.budget_lines SELECT unit_id, y, unnest(enum_range(NULL::budget_item)), 100, 100, 90 FROM main.units, (VALUES (2023), (2024)) t(y);
INSERT INTO main.participations BY NAME SELECT unit_id || '-n' || i AS participation_id, unit_id || '-a' || i % 40 AS activity_id, CASE WHEN i % 7 > 0 THEN unit_id || '-p' || bucket(unit_id || i, 0) % 2000 END AS participant_id,
  'portal' AS channel, TIMESTAMP '2023-01-02' + to_days((i % 40 * 18)::INT) AS participated_at FROM main.units, range(5000) t(i);
INSERT INTO main.submissions BY NAME SELECT 's' || lpad(i::TEXT, 9, '0') AS submission_id, 'U' || lpad((i % getvariable('units'))::TEXT, 3, '0') AS unit_id,
  'U' || lpad((i % getvariable('units'))::TEXT, 3, '0') || '-a' || bucket(i, 0) % 40 AS activity_id, CASE WHEN i % 3 > 0 THEN 'U' || lpad((i % getvariable('units'))::TEXT, 3, '0') || '-p' || bucket(i, 1) % 2000 END AS participant_id,
  (['portal','email','social_media','mobile_app', NULL])[1 + i % 5] AS channel, TIMESTAMP '2023-01-01' + to_seconds(bucket(i, 2) % 63072000) AS received_at, (['ar','en',NULL])[1 + i % 3] AS lang,
  i % 50 = 0 AS is_spam, i % 40 = 1 AS is_info_request, CASE WHEN i % 10 = 7 AND i > getvariable('units') THEN 's' || lpad((i - getvariable('units'))::TEXT, 9, '0') END AS dup_of,
  CASE WHEN i % 4 = 0 THEN 'need ' || bucket(i, 3) % 30 END AS need FROM range(getvariable('submissions')) t(i);
INSERT INTO main.outcomes BY NAME SELECT submission_id, CASE WHEN bucket(submission_id, 0) % 10 < 8 THEN (['adopted','partly','declined','noted','referred'])[1 + bucket(submission_id, 1) % 5] END AS status,
  CASE WHEN bucket(submission_id, 0) % 10 < 8 THEN received_at + INTERVAL 20 DAY END AS decided_at, 'reason ' || bucket(submission_id, 4) % 12 AS reason,
  CASE WHEN bucket(submission_id, 0) % 10 < 3 THEN 'service' END AS linked_type, CASE WHEN bucket(submission_id, 0) % 10 < 3 THEN 'S' || bucket(submission_id, 2) % 50 END AS linked_id,
  received_at + to_hours((bucket(submission_id, 3) % 120)::INT) AS first_response_at, received_at + INTERVAL 25 DAY AS response_published_at FROM main.submissions WHERE bucket(submission_id, 5) % 10 < 9;
