-- What is owed at a date, with the day on which it was done if that is before as_of.
WITH q AS (SELECT ?::DATE AS as_of, ?::INTEGER AS grace, ?::DATE AS p_start, ?::DATE AS p_end),
months AS (SELECT unnest(generate_series(p_start, p_end - INTERVAL 1 DAY, INTERVAL 1 MONTH))::DATE AS m FROM q),
quarters AS (SELECT unnest(generate_series(p_start, p_end - INTERVAL 1 DAY, INTERVAL 3 MONTH))::DATE AS m FROM q),
owed AS (
  -- Results of each activity, within the grace after its end.
  SELECT a.unit_id, 'results' AS kind, a.title_ar AS subject, (a.ended_at + INTERVAL 4 HOUR)::DATE + q.grace AS due,
    (a.results_published_at + INTERVAL 4 HOUR)::DATE AS done, 'G4' AS kpi
  FROM activities a, q WHERE a.ended_at IS NOT NULL AND a.cancelled_at IS NULL AND (a.ended_at + INTERVAL 4 HOUR)::DATE < q.as_of
    AND (a.ended_at + INTERVAL 4 HOUR)::DATE >= q.p_start - 365
  UNION ALL
  -- One poll a month.
  SELECT u.unit_id, 'poll', strftime(m, '%Y-%m'), (m + INTERVAL 1 MONTH - INTERVAL 1 DAY)::DATE,
    (SELECT min((p.opened_at + INTERVAL 4 HOUR)::DATE) FROM polls p WHERE p.unit_id = u.unit_id AND NOT p.is_test
      AND date_trunc('month', (p.opened_at + INTERVAL 4 HOUR)::DATE) = m), 'O1'
  FROM months, (SELECT DISTINCT unit_id FROM polls) u
  UNION ALL
  -- One article a quarter.
  SELECT u.unit_id, 'article', strftime(m, '%Y-%m'), (m + INTERVAL 3 MONTH - INTERVAL 1 DAY)::DATE,
    (SELECT min((p.published_at + INTERVAL 4 HOUR)::DATE) FROM publications p WHERE p.unit_id = u.unit_id AND p.kind = 'article'
      AND (p.published_at + INTERVAL 4 HOUR)::DATE >= m AND (p.published_at + INTERVAL 4 HOUR)::DATE < m + INTERVAL 3 MONTH), 'O3'
  FROM quarters, (SELECT DISTINCT unit_id FROM publications) u
  UNION ALL
  -- The information document is renewed every year, the assessment too.
  SELECT d.unit_id, 'document', NULL, (max(d.issued_on) + INTERVAL 12 MONTH)::DATE, NULL, 'D2' FROM documents d, q
  WHERE d.doc = 'info' AND d.issued_on < q.as_of GROUP BY d.unit_id
  UNION ALL
  SELECT a.unit_id, 'assessment', NULL, (max(a.assessed_on) + INTERVAL 12 MONTH)::DATE, NULL, 'M0' FROM assessments a, q
  WHERE a.assessed_on < q.as_of GROUP BY a.unit_id
  UNION ALL
  -- Accounts are reviewed every six months.
  SELECT c.unit_id, 'access', c.account_id, (c.reviewed_on + INTERVAL 6 MONTH)::DATE, NULL, 'D6' FROM accounts c, q
  WHERE c.reviewed_on IS NOT NULL AND c.reviewed_on < q.as_of AND (c.closed_on IS NULL OR c.closed_on >= q.as_of)
  UNION ALL
  -- Actions of the plan.
  SELECT x.unit_id, 'action', coalesce(x.criterion, x.action_id), x.due_on, x.done_on, 'M3' FROM actions x
  UNION ALL
  -- The plan of the next year is approved before it starts.
  SELECT p.unit_id, 'plan', (max(p.plan_year) + 1)::TEXT, max(p.plan_end_on), NULL, 'P2' FROM plans p GROUP BY p.unit_id
  UNION ALL
  -- Planned starts.
  SELECT a.unit_id, 'start', a.title_ar, a.planned_start_on, (a.started_at + INTERVAL 4 HOUR)::DATE, 'P6' FROM activities a, q
  WHERE a.planned_start_on >= q.p_start AND a.cancelled_at IS NULL)
SELECT unit_id, kind, subject, due, CASE WHEN done < q.as_of THEN done END, kpi
FROM owed, q
WHERE due IS NOT NULL AND due >= q.p_start - 365 AND due < q.p_end + 366
ORDER BY due, unit_id, kind, subject
