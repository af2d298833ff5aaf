SELECT count(*), count(DISTINCT voice), count(*) FILTER (repeat), count(*) FILTER (error IS NOT NULL),
  count(*) FILTER (sentiment = 'negative' AND NOT unclear), count(*) FILTER (sentiment = 'neutral' AND NOT unclear),
  count(*) FILTER (sentiment = 'positive' AND NOT unclear), count(*) FILTER (unclear OR sentiment IS NULL)
FROM pub_texts WHERE day >= ?::DATE AND day < ?::DATE
