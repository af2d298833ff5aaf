-- What suggestions for themes and activities are read from, and what is stored of them.
WITH items AS (
  SELECT 'theme' AS kind, t.theme_id AS id,
    concat_ws('. ', t.label_ar, t.label_en, array_to_string(t.keywords_ar, '، '), array_to_string(t.keywords_en, ', ')) AS text
  FROM themes t SEMI JOIN current_theme_run USING (theme_run)
  UNION ALL
  SELECT 'activity', activity_id, title_ar FROM main.activities WHERE title_ar IS NOT NULL)
SELECT i.kind, i.id, i.text, coalesce(g.text_sha256, ''), coalesce(g.model_version, '')
FROM items i LEFT JOIN goal_suggestions g USING (kind, id) ORDER BY i.kind, i.id
