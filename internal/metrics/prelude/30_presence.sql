-- Which registers hold anything of a unit (and of a plan year, where they have one): silence is not zero.
CREATE TEMP TABLE presence AS
WITH by_unit AS (
  SELECT 'strategy_goals' AS register, unit_id, NULL::SMALLINT AS plan_year FROM known_strategy_goals
  UNION SELECT 'unit_relevant_sdgs', unit_id, NULL FROM known_unit_relevant_sdgs
  UNION SELECT 'audience_groups', unit_id, plan_year FROM known_audience_groups
  UNION SELECT 'plans', unit_id, plan_year FROM known_plans
  UNION SELECT 'objectives', unit_id, plan_year FROM known_objectives
  UNION SELECT 'indicators', unit_id, plan_year FROM known_indicators
  UNION SELECT 'budget_lines', unit_id, plan_year FROM known_budget_lines
  UNION SELECT 'documents', unit_id, NULL FROM known_documents
  UNION SELECT 'document_elements', unit_id, NULL FROM known_document_elements
  UNION SELECT 'charter_offers', unit_id, NULL FROM known_charter_offers
  UNION SELECT 'accounts', unit_id, NULL FROM known_accounts
  UNION SELECT 'team_members', unit_id, NULL FROM known_team_members
  UNION SELECT 'team_tasks', unit_id, plan_year FROM known_team_tasks
  UNION SELECT 'skill_levels', unit_id, NULL FROM known_skill_levels
  UNION SELECT 'trainings', unit_id, NULL FROM known_trainings
  UNION SELECT 'partners', unit_id, NULL FROM known_partners
  UNION SELECT 'cooperation_log', unit_id, NULL FROM known_cooperation_log
  UNION SELECT 'publications', unit_id, NULL FROM known_publications
  UNION SELECT 'methods', unit_id, NULL FROM known_methods
  UNION SELECT 'activities', unit_id, NULL FROM known_activities
  UNION SELECT 'activity_uses', unit_id, NULL FROM known_activity_uses JOIN known_activities USING (activity_id)
  UNION SELECT 'activity_channels', unit_id, NULL FROM known_activity_channels JOIN known_activities USING (activity_id)
  UNION SELECT 'activity_sdgs', unit_id, NULL FROM known_activity_sdgs JOIN known_activities USING (activity_id)
  UNION SELECT 'activity_links', unit_id, NULL FROM known_activity_links JOIN known_activities USING (activity_id)
  UNION SELECT 'activity_checks', unit_id, NULL FROM known_activity_checks JOIN known_activities USING (activity_id)
  UNION SELECT 'polls', unit_id, NULL FROM known_polls
  UNION SELECT 'participants', unit_id, NULL FROM known_participants
  UNION SELECT 'participations', unit_id, NULL FROM known_participations JOIN known_activities USING (activity_id)
  UNION SELECT 'submissions', unit_id, NULL FROM known_submissions
  UNION SELECT 'outcomes', unit_id, NULL FROM known_outcomes JOIN known_submissions USING (submission_id)
  UNION SELECT 'surveys', unit_id, NULL FROM known_surveys
  UNION SELECT 'analyses', unit_id, NULL FROM known_analyses JOIN known_activities USING (activity_id)
  UNION SELECT 'source_controls', unit_id, NULL FROM known_source_controls JOIN known_activities USING (activity_id)
  UNION SELECT 'accessibility_audits', unit_id, NULL FROM known_accessibility_audits
  UNION SELECT 'tier_features', unit_id, NULL FROM known_tier_features
  UNION SELECT 'assessments', unit_id, NULL FROM known_assessments
  UNION SELECT 'actions', unit_id, NULL FROM known_actions
  UNION SELECT 'best_practices', unit_id, NULL FROM known_best_practices JOIN known_activities USING (activity_id)
  UNION SELECT 'modern_technologies', '*', NULL FROM known_modern_technologies)
SELECT * FROM by_unit;
