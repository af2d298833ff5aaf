-- The populations of the conventions: each formula says in a word which activities or submissions it is about.
-- params has a row for each unit and period (pid); w_end ends the window of a period that still runs.
CREATE TEMP TABLE params AS
SELECT u.unit_id, p.pid, p.p_start, p.p_end, s.as_of, least(p.p_end, s.as_of) AS w_end,
       year(p.p_start - to_months(s.year_start_month - 1))::SMALLINT AS plan_year,
       s.* EXCLUDE (as_of, year_start_month)
FROM known_units u JOIN request_units r USING (unit_id), periods p, settings s;

-- Evidence counts while it is live; a tick without live evidence is not given.
CREATE TEMP TABLE live AS
SELECT evidence_id FROM known_evidence WHERE expires_on IS NULL OR expires_on >= getvariable('as_of');

CREATE TEMP TABLE started_activities AS
SELECT p.pid, p.p_start, p.p_end, p.w_end, p.plan_year, a.*, month_of(a.start_day) AS month, quarter_of(a.start_day) AS quarter
FROM known_activities a JOIN params p ON p.unit_id = a.unit_id AND a.start_day >= p.p_start AND a.start_day < p.p_end
WHERE NOT a.cancelled;

CREATE TEMP TABLE ended_activities AS
SELECT p.pid, p.p_start, p.p_end, p.w_end, p.as_of, p.plan_year, p.grace_days, a.*, month_of(a.end_day) AS month, quarter_of(a.end_day) AS quarter
FROM known_activities a JOIN params p ON p.unit_id = a.unit_id AND a.end_day >= p.p_start AND a.end_day < p.p_end
WHERE NOT a.cancelled;

-- Due is strict: an activity whose grace ends on as_of is not due yet.
CREATE TEMP TABLE due_activities AS
SELECT * FROM ended_activities WHERE end_day + grace_days < as_of;

-- Countable: not spam, no information request, not a repeat by the same author. Its fate is the fate of its root;
-- its first answer is its own where it has an outcome row, else its root's.
CREATE TEMP TABLE countable AS
WITH ours AS (
  SELECT s.submission_id, s.unit_id, s.activity_id, s.participant_id, s.channel, s.lang, s.need, s.received_at,
         coalesce(r.root, s.submission_id) AS root, r.root IS NOT NULL OR g.root IS NOT NULL AS in_family
  FROM known_submissions s JOIN request_units USING (unit_id)
  LEFT JOIN roots r USING (submission_id)
  LEFT JOIN (SELECT DISTINCT root FROM roots) g ON g.root = s.submission_id
  WHERE NOT s.is_spam AND NOT s.is_info_request),
firsts AS (
  SELECT * FROM ours WHERE NOT in_family
  UNION ALL
  SELECT * FROM ours WHERE in_family
  QUALIFY row_number() OVER (PARTITION BY unit_id, root, coalesce('p' || participant_id, 's' || submission_id)
                             ORDER BY received_at, submission_id) = 1)
SELECT c.* EXCLUDE (in_family), local_day(c.received_at) AS day,
       f.status, f.reason, f.linked_type, f.linked_id, f.decided_at,
       coalesce(f.status IN ('adopted', 'partly'), false) AS adopted,
       coalesce(f.status IN ('adopted', 'partly') AND f.linked_id IS NOT NULL, false) AS used,
       coalesce(f.status IS NOT NULL AND (f.reason IS NOT NULL OR f.linked_id IS NOT NULL) AND f.response_published_at IS NOT NULL, false) AS handled,
       CASE WHEN o.submission_id IS NOT NULL THEN o.first_response_at ELSE f.first_response_at END AS answered_at,
       a.level, a.kind, a.stage, i.group_id, i.governorate
FROM firsts c
LEFT JOIN known_outcomes f ON f.submission_id = c.root
LEFT JOIN known_outcomes o ON o.submission_id = CASE WHEN c.in_family THEN c.submission_id END
LEFT JOIN known_activities a ON a.activity_id = c.activity_id
LEFT JOIN known_participants i ON i.participant_id = c.participant_id;

CREATE TEMP TABLE received AS
SELECT p.pid, p.p_start, p.p_end, p.as_of, c.*, month_of(c.day) AS month, quarter_of(c.day) AS quarter
FROM countable c JOIN params p ON p.unit_id = c.unit_id AND c.day >= p.p_start AND c.day < p.p_end;

-- Who took part: rows of participations in started activities, with what is known of the person.
CREATE TEMP TABLE took_part AS
SELECT a.pid, a.unit_id, a.plan_year, a.activity_id, a.level, a.kind, a.stage, month_of(local_day(p.participated_at)) AS month,
       quarter_of(local_day(p.participated_at)) AS quarter,
       p.participation_id, p.participant_id, p.head_count, p.channel, i.entity_type, i.identity_level, i.group_id, i.governorate,
       g.is_targeted, g.category, g.is_sme
FROM known_participations p JOIN started_activities a USING (activity_id)
LEFT JOIN known_participants i ON i.participant_id = p.participant_id
LEFT JOIN known_audience_groups g ON g.unit_id = a.unit_id AND g.plan_year = a.plan_year AND g.group_id = i.group_id;

-- The team on the morning of as_of, and its skills: a skill is covered by members whose latest assessment is recent and at least level 2.
CREATE TEMP TABLE team AS
SELECT unit_id, member_id FROM known_team_members WHERE left_on IS NULL OR left_on >= getvariable('as_of');

CREATE TEMP TABLE skill_cover AS
WITH latest AS (
  SELECT l.unit_id, l.skill, l.member_id, arg_max(l.skill_level, l.assessed_on) AS skill_level, max(l.assessed_on) AS assessed_on
  FROM known_skill_levels l JOIN team USING (unit_id, member_id) GROUP BY ALL)
SELECT unit_id, skill, count(*) AS members FROM latest, settings
WHERE skill_level >= 2 AND assessed_on >= as_of - to_months(fresh_months) GROUP BY ALL;

-- The latest known version of each document, and whether it is in force.
CREATE TEMP TABLE latest_documents AS
SELECT d.*, (d.valid_until_on IS NULL OR d.valid_until_on >= getvariable('as_of')) AS in_force, l.evidence_id IS NOT NULL AS evidenced
FROM known_documents d LEFT JOIN live l ON l.evidence_id = d.evidence_id
QUALIFY row_number() OVER (PARTITION BY d.unit_id, d.doc ORDER BY d.issued_on DESC) = 1;

-- How fast the unit promised to answer: its charter, else our default.
CREATE TEMP TABLE promised AS
SELECT p.unit_id, p.pid, coalesce(d.response_sla_hours, p.sla_hours) AS hours
FROM params p LEFT JOIN latest_documents d ON d.unit_id = p.unit_id AND d.doc = 'charter';

-- Targeted groups of the plan year with the participants of each: what the group declares, else who was counted.
CREATE TEMP TABLE group_rates AS
WITH counted AS (
  SELECT unit_id, pid, group_id, count(DISTINCT participant_id) AS n FROM took_part WHERE group_id IS NOT NULL GROUP BY ALL)
SELECT p.unit_id, p.pid, p.plan_year, g.* EXCLUDE (unit_id, plan_year), coalesce(g.declared_participants, c.n, 0) AS participants
FROM params p JOIN known_audience_groups g USING (unit_id, plan_year)
LEFT JOIN counted c ON c.unit_id = p.unit_id AND c.pid = p.pid AND c.group_id = g.group_id;
