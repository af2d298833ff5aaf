-- What is known on the morning of as_of. A fact dated on or after as_of does not exist yet, in every register:
-- a row whose own date is later is not there; a later date column reads as NULL, and so does what it dates.
-- Appointments (planned_*, plan_*_on, due_on, expires_on, valid_until_on, modern_*_on, closed_on, left_on) are read as they stand.
-- A formula reads these views and never the registers, so no formula can look into the future by mistake.

CREATE OR REPLACE TEMP MACRO local_day(ts) AS (ts + INTERVAL 4 HOUR)::DATE;  -- Muscat is +04 all year; ICU is not needed
CREATE OR REPLACE TEMP MACRO known_at(ts) AS CASE WHEN ts < getvariable('as_of_at') THEN ts END;
CREATE OR REPLACE TEMP MACRO known_on(d) AS CASE WHEN d < getvariable('as_of') THEN d END;
CREATE OR REPLACE TEMP MACRO month_of(d) AS strftime(d, '%Y-%m');
CREATE OR REPLACE TEMP MACRO quarter_of(d) AS year(d) || 'Q' || quarter(d);
-- A cell that lists codes: 'ar;en'. NULL (not known) stays NULL.
CREATE OR REPLACE TEMP MACRO has_code(cell, code) AS list_contains(list_transform(string_split(cell, ';'), lambda c: trim(c)), code);

CREATE TEMP VIEW known_units AS SELECT * REPLACE (known_on(reporting_since_on) AS reporting_since_on) FROM main.units;
CREATE TEMP VIEW known_strategy_goals AS FROM main.strategy_goals;
CREATE TEMP VIEW known_unit_relevant_sdgs AS FROM main.unit_relevant_sdgs;
CREATE TEMP VIEW known_audience_groups AS SELECT * REPLACE (
    CASE WHEN sized_on IS NULL OR sized_on < getvariable('as_of') THEN size END AS size,
    CASE WHEN sized_on IS NULL OR sized_on < getvariable('as_of') THEN size_source END AS size_source, known_on(sized_on) AS sized_on,
    CASE WHEN declared_on IS NULL OR declared_on < getvariable('as_of') THEN declared_participants END AS declared_participants,
    known_on(declared_on) AS declared_on) FROM main.audience_groups;

CREATE TEMP VIEW known_plans AS SELECT * REPLACE (known_on(issued_on) AS issued_on, known_on(approved_on) AS approved_on,
    known_on(budget_approved_on) AS budget_approved_on) FROM main.plans;
CREATE TEMP VIEW known_objectives AS FROM main.objectives;
CREATE TEMP VIEW known_indicators AS FROM main.indicators;
CREATE TEMP VIEW known_budget_lines AS FROM main.budget_lines;
CREATE TEMP VIEW known_exemptions AS FROM main.exemptions;

CREATE TEMP VIEW known_documents AS SELECT * REPLACE (known_on(approved_on) AS approved_on, known_on(published_on) AS published_on)
  FROM main.documents WHERE issued_on < getvariable('as_of');
CREATE TEMP VIEW known_document_elements AS FROM main.document_elements;
CREATE TEMP VIEW known_charter_offers AS FROM main.charter_offers;
CREATE TEMP VIEW known_accounts AS SELECT * REPLACE (known_on(reviewed_on) AS reviewed_on)
  FROM main.accounts WHERE opened_on IS NULL OR opened_on < getvariable('as_of');

CREATE TEMP VIEW known_team_members AS FROM main.team_members WHERE joined_on < getvariable('as_of');
CREATE TEMP VIEW known_team_tasks AS FROM main.team_tasks;
CREATE TEMP VIEW known_skill_levels AS FROM main.skill_levels WHERE assessed_on < getvariable('as_of');
CREATE TEMP VIEW known_trainings AS FROM main.trainings WHERE held_on < getvariable('as_of');
CREATE TEMP VIEW known_partners AS FROM main.partners;
CREATE TEMP VIEW known_cooperation_log AS SELECT *, local_day(cooperated_at) AS day FROM main.cooperation_log WHERE cooperated_at < getvariable('as_of_at');
CREATE TEMP VIEW known_publications AS SELECT *, local_day(published_at) AS day FROM main.publications WHERE published_at < getvariable('as_of_at');

