WITH t AS (SELECT * FROM pub_texts WHERE day >= ?::DATE AND day < ?::DATE)
SELECT kind, code, n FROM (
  SELECT 'lang' AS kind, coalesce(lang, 'und') AS code, count(*) AS n FROM t GROUP BY ALL
  UNION ALL SELECT 'intent', intent, count(*) FROM t WHERE intent IS NOT NULL GROUP BY ALL
  UNION ALL SELECT 'sdg', g, count(*) FROM (SELECT unnest(from_json(sdg, '[{"goal":"UTINYINT"}]')).goal::TEXT AS g FROM t WHERE sdg IS NOT NULL) GROUP BY ALL)
ORDER BY kind, n DESC, code
