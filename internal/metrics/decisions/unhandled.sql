-- What keeps a due activity's transparency below one, by name.
SELECT d.unit_id, d.pid, d.activity_id AS ref, 'not_published' AS why FROM due_activities d WHERE d.results_day IS NULL
UNION ALL
SELECT d.unit_id, d.pid, d.activity_id, 'no_use_statement' FROM due_activities d
WHERE d.use_statement_at IS NULL AND NOT EXISTS (FROM countable c WHERE c.activity_id = d.activity_id)
UNION ALL
SELECT d.unit_id, d.pid, d.activity_id || ' / ' || c.submission_id,
  CASE WHEN c.status IS NULL THEN 'no_outcome' WHEN c.reason IS NULL AND c.linked_id IS NULL THEN 'no_reason_or_link' ELSE 'not_sent' END
FROM due_activities d JOIN countable c USING (activity_id) WHERE NOT c.handled
