-- One number for all that themes depend on, whatever the order of rows.
SELECT coalesce(bit_xor(hash(t.submission_id, e.text_sha256, e.model_version, t.author_id, g.group_id, t.is_spam, e.sentiment, e.intent)), 0)::TEXT || '-' || count(*)
FROM current_texts t JOIN current_enrichments e USING(submission_id) LEFT JOIN message_groups g USING(submission_id)
WHERE (coalesce(t.received_at, t.created_at) + INTERVAL 4 HOUR)::DATE < ?::DATE
