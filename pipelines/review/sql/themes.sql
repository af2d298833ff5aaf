SELECT t.theme_id, coalesce(t.parent_id, ''), t.level, coalesce(t.label_ar, ''), coalesce(t.label_en, ''), coalesce(t.area, ''),
  t.messages, t.voices, array_to_string(t.keywords_ar, '، '), array_to_string(t.keywords_en, ', '),
  coalesce((SELECT string_agg(e.masked, chr(10) || '— ' ORDER BY list_position(t.quotes, e.submission_id))
    FROM current_enrichments e WHERE list_contains(t.quotes[1:3], e.submission_id)), '')
FROM current_themes t
ORDER BY t.level, t.messages DESC, t.theme_id
