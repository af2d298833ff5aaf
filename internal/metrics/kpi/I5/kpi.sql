SELECT 'I5' AS row_id, unit_id, pid, activity_id AS ref, 'no:lang' AS scope, level, kind, stage, month, quarter, 1 AS den,
       coalesce(has_code(languages, 'ar'), false)::INT AS num, (languages IS NULL)::INT AS hi FROM started_activities
UNION ALL BY NAME
SELECT 'I5.en' AS row_id, unit_id, pid, activity_id AS ref, 'no:lang' AS scope, level, kind, stage, month, quarter, 1 AS den,
       coalesce(has_code(languages, 'en'), false)::INT AS num, (languages IS NULL)::INT AS hi FROM started_activities
UNION ALL BY NAME
SELECT 'I5' AS row_id, unit_id, pid, 'lang' AS scope, lang, count(*) AS num, sum(count(*)) OVER (PARTITION BY unit_id, pid) AS den
FROM received GROUP BY unit_id, pid, lang
