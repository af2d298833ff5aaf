-- Submissions of the window that do not count, each for the first reason that fits.
SELECT p.unit_id, p.pid, CASE WHEN s.is_spam THEN 'spam' WHEN s.is_info_request THEN 'info_request' ELSE 'own_repeat' END AS why
FROM known_submissions s JOIN params p ON p.unit_id = s.unit_id AND local_day(s.received_at) >= p.p_start AND local_day(s.received_at) < p.p_end
ANTI JOIN received r ON r.submission_id = s.submission_id AND r.pid = p.pid
