-- The registers: what a unit keeps by hand and what a platform fills, as the indicators read them.
-- Names of tables and columns are those of the files that units import, and users' scripts rely on them.
-- Dates (*_on) are local days of the workspace; instants (*_at) are kept in UTC.

-- Closed lists of codes, in the order of the guideline where it has one.
CREATE TYPE governorate AS ENUM ('OM-MA','OM-ZU','OM-MU','OM-BU','OM-DA','OM-BS','OM-BJ','OM-SS','OM-SJ','OM-ZA','OM-WU','abroad','unknown');
CREATE TYPE entity_type AS ENUM ('person','organisation');
CREATE TYPE audience_category AS ENUM ( 'citizen', 'resident', 'visitor', 'ngo', 'civil_society', 'government', 'private');
CREATE TYPE channel AS ENUM ( 'website', 'portal', 'mobile_app', 'email', 'kiosk', 'contact_centre', 'social_media', 'chatbot');
CREATE TYPE participation_level AS ENUM ('info','consult','decision');
CREATE TYPE policy_stage AS ENUM ('planning','design','execution','follow_up');
CREATE TYPE activity_kind AS ENUM (
  'consultation', 'poll', 'brainstorm', 'workshop', 'webinar', 'forum', 'hackathon', 'ideation', 'competition', 'petition',
  'participatory_budget', 'citizen_science', 'info_campaign', 'other');
CREATE TYPE method_facet AS ENUM ('tool','practice','model','tech');
CREATE TYPE document_kind AS ENUM ('info','charter','team_decision');
CREATE TYPE document_element AS ENUM (
  'access_list', 'content_formats', 'production_steps', 'approved_tools', 'activity_evaluation', 'performance_mechanism', 'partners',
  'channels', 'activities', 'commitments', 'expectations');
CREATE TYPE team_task AS ENUM ( 'plan', 'relations', 'activities', 'content', 'data', 'capacity', 'culture', 'innovation', 'documentation');
CREATE TYPE party AS ENUM ( 'top_management', 'media', 'it', 'hr', 'specialised', 'government', 'non_government');
CREATE TYPE cooperation_kind AS ENUM ('support','joint_activity','exchange','outsourcing');
CREATE TYPE skill AS ENUM (
  'planning', 'design', 'domain', 'digital_events', 'communication', 'it', 'emerging_tech', 'insight', 'social_platforms', 'storytelling');
CREATE TYPE budget_item AS ENUM ('hr','digital','content','incentive');
CREATE TYPE phase_check AS ENUM (
  'plan_level', 'plan_feedback', 'plan_innovation', 'plan_fit_users', 'plan_fit_team', 'run_documented', 'run_inclusive', 'run_contingency',
  'eval_central', 'eval_analysis', 'eval_same_channels');
CREATE TYPE outcome_status AS ENUM ('adopted','partly','declined','noted','referred');
CREATE TYPE linked_type AS ENUM ('policy','service','procedure','project');

-- The unit.
CREATE TABLE units(
  unit_id TEXT PRIMARY KEY, name_ar TEXT NOT NULL, name_en TEXT NOT NULL, governorate governorate, kind TEXT, reporting_since_on DATE);
CREATE TABLE strategy_goals( unit_id TEXT NOT NULL, goal_id TEXT NOT NULL, name_ar TEXT, PRIMARY KEY(unit_id, goal_id));
CREATE TABLE unit_relevant_sdgs(
  unit_id TEXT NOT NULL, sdg UTINYINT NOT NULL CHECK(sdg BETWEEN 1 AND 17), justification TEXT, PRIMARY KEY(unit_id, sdg));
CREATE TABLE audience_groups(
  unit_id TEXT NOT NULL, plan_year SMALLINT NOT NULL, group_id TEXT NOT NULL, name_ar TEXT NOT NULL, entity_type entity_type NOT NULL,
  category audience_category, governorate governorate, size INTEGER CHECK(size >= 0), size_source TEXT, sized_on DATE,
  is_targeted BOOLEAN NOT NULL, is_partition BOOLEAN NOT NULL, is_sensitive BOOLEAN NOT NULL DEFAULT false,
  is_sme BOOLEAN NOT NULL DEFAULT false, parity_ref TEXT, declared_participants INTEGER CHECK(declared_participants >= 0), declared_on DATE,
  PRIMARY KEY(unit_id, plan_year, group_id),
  CHECK(category IS NULL OR (category IN ('citizen','resident','visitor')) = (entity_type = 'person')));

