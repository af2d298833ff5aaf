-- What became of the themes between the run before and the newest one.
SELECT kind, theme_id, label_ar, label_en, with_id, with_label_ar, with_label_en
FROM theme_events WHERE theme_run IN (SELECT theme_run FROM current_theme_run) AND kind IN ('birth', 'split', 'merge', 'death')
ORDER BY list_position(['birth', 'split', 'merge', 'death'], kind), label_ar, theme_id
