-- Every countable submission of the period with what became of it: from whom, about what, decided when, changed what.
SELECT r.unit_id, r.submission_id, coalesce(t.source, CASE WHEN contains(r.submission_id, ':') THEN split_part(r.submission_id, ':', 1) ELSE 'register' END) AS source,
  coalesce(r.channel::TEXT, 'unknown') AS channel, coalesce(a.theme_id, '') AS theme, coalesce(a.area, '') AS area, coalesce(r.group_id, 'unknown') AS group_id,
  coalesce(r.activity_id, '') AS activity, r.day AS received_on, local_day(r.decided_at) AS decided_on, r.as_of - r.day AS age,
  coalesce(r.status::TEXT, '') AS status, coalesce(r.reason, '') AS reason, coalesce(r.linked_type::TEXT, '') AS linked_type, coalesce(r.linked_id, '') AS linked_id,
  coalesce(e.uri, '') AS document, l.evidence_id IS NOT NULL AS live, r.used, r.answered_at IS NOT NULL AS answered
FROM received r
LEFT JOIN known_outcomes o ON o.submission_id = r.root
LEFT JOIN known_evidence e ON e.evidence_id = o.evidence_id LEFT JOIN live l ON l.evidence_id = o.evidence_id
LEFT JOIN main.current_texts t ON t.submission_id = r.submission_id
LEFT JOIN main.current_assignments a ON a.submission_id = r.submission_id
WHERE r.pid = 0 ORDER BY r.unit_id, decided_on DESC NULLS LAST, r.day DESC, r.submission_id