-- The yearly plan.
CREATE TABLE plans(
  unit_id TEXT NOT NULL, plan_year SMALLINT NOT NULL, plan_start_on DATE NOT NULL, plan_end_on DATE NOT NULL, issued_on DATE,
  approved_on DATE, has_objectives BOOLEAN, has_target_groups BOOLEAN, has_human_resources BOOLEAN, has_tools_models BOOLEAN,
  has_timeline BOOLEAN, has_success_measures BOOLEAN, evidence_id TEXT, target_union_size INTEGER CHECK(target_union_size >= 0),
  budget_approved_on DATE, PRIMARY KEY(unit_id, plan_year));
CREATE TABLE objectives(
  unit_id TEXT NOT NULL, plan_year SMALLINT NOT NULL, objective_id TEXT NOT NULL, title_ar TEXT, is_specific BOOLEAN, is_measurable BOOLEAN,
  is_achievable BOOLEAN, is_relevant BOOLEAN, is_time_bound BOOLEAN, reviewed_by TEXT, goal_id TEXT,
  PRIMARY KEY(unit_id, plan_year, objective_id));
CREATE TABLE indicators(
  unit_id TEXT NOT NULL, plan_year SMALLINT NOT NULL, kpi_id TEXT NOT NULL, owner TEXT, data_source TEXT, frequency TEXT, target DOUBLE,
  objective_id TEXT, PRIMARY KEY(unit_id, plan_year, kpi_id));
CREATE TABLE budget_lines(
  unit_id TEXT NOT NULL, plan_year SMALLINT NOT NULL, item budget_item NOT NULL, planned_omr DECIMAL(14,3), allocated_omr DECIMAL(14,3),
  spent_omr DECIMAL(14,3), PRIMARY KEY(unit_id, plan_year, item));
CREATE TABLE exemptions(
  unit_id TEXT NOT NULL, plan_year SMALLINT NOT NULL, kpi_id TEXT NOT NULL, evidence_id TEXT NOT NULL,
  PRIMARY KEY(unit_id, plan_year, kpi_id));

-- Reference documents.
CREATE TABLE documents(
  unit_id TEXT NOT NULL, doc document_kind NOT NULL, issued_on DATE NOT NULL, approved_on DATE, published_on DATE, valid_until_on DATE,
  url TEXT, format TEXT CHECK(format IN ('web','office','pdf','paper')), template_id TEXT,
  response_sla_hours INTEGER CHECK(response_sla_hours > 0), evidence_id TEXT, PRIMARY KEY(unit_id, doc, issued_on));
CREATE TABLE document_elements(
  unit_id TEXT NOT NULL, doc document_kind NOT NULL, element document_element NOT NULL, is_present BOOLEAN NOT NULL, evidence_id TEXT,
  PRIMARY KEY(unit_id, doc, element));
CREATE TABLE charter_offers(
  unit_id TEXT NOT NULL, kind TEXT NOT NULL CHECK(kind IN ('channel','activity_kind')), code TEXT NOT NULL, PRIMARY KEY(unit_id, kind, code));
CREATE TABLE accounts(
  unit_id TEXT NOT NULL, account_id TEXT NOT NULL, owner TEXT, permission TEXT, opened_on DATE, closed_on DATE, reviewed_on DATE,
  PRIMARY KEY(unit_id, account_id));

-- The team; members are pseudonyms.
CREATE TABLE team_members( unit_id TEXT NOT NULL, member_id TEXT NOT NULL, joined_on DATE NOT NULL, left_on DATE, PRIMARY KEY(unit_id, member_id));
CREATE TABLE team_tasks(
  unit_id TEXT NOT NULL, plan_year SMALLINT NOT NULL, task team_task NOT NULL, owner TEXT, evidence_id TEXT,
  PRIMARY KEY(unit_id, plan_year, task));
