-- Every submission with what was found in it, newest first; where there are more than fit, always the same sample.
SELECT day, voice, coalesce(theme_id, ''), coalesce(area, ''), CASE WHEN unclear OR sentiment IS NULL THEN 'unclear' ELSE sentiment END, coalesce(intent, ''),
  source, unit_id, strftime(day, '%Y-%m'), coalesce(governorate, ''), coalesce(group_id, ''), coalesce(lang, ''), coalesce(masked, ''),
  coalesce(neg, 0), coalesce(neu, 0), coalesce(pos, 0), coalesce(tier = 'precise', false),
  coalesce(list_max(CAST(json_extract(intents, '$[*].score') AS DOUBLE[])), 0), coalesce(area_score, 0), coalesce(score, 0),
  coalesce(array_to_string(list_transform(json_extract(sdg, '$[*]'), g -> (g ->> 'goal') || ':' || CAST(round(100 * CAST(g ->> 'score' AS DOUBLE)) AS INTEGER)), ' '), '')
FROM (SELECT * FROM pub_texts ORDER BY md5(submission_id), submission_id LIMIT ?)
ORDER BY day DESC, submission_id
