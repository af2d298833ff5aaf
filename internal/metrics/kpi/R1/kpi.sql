SELECT 'R1' AS row_id, r.unit_id, r.pid, r.submission_id AS ref, channel, group_id, governorate, level, kind, stage, month, quarter, 1 AS den,
       coalesce(r.answered_at <= r.received_at + to_hours(s.hours), false)::INT AS num
FROM received r JOIN promised s ON s.unit_id = r.unit_id AND s.pid = r.pid WHERE r.received_at + to_hours(s.hours) <= getvariable('as_of_at')
UNION ALL BY NAME
SELECT 'R1.info' AS row_id, p.unit_id, p.pid, s.submission_id AS ref, s.channel, month_of(local_day(s.received_at)) AS month,
       quarter_of(local_day(s.received_at)) AS quarter, 1 AS den,
       coalesce(CASE WHEN o.submission_id IS NOT NULL THEN o.first_response_at ELSE f.first_response_at END <= s.received_at + to_hours(p.info_sla_hours), false)::INT AS num
FROM known_submissions s JOIN params p ON p.unit_id = s.unit_id AND local_day(s.received_at) >= p.p_start AND local_day(s.received_at) < p.p_end
LEFT JOIN known_outcomes o ON o.submission_id = s.submission_id
LEFT JOIN roots t ON t.submission_id = s.submission_id LEFT JOIN known_outcomes f ON f.submission_id = t.root
WHERE s.is_info_request AND NOT s.is_spam AND s.received_at + to_hours(p.info_sla_hours) <= getvariable('as_of_at')