CREATE TABLE skill_levels(
  unit_id TEXT NOT NULL, member_id TEXT NOT NULL, skill skill NOT NULL, skill_level UTINYINT NOT NULL CHECK(skill_level <= 3),
  assessed_on DATE NOT NULL, PRIMARY KEY(unit_id, member_id, skill, assessed_on));
CREATE TABLE trainings(
  training_id TEXT PRIMARY KEY, unit_id TEXT NOT NULL, title TEXT, held_on DATE NOT NULL, member_id TEXT, hours DOUBLE CHECK(hours >= 0),
  org_level TEXT CHECK(org_level IN ('executive','middle','operational')));
CREATE TABLE partners( unit_id TEXT NOT NULL, partner_id TEXT NOT NULL, name_ar TEXT, party party NOT NULL, PRIMARY KEY(unit_id, partner_id));
CREATE TABLE cooperation_log(
  cooperation_id TEXT PRIMARY KEY, unit_id TEXT NOT NULL, party party NOT NULL, kind cooperation_kind NOT NULL,
  cooperated_at TIMESTAMP NOT NULL, partner_id TEXT, activity_id TEXT, note TEXT);
CREATE TABLE publications(
  publication_id TEXT PRIMARY KEY, unit_id TEXT NOT NULL, kind TEXT NOT NULL CHECK(kind IN ('article','success_story')),
  medium TEXT CHECK(medium IN ('text','image','audio','video','event')), published_at TIMESTAMP NOT NULL, url TEXT);

-- Tools, practices, working models, modern technology.
CREATE TABLE methods(
  unit_id TEXT NOT NULL, facet method_facet NOT NULL CHECK(facet <> 'tech'), code TEXT NOT NULL, name_ar TEXT, first_used_on DATE,
  learned_from TEXT, approved_on DATE, ui_languages TEXT, skills_needed TEXT, PRIMARY KEY(unit_id, facet, code));
CREATE TABLE modern_technologies( code TEXT PRIMARY KEY, name_ar TEXT, modern_from_on DATE NOT NULL, modern_until_on DATE);

-- Activities and what was used in them.
CREATE TABLE activities(
  activity_id TEXT PRIMARY KEY, unit_id TEXT NOT NULL, title_ar TEXT, kind activity_kind NOT NULL, level participation_level NOT NULL,
  policy_stage policy_stage, involvement_desired UTINYINT CHECK(involvement_desired BETWEEN 1 AND 5),
  involvement_actual UTINYINT CHECK(involvement_actual BETWEEN 1 AND 5), predecessor_id TEXT, languages TEXT, is_funded BOOLEAN,
  spent_omr DECIMAL(14,3), planned_start_on DATE, planned_end_on DATE, info_published_at TIMESTAMP, doc_published_at TIMESTAMP,
  started_at TIMESTAMP, ended_at TIMESTAMP, cancelled_at TIMESTAMP, decision_recorded_at TIMESTAMP, results_published_at TIMESTAMP,
  results_format TEXT CHECK(results_format IN ('csv','json','xlsx','xml','geojson','html','pdf','other')),
  results_licence TEXT CHECK(results_licence IN ('om_open_government','cc_by','cc0','closed')), use_statement_at TIMESTAMP,
  incident_people INTEGER CHECK(incident_people >= 0));
CREATE TABLE activity_uses(
  activity_id TEXT NOT NULL, facet method_facet NOT NULL, code TEXT NOT NULL, evidence_id TEXT, PRIMARY KEY(activity_id, facet, code));
CREATE TABLE activity_channels(
  activity_id TEXT NOT NULL, channel channel NOT NULL, role TEXT NOT NULL CHECK(role IN ('engage','results')),
  PRIMARY KEY(activity_id, channel, role));
CREATE TABLE activity_sdgs(
  activity_id TEXT NOT NULL, sdg UTINYINT NOT NULL CHECK(sdg BETWEEN 1 AND 17), source TEXT NOT NULL CHECK(source IN ('manual','machine')),
  confirmed_by TEXT, confirmed_at TIMESTAMP, PRIMARY KEY(activity_id, sdg));
CREATE TABLE activity_links(
  activity_id TEXT NOT NULL, kind TEXT NOT NULL CHECK(kind IN ('v2040','dt_programme','strategy_goal','feedback')), ref TEXT NOT NULL,
  PRIMARY KEY(activity_id, kind, ref));
