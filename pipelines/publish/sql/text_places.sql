SELECT coalesce(governorate, 'unknown') AS g, count(*) AS n, count(DISTINCT voice),
  count(*) FILTER (sentiment = 'negative' AND NOT unclear), count(*) FILTER (sentiment = 'neutral' AND NOT unclear),
  count(*) FILTER (sentiment = 'positive' AND NOT unclear), count(*) FILTER (unclear OR sentiment IS NULL)
FROM pub_texts WHERE day >= ?::DATE AND day < ?::DATE GROUP BY g ORDER BY n DESC, g
