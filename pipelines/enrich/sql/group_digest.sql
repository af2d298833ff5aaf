SELECT coalesce(bit_xor(hash(t.submission_id, t.text_sha256, coalesce(t.author_id, t.participant_id, ''), coalesce(t.received_at, t.created_at), e.model_version)), 0)::TEXT || '-' || count(*)
FROM current_texts t JOIN current_enrichments e USING(submission_id)