CREATE TABLE activity_checks( activity_id TEXT NOT NULL, item phase_check NOT NULL, evidence_id TEXT, PRIMARY KEY(activity_id, item));
CREATE TABLE polls(
  poll_id TEXT PRIMARY KEY, unit_id TEXT NOT NULL, opened_at TIMESTAMP NOT NULL, closed_at TIMESTAMP, is_test BOOLEAN NOT NULL DEFAULT false);

-- People and their contributions; ids are keyed hashes.
CREATE TABLE participants(
  participant_id TEXT PRIMARY KEY, unit_id TEXT NOT NULL, entity_type entity_type NOT NULL,
  identity_level TEXT NOT NULL CHECK(identity_level IN ('verified','account','device','handle')), group_id TEXT, governorate governorate);
CREATE TABLE participations(
  participation_id TEXT PRIMARY KEY, activity_id TEXT NOT NULL, participant_id TEXT,
  head_count INTEGER NOT NULL DEFAULT 1 CHECK(head_count >= 1), channel channel, participated_at TIMESTAMP NOT NULL);
CREATE TABLE submissions(
  submission_id TEXT PRIMARY KEY, unit_id TEXT NOT NULL, activity_id TEXT, participant_id TEXT, channel channel,
  received_at TIMESTAMP NOT NULL, lang TEXT, is_spam BOOLEAN NOT NULL DEFAULT false, is_info_request BOOLEAN NOT NULL DEFAULT false,
  dup_of TEXT, need TEXT, removed_at TIMESTAMP,
  removal_reason TEXT CHECK(removal_reason IN ('spam','unlawful','privacy','abuse','off_topic','other')));
CREATE TABLE outcomes(
  submission_id TEXT PRIMARY KEY, status outcome_status, decided_at TIMESTAMP, reason TEXT, linked_type linked_type, linked_id TEXT,
  evidence_id TEXT, first_response_at TIMESTAMP, response_published_at TIMESTAMP, CHECK((status IS NULL) = (decided_at IS NULL)),
  CHECK((linked_id IS NULL) = (linked_type IS NULL)));
CREATE TABLE surveys(
  survey_id TEXT NOT NULL, unit_id TEXT NOT NULL, activity_id TEXT,
  question TEXT NOT NULL CHECK(question IN ('satisfaction','have_say','influence')), closed_on DATE NOT NULL, invited INTEGER,
  score_1 INTEGER NOT NULL, score_2 INTEGER NOT NULL, score_3 INTEGER NOT NULL, score_4 INTEGER NOT NULL, score_5 INTEGER NOT NULL,
  PRIMARY KEY(survey_id, question));

-- Evaluation.
CREATE TABLE analyses(
  activity_id TEXT NOT NULL, kind TEXT NOT NULL CHECK(kind IN ('quantitative','qualitative')), completed_at TIMESTAMP, reviewed_by TEXT,
  reviewed_at TIMESTAMP, PRIMARY KEY(activity_id, kind));
CREATE TABLE source_controls(
  activity_id TEXT NOT NULL, source TEXT NOT NULL, declared_n INTEGER CHECK(declared_n >= 0),
  loaded_n INTEGER NOT NULL CHECK(loaded_n >= 0), PRIMARY KEY(activity_id, source));
CREATE TABLE accessibility_audits(
  unit_id TEXT NOT NULL, target TEXT NOT NULL, wcag_level TEXT NOT NULL CHECK(wcag_level IN ('A','AA')), is_passed BOOLEAN NOT NULL,
  audited_on DATE NOT NULL, PRIMARY KEY(unit_id, target, wcag_level, audited_on));
CREATE TABLE tier_features(
  unit_id TEXT NOT NULL, level participation_level NOT NULL, feature TEXT NOT NULL, is_present BOOLEAN NOT NULL, evidence_id TEXT,
  PRIMARY KEY(unit_id, level, feature));
CREATE TABLE assessments(
  unit_id TEXT NOT NULL, assessed_on DATE NOT NULL, criterion TEXT NOT NULL, assessor TEXT, score DOUBLE CHECK(score BETWEEN 0 AND 100),
  target DOUBLE NOT NULL DEFAULT 100, importance UTINYINT CHECK(importance BETWEEN 1 AND 5), investment DOUBLE CHECK(investment > 0),
  PRIMARY KEY(unit_id, assessed_on, criterion));