CREATE TEMP VIEW known_methods AS SELECT * REPLACE (known_on(first_used_on) AS first_used_on, known_on(approved_on) AS approved_on) FROM main.methods;
CREATE TEMP VIEW known_modern_technologies AS FROM main.modern_technologies;

CREATE TEMP TABLE known_activities AS SELECT * REPLACE (known_at(info_published_at) AS info_published_at, known_at(doc_published_at) AS doc_published_at,
    known_at(started_at) AS started_at, known_at(ended_at) AS ended_at, known_at(cancelled_at) AS cancelled_at,
    known_at(decision_recorded_at) AS decision_recorded_at, known_at(results_published_at) AS results_published_at,
    CASE WHEN known_at(results_published_at) IS NOT NULL THEN results_format END AS results_format,
    CASE WHEN known_at(results_published_at) IS NOT NULL THEN results_licence END AS results_licence,
    known_at(use_statement_at) AS use_statement_at),
  known_at(cancelled_at) IS NOT NULL AS cancelled, policy_stage AS stage,
  local_day(known_at(started_at)) AS start_day, local_day(known_at(ended_at)) AS end_day,
  local_day(known_at(info_published_at)) AS info_day, local_day(known_at(results_published_at)) AS results_day
  FROM main.activities;
CREATE TEMP VIEW known_activity_uses AS FROM main.activity_uses;
CREATE TEMP VIEW known_activity_channels AS FROM main.activity_channels;
CREATE TEMP VIEW known_activity_sdgs AS SELECT * REPLACE (known_at(confirmed_at) AS confirmed_at,
    CASE WHEN known_at(confirmed_at) IS NOT NULL THEN confirmed_by END AS confirmed_by) FROM main.activity_sdgs;
CREATE TEMP VIEW known_activity_links AS FROM main.activity_links;
CREATE TEMP VIEW known_activity_checks AS FROM main.activity_checks;
CREATE TEMP VIEW known_polls AS SELECT * REPLACE (known_at(closed_at) AS closed_at), local_day(opened_at) AS day FROM main.polls WHERE opened_at < getvariable('as_of_at');

CREATE TEMP VIEW known_participants AS FROM main.participants;
CREATE TEMP VIEW known_participations AS FROM main.participations WHERE participated_at < getvariable('as_of_at');
CREATE TEMP VIEW known_submissions AS SELECT * REPLACE (known_at(removed_at) AS removed_at,
    CASE WHEN known_at(removed_at) IS NOT NULL THEN removal_reason END AS removal_reason) FROM main.submissions WHERE received_at < getvariable('as_of_at');
CREATE TEMP VIEW known_outcomes AS SELECT * REPLACE (known_at(decided_at) AS decided_at,
    CASE WHEN known_at(decided_at) IS NOT NULL THEN status END AS status, CASE WHEN known_at(decided_at) IS NOT NULL THEN reason END AS reason,
    CASE WHEN known_at(decided_at) IS NOT NULL THEN linked_type END AS linked_type, CASE WHEN known_at(decided_at) IS NOT NULL THEN linked_id END AS linked_id,
    known_at(first_response_at) AS first_response_at, known_at(response_published_at) AS response_published_at) FROM main.outcomes;
CREATE TEMP VIEW known_surveys AS FROM main.surveys WHERE closed_on < getvariable('as_of');

CREATE TEMP VIEW known_analyses AS SELECT * REPLACE (known_at(completed_at) AS completed_at, known_at(reviewed_at) AS reviewed_at,
    CASE WHEN known_at(reviewed_at) IS NOT NULL THEN reviewed_by END AS reviewed_by) FROM main.analyses;
CREATE TEMP VIEW known_source_controls AS FROM main.source_controls;
CREATE TEMP VIEW known_accessibility_audits AS FROM main.accessibility_audits WHERE audited_on < getvariable('as_of');
CREATE TEMP VIEW known_tier_features AS FROM main.tier_features;
CREATE TEMP VIEW known_assessments AS FROM main.assessments WHERE assessed_on < getvariable('as_of');
CREATE TEMP VIEW known_actions AS SELECT * REPLACE (known_on(done_on) AS done_on) FROM main.actions;
CREATE TEMP VIEW known_best_practices AS FROM main.best_practices WHERE confirmed_at < getvariable('as_of_at');
CREATE TEMP VIEW known_evidence AS FROM main.evidence WHERE dated_on < getvariable('as_of');
