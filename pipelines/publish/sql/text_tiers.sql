SELECT count(*) FILTER (tier = 'precise'), count(*) FROM pub_texts WHERE day >= ?::DATE AND day < ?::DATE AND NOT unclear AND sentiment IS NOT NULL
