-- What themes are found in: every submission known before as_of, with its masked words and what is known of it.
SELECT t.submission_id, coalesce(e.masked, ''), coalesce(e.lang, 'und'), coalesce(t.author_id, t.participant_id, ''), t.source,
  coalesce(t.received_at, t.created_at), coalesce(g.group_id, ''), coalesce(e.spam, 0) >= 0.5 OR coalesce(t.is_spam, false),
  coalesce(e.sentiment, ''), coalesce(e.intent, '')
FROM current_texts t JOIN current_enrichments e USING(submission_id) LEFT JOIN message_groups g USING(submission_id)
WHERE (coalesce(t.received_at, t.created_at) + INTERVAL 4 HOUR)::DATE < ?::DATE
ORDER BY coalesce(t.received_at, t.created_at), t.submission_id
