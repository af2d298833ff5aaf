-- The themes that messages are assigned to, largest first, with their wide themes.
SELECT t.theme_id, t.parent_id, t.label_ar, t.label_en, p.label_ar, p.label_en, t.keywords_ar, t.keywords_en, t.area,
  t.messages, t.voices, t.cohesion, t.status, t.signals::TEXT
FROM current_themes t LEFT JOIN current_themes p ON p.theme_id = t.parent_id
WHERE t.theme_id IN (SELECT DISTINCT theme_id FROM current_assignments)
ORDER BY t.messages DESC, t.theme_id
