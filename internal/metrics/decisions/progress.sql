-- Actions that fell due in the reporting year before, and how their criterion has moved since the assessment before the day they were due.
WITH score AS (SELECT unit_id, criterion, assessed_on, score FROM known_assessments WHERE score IS NOT NULL)
SELECT a.unit_id, a.action_id, coalesce(a.criterion, ''), coalesce(a.owner, ''), a.due_on, a.done_on, a.cost_omr::DOUBLE,
  (SELECT arg_max(s.score, s.assessed_on) FROM score s WHERE s.unit_id = a.unit_id AND s.criterion = a.criterion AND s.assessed_on < a.due_on) AS before,
  (SELECT arg_max(s.score, s.assessed_on) FROM score s WHERE s.unit_id = a.unit_id AND s.criterion = a.criterion AND s.assessed_on >= coalesce(a.done_on, a.due_on)) AS after
FROM known_actions a JOIN request_units USING (unit_id)
WHERE a.due_on >= getvariable('duty_from') AND a.due_on < getvariable('duty_to') ORDER BY a.unit_id, a.due_on, a.action_id
