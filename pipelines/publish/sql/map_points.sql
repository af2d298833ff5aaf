-- A sample of the messages of themes: the same ones each time, chosen by the hash of their ids.
SELECT theme_id, coalesce(masked, ''), coalesce(lang, 'und') FROM pub_texts
WHERE theme_id IS NOT NULL ORDER BY md5(submission_id), submission_id LIMIT ?
