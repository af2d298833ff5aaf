-- Themes and activities that are no more lose their suggestions.
DELETE FROM goal_suggestions WHERE
  kind = 'theme' AND id NOT IN (SELECT t.theme_id FROM themes t SEMI JOIN current_theme_run USING (theme_run))
  OR kind = 'activity' AND id NOT IN (SELECT activity_id FROM main.activities)
