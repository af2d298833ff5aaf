SELECT day, count(*) FROM pub_texts WHERE day >= ?::DATE AND day < ?::DATE GROUP BY day ORDER BY day
