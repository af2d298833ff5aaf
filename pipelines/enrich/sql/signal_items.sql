-- One row a submission of the newest theme run, with all that signals are made of.
SELECT a.submission_id, array_to_string(a.path, ' '), coalesce(t.author_id, t.participant_id, ''),
  (coalesce(t.received_at, t.created_at) + INTERVAL 4 HOUR)::DATE, coalesce(e.sentiment, ''), coalesce(e.unclear, false), coalesce(e.intent, ''),
  t.source, coalesce(nullif(t.governorate::TEXT, 'unknown'), ''), coalesce(t.group_id, ''), coalesce(t.activity_id, ''), coalesce(t.unit_id, '')
FROM current_assignments a JOIN current_texts t USING(submission_id) JOIN current_enrichments e USING(submission_id)
ORDER BY a.submission_id
