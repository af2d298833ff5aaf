SELECT theme_id, date_trunc('month', day)::DATE AS m, count(*) FROM pub_texts
WHERE theme_id IS NOT NULL AND day >= ?::DATE GROUP BY ALL ORDER BY ALL
