-- Every duty with its day, whether and when it was met, and whether its evidence is live. Days are local.
-- duty_from and duty_to bound the days looked at; what has no rhythm and is still owed stands whatever its day.
WITH span AS (SELECT getvariable('duty_from')::DATE AS d0, getvariable('duty_to')::DATE AS d1),
unit AS (SELECT unit_id FROM request_units),
month AS (SELECT unnest(generate_series(date_trunc('month', d0), d1, INTERVAL 1 MONTH))::DATE AS m FROM span),
quarter AS (SELECT unnest(generate_series(date_trunc('quarter', d0), d1, INTERVAL 3 MONTH))::DATE AS q FROM span),
year AS (SELECT unnest(generate_series(year(d0), year(d1) + 1))::SMALLINT AS y, (SELECT year_start_month FROM settings) AS first_month FROM span),
duty AS (
  SELECT 'poll_monthly' AS rule, u.unit_id, month_of(m.m) AS ref, last_day(m.m) AS due_on, min(p.day) AS met_on, NULL::TEXT AS title
  FROM unit u CROSS JOIN month m LEFT JOIN known_polls p ON p.unit_id = u.unit_id AND NOT p.is_test AND p.day >= m.m AND p.day <= last_day(m.m) GROUP BY ALL
  UNION ALL BY NAME
  SELECT 'article_quarterly' AS rule, u.unit_id, quarter_of(q.q) AS ref, (q.q + INTERVAL 3 MONTH)::DATE - 1 AS due_on, min(p.day) AS met_on
  FROM unit u CROSS JOIN quarter q LEFT JOIN known_publications p ON p.unit_id = u.unit_id AND p.kind = 'article' AND p.day >= q.q AND p.day < q.q + INTERVAL 3 MONTH GROUP BY ALL
  UNION ALL BY NAME -- of an activity that still runs: by its planned end
  SELECT 'results_after_activity' AS rule, a.unit_id, a.activity_id AS ref, coalesce(a.end_day, a.planned_end_on) + s.grace_days AS due_on, a.results_day AS met_on, a.title_ar AS title
  FROM known_activities a CROSS JOIN settings s WHERE NOT a.cancelled AND (a.end_day IS NOT NULL OR a.start_day IS NOT NULL)
  UNION ALL BY NAME
  SELECT CASE a.kind WHEN 'consultation' THEN 'consultation_documents' ELSE 'activity_information' END AS rule, a.unit_id, a.activity_id AS ref,
         coalesce(a.start_day, a.planned_start_on) AS due_on, a.title_ar AS title,
         local_day(CASE WHEN a.kind <> 'consultation' THEN a.info_published_at WHEN a.doc_published_at IS NOT NULL AND a.info_published_at IS NOT NULL
                        THEN greatest(a.doc_published_at, a.info_published_at) END) AS met_on
  FROM known_activities a WHERE NOT a.cancelled AND a.kind <> 'poll'
  UNION ALL BY NAME
  SELECT 'plan_issued' AS rule, u.unit_id, y.y::TEXT AS ref, make_date(y.y, y.first_month, 1) - 1 AS due_on,
         CASE WHEN l.issued_on IS NOT NULL AND l.approved_on IS NOT NULL THEN greatest(l.issued_on, l.approved_on) END AS met_on, v.evidence_id IS NOT NULL AS evidenced
  FROM unit u CROSS JOIN year y LEFT JOIN known_plans l ON l.unit_id = u.unit_id AND l.plan_year = y.y LEFT JOIN live v ON v.evidence_id = l.evidence_id
  UNION ALL BY NAME
  SELECT 'budget_approved' AS rule, u.unit_id, y.y::TEXT AS ref, make_date(y.y, y.first_month, 1) - 1 AS due_on, l.budget_approved_on AS met_on
  FROM unit u CROSS JOIN year y LEFT JOIN known_plans l ON l.unit_id = u.unit_id AND l.plan_year = y.y
  UNION ALL BY NAME
  SELECT 'information_document' AS rule, unit_id, issued_on::TEXT AS ref, (issued_on + INTERVAL 12 MONTH)::DATE AS due_on,
         lead(issued_on) OVER (PARTITION BY unit_id ORDER BY issued_on) AS met_on FROM known_documents WHERE doc = 'info'
  UNION ALL BY NAME
  SELECT 'charter_published' AS rule, u.unit_id, 'charter' AS ref, greatest(DATE '2024-02-01', n.reporting_since_on) AS due_on, d.published_on AS met_on,
         coalesce(d.evidenced, false) AS evidenced, d.published_on IS NULL OR NOT d.evidenced AS standing
  FROM unit u JOIN known_units n USING (unit_id) LEFT JOIN latest_documents d ON d.unit_id = u.unit_id AND d.doc = 'charter'
  UNION ALL BY NAME
  SELECT 'assessment_yearly' AS rule, unit_id, assessed_on::TEXT AS ref, (assessed_on + INTERVAL 12 MONTH)::DATE AS due_on,
         lead(assessed_on) OVER (PARTITION BY unit_id ORDER BY assessed_on) AS met_on FROM (SELECT DISTINCT unit_id, assessed_on FROM known_assessments)
  UNION ALL BY NAME
  SELECT 'access_review' AS rule, a.unit_id, a.account_id AS ref, (coalesce(a.reviewed_on, a.opened_on) + to_months(s.review_months))::DATE AS due_on, NULL::DATE AS met_on
  FROM known_accounts a CROSS JOIN settings s WHERE a.closed_on IS NULL OR a.closed_on >= s.as_of
  UNION ALL BY NAME
  SELECT 'action_due' AS rule, unit_id, action_id AS ref, due_on, done_on AS met_on FROM known_actions)
SELECT rule, unit_id, ref, due_on, met_on, coalesce(evidenced, true) AS evidenced, coalesce(title, '') AS title
FROM duty JOIN unit USING (unit_id), span WHERE (due_on >= d0 OR standing) AND due_on <= d1 ORDER BY due_on, unit_id, rule, ref
