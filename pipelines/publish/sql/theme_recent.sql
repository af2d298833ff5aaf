WITH q AS (SELECT ?::DATE AS as_of)
SELECT theme_id, count(*) FILTER (day >= as_of - 91), count(*) FILTER (day < as_of - 91)
FROM pub_texts, q WHERE theme_id IS NOT NULL AND day >= as_of - 182 GROUP BY theme_id ORDER BY theme_id
