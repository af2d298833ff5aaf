WITH unanswered AS (
  SELECT p.pid, c.*, p.as_of - c.day AS age, c.received_at + to_hours(s.hours) <= getvariable('as_of_at') AS is_late
  FROM countable c JOIN params p USING (unit_id) JOIN promised s ON s.unit_id = p.unit_id AND s.pid = p.pid WHERE c.answered_at IS NULL)
SELECT 'R3' AS row_id, unit_id, pid, submission_id AS ref, 'no:age_band' AS scope, channel, group_id, governorate, level, kind, stage, 1 AS num
FROM unanswered WHERE is_late
UNION ALL BY NAME
SELECT 'R3' AS row_id, unit_id, pid, submission_id AS ref, 'age_band' AS scope, 1 AS num,
       CASE WHEN age <= 3 THEN '0-3' WHEN age <= 14 THEN '4-14' WHEN age <= 30 THEN '15-30' ELSE '31+' END AS age_band
FROM unanswered
