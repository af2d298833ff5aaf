-- What a person's time is best spent on: what pages quote, then unclear sentiment, then the texts that fit their theme least.
SELECT e.submission_id, coalesce(e.masked, ''), coalesce(a.theme_id, ''), coalesce(e.sentiment, ''), coalesce(e.unclear, false),
  coalesce(array_to_string(list_transform(json_extract_string(e.sdg, '$[*].goal'), g -> g), ','), '')
FROM current_enrichments e LEFT JOIN current_assignments a USING(submission_id)
WHERE coalesce(e.spam, 0) < 0.5
ORDER BY e.submission_id IN (SELECT unnest(quotes) FROM current_themes WHERE level = 1) DESC, coalesce(e.unclear, false) DESC, a.score NULLS FIRST, e.submission_id
LIMIT ?
