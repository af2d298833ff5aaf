-- Every submission with what was found in it, newest first; where there are more than fit, always the same sample.
SELECT day, voice, coalesce(theme_id, ''), coalesce(area, ''), CASE WHEN unclear OR sentiment IS NULL THEN 'unclear' ELSE sentiment END, coalesce(intent, ''),
  source, unit_id, strftime(day, '%Y-%m'), coalesce(governorate, ''), coalesce(group_id, ''), coalesce(lang, ''), coalesce(masked, '')
FROM (SELECT * FROM pub_texts ORDER BY md5(submission_id), submission_id LIMIT ?)
ORDER BY day DESC, submission_id
