-- The most representative messages, masked, in the order of the run.
SELECT q.theme_id, t.submission_id, t.masked, t.lang, t.source, t.day
FROM (SELECT theme_id, unnest(quotes[1:6]) AS submission_id, generate_subscripts(quotes[1:6], 1) AS rank FROM current_themes) q
JOIN pub_texts t USING(submission_id)
WHERE t.masked IS NOT NULL ORDER BY q.theme_id, q.rank
