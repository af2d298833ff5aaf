-- Messages of each theme by everything that its page shows.
WITH t AS (SELECT * FROM pub_texts WHERE theme_id IS NOT NULL)
SELECT theme_id, kind, code, n FROM (
  SELECT theme_id, 'lang' AS kind, coalesce(lang, 'und') AS code, count(*) AS n FROM t GROUP BY ALL
  UNION ALL SELECT theme_id, 'source', source, count(*) FROM t GROUP BY ALL
  UNION ALL SELECT theme_id, 'governorate', coalesce(governorate, 'unknown'), count(*) FROM t GROUP BY ALL
  UNION ALL SELECT theme_id, 'group', group_id, count(*) FROM t WHERE group_id IS NOT NULL GROUP BY ALL
  UNION ALL SELECT theme_id, 'intent', intent, count(*) FROM t WHERE intent IS NOT NULL GROUP BY ALL
  UNION ALL SELECT theme_id, 'stance', CASE WHEN unclear OR sentiment IS NULL THEN 'unclear' ELSE sentiment END, count(*) FROM t GROUP BY ALL)
ORDER BY theme_id, kind, n DESC, code