CREATE TABLE actions(
  action_id TEXT PRIMARY KEY, unit_id TEXT NOT NULL, criterion TEXT, owner TEXT, due_on DATE NOT NULL, done_on DATE, cost_omr DECIMAL(14,3));
CREATE TABLE best_practices( activity_id TEXT PRIMARY KEY, confirmed_by TEXT NOT NULL, confirmed_at TIMESTAMP NOT NULL, reason TEXT NOT NULL);

-- Evidence.
CREATE TABLE evidence( evidence_id TEXT PRIMARY KEY, uri TEXT NOT NULL, sha256 TEXT, dated_on DATE NOT NULL, reviewer TEXT, expires_on DATE);

-- The two sides of every register as they came, without rules: what people keep and what sources bring.
-- The tables above hold their merge; a hand-kept value wins field by field.
CREATE SCHEMA hand;
CREATE SCHEMA ingested;
CREATE TABLE hand.units AS FROM main.units LIMIT 0;
CREATE TABLE hand.strategy_goals AS FROM main.strategy_goals LIMIT 0;
CREATE TABLE hand.unit_relevant_sdgs AS FROM main.unit_relevant_sdgs LIMIT 0;
CREATE TABLE hand.audience_groups AS FROM main.audience_groups LIMIT 0;
CREATE TABLE hand.plans AS FROM main.plans LIMIT 0;
CREATE TABLE hand.objectives AS FROM main.objectives LIMIT 0;
CREATE TABLE hand.indicators AS FROM main.indicators LIMIT 0;
CREATE TABLE hand.budget_lines AS FROM main.budget_lines LIMIT 0;
CREATE TABLE hand.exemptions AS FROM main.exemptions LIMIT 0;
CREATE TABLE hand.documents AS FROM main.documents LIMIT 0;
CREATE TABLE hand.document_elements AS FROM main.document_elements LIMIT 0;
CREATE TABLE hand.charter_offers AS FROM main.charter_offers LIMIT 0;
CREATE TABLE hand.accounts AS FROM main.accounts LIMIT 0;
CREATE TABLE hand.team_members AS FROM main.team_members LIMIT 0;
CREATE TABLE hand.team_tasks AS FROM main.team_tasks LIMIT 0;
CREATE TABLE hand.skill_levels AS FROM main.skill_levels LIMIT 0;
CREATE TABLE hand.trainings AS FROM main.trainings LIMIT 0;
CREATE TABLE hand.partners AS FROM main.partners LIMIT 0;
CREATE TABLE hand.cooperation_log AS FROM main.cooperation_log LIMIT 0;
CREATE TABLE hand.publications AS FROM main.publications LIMIT 0;
CREATE TABLE hand.methods AS FROM main.methods LIMIT 0;
CREATE TABLE hand.modern_technologies AS FROM main.modern_technologies LIMIT 0;
CREATE TABLE hand.activities AS FROM main.activities LIMIT 0;
CREATE TABLE hand.activity_uses AS FROM main.activity_uses LIMIT 0;
CREATE TABLE hand.activity_channels AS FROM main.activity_channels LIMIT 0;
CREATE TABLE hand.activity_sdgs AS FROM main.activity_sdgs LIMIT 0;
CREATE TABLE hand.activity_links AS FROM main.activity_links LIMIT 0;
CREATE TABLE hand.activity_checks AS FROM main.activity_checks LIMIT 0;
CREATE TABLE hand.polls AS FROM main.polls LIMIT 0;
CREATE TABLE hand.participants AS FROM main.participants LIMIT 0;
CREATE TABLE hand.participations AS FROM main.participations LIMIT 0;
CREATE TABLE hand.submissions AS FROM main.submissions LIMIT 0;
CREATE TABLE hand.outcomes AS FROM main.outcomes LIMIT 0;
CREATE TABLE hand.surveys AS FROM main.surveys LIMIT 0;
CREATE TABLE hand.analyses AS FROM main.analyses LIMIT 0;
CREATE TABLE hand.source_controls AS FROM main.source_controls LIMIT 0;
CREATE TABLE hand.accessibility_audits AS FROM main.accessibility_audits LIMIT 0;
CREATE TABLE hand.tier_features AS FROM main.tier_features LIMIT 0;
CREATE TABLE hand.assessments AS FROM main.assessments LIMIT 0;
CREATE TABLE hand.actions AS FROM main.actions LIMIT 0;
CREATE TABLE hand.best_practices AS FROM main.best_practices LIMIT 0;
CREATE TABLE hand.evidence AS FROM main.evidence LIMIT 0;
CREATE TABLE ingested.units AS FROM main.units LIMIT 0;
CREATE TABLE ingested.strategy_goals AS FROM main.strategy_goals LIMIT 0;
CREATE TABLE ingested.unit_relevant_sdgs AS FROM main.unit_relevant_sdgs LIMIT 0;
CREATE TABLE ingested.audience_groups AS FROM main.audience_groups LIMIT 0;
CREATE TABLE ingested.plans AS FROM main.plans LIMIT 0;
CREATE TABLE ingested.objectives AS FROM main.objectives LIMIT 0;
CREATE TABLE ingested.indicators AS FROM main.indicators LIMIT 0;
CREATE TABLE ingested.budget_lines AS FROM main.budget_lines LIMIT 0;
CREATE TABLE ingested.exemptions AS FROM main.exemptions LIMIT 0;
CREATE TABLE ingested.documents AS FROM main.documents LIMIT 0;
CREATE TABLE ingested.document_elements AS FROM main.document_elements LIMIT 0;
CREATE TABLE ingested.charter_offers AS FROM main.charter_offers LIMIT 0;
CREATE TABLE ingested.accounts AS FROM main.accounts LIMIT 0;
CREATE TABLE ingested.team_members AS FROM main.team_members LIMIT 0;
CREATE TABLE ingested.team_tasks AS FROM main.team_tasks LIMIT 0;
CREATE TABLE ingested.skill_levels AS FROM main.skill_levels LIMIT 0;
CREATE TABLE ingested.trainings AS FROM main.trainings LIMIT 0;
CREATE TABLE ingested.partners AS FROM main.partners LIMIT 0;
CREATE TABLE ingested.cooperation_log AS FROM main.cooperation_log LIMIT 0;
CREATE TABLE ingested.publications AS FROM main.publications LIMIT 0;
CREATE TABLE ingested.methods AS FROM main.methods LIMIT 0;
CREATE TABLE ingested.modern_technologies AS FROM main.modern_technologies LIMIT 0;
CREATE TABLE ingested.activities AS FROM main.activities LIMIT 0;
CREATE TABLE ingested.activity_uses AS FROM main.activity_uses LIMIT 0;
CREATE TABLE ingested.activity_channels AS FROM main.activity_channels LIMIT 0;
CREATE TABLE ingested.activity_sdgs AS FROM main.activity_sdgs LIMIT 0;
CREATE TABLE ingested.activity_links AS FROM main.activity_links LIMIT 0;
CREATE TABLE ingested.activity_checks AS FROM main.activity_checks LIMIT 0;
CREATE TABLE ingested.polls AS FROM main.polls LIMIT 0;
CREATE TABLE ingested.participants AS FROM main.participants LIMIT 0;
CREATE TABLE ingested.participations AS FROM main.participations LIMIT 0;
CREATE TABLE ingested.submissions AS FROM main.submissions LIMIT 0;
CREATE TABLE ingested.outcomes AS FROM main.outcomes LIMIT 0;
CREATE TABLE ingested.surveys AS FROM main.surveys LIMIT 0;
CREATE TABLE ingested.analyses AS FROM main.analyses LIMIT 0;
CREATE TABLE ingested.source_controls AS FROM main.source_controls LIMIT 0;
CREATE TABLE ingested.accessibility_audits AS FROM main.accessibility_audits LIMIT 0;
CREATE TABLE ingested.tier_features AS FROM main.tier_features LIMIT 0;
CREATE TABLE ingested.assessments AS FROM main.assessments LIMIT 0;
CREATE TABLE ingested.actions AS FROM main.actions LIMIT 0;
CREATE TABLE ingested.best_practices AS FROM main.best_practices LIMIT 0;
CREATE TABLE ingested.evidence AS FROM main.evidence LIMIT 0;
