-- The themes of a run once more under another one, counted anew from that one's assignments, which are there already.
INSERT INTO themes BY NAME
SELECT t.* REPLACE (?::TEXT AS theme_run, coalesce(c.messages, t.messages) AS messages, coalesce(c.voices, t.voices) AS voices, NULL AS signals)
FROM themes t LEFT JOIN (
  SELECT p.theme_id, count(*) AS messages, count(DISTINCT coalesce(x.author_id, x.participant_id, ' ' || p.submission_id)) AS voices
  FROM (SELECT submission_id, unnest(path) AS theme_id FROM theme_assignments WHERE theme_run = ?) p JOIN current_texts x USING(submission_id) GROUP BY 1) c USING(theme_id)
WHERE t.theme_run = ?
