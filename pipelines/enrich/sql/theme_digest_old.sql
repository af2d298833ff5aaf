-- The same number as theme_digest.sql over the submissions of one run: equal to that run's own if none of them changed.
SELECT coalesce(bit_xor(hash(t.submission_id, e.text_sha256, e.model_version, t.author_id, g.group_id, t.is_spam, e.sentiment, e.intent)), 0)::TEXT || '-' || count(*)
FROM theme_assignments a JOIN current_texts t USING(submission_id) JOIN current_enrichments e USING(submission_id) LEFT JOIN message_groups g USING(submission_id)
WHERE a.theme_run = ?
