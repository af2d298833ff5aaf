-- The day of the run before the newest one; no row on a first run.
SELECT as_of FROM theme_runs WHERE theme_run NOT IN (SELECT theme_run FROM current_theme_run) ORDER BY created_at DESC, theme_run DESC LIMIT 1
