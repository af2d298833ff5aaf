-- All current messages in the order in which they became known, so that a late one never renames a group.
SELECT t.submission_id, coalesce(e.masked, t.text), coalesce(t.author_id, t.participant_id, ''), coalesce(t.received_at, t.created_at)
FROM current_texts t JOIN current_enrichments e USING(submission_id)
JOIN (SELECT submission_id, min(stored_at) AS known_at FROM submission_versions GROUP BY 1) k USING(submission_id)
ORDER BY k.known_at, coalesce(t.received_at, t.created_at), t.submission_id
