-- The most representative messages, masked: those that the run chose, in its order, then the nearest to the
-- theme of each sentiment, so that no side goes unheard. A copy of another message is no second voice.
WITH chosen AS (
  SELECT theme_id, unnest(quotes[1:6]) AS submission_id, generate_subscripts(quotes[1:6], 1) AS rank FROM current_themes),
all_of AS (
  SELECT t.theme_id, t.submission_id, t.masked, t.lang, t.source, t.day, t.score,
    CASE WHEN t.unclear OR t.sentiment IS NULL THEN 'unclear' ELSE t.sentiment END AS stance,
    coalesce(t.repeat, false) AS repeat, coalesce(c.rank, 99) AS rank
  FROM pub_texts t LEFT JOIN chosen c USING(theme_id, submission_id)
  WHERE t.theme_id IS NOT NULL AND t.masked IS NOT NULL)
SELECT theme_id, submission_id, masked, lang, source, day, stance FROM all_of
WHERE rank < 99 OR NOT repeat AND length(masked) >= 15
QUALIFY row_number() OVER (PARTITION BY theme_id, stance ORDER BY rank, score DESC NULLS LAST, submission_id) <= 3
ORDER BY theme_id, rank, score DESC NULLS LAST, submission_id
