-- Texts that people wrote, with what was found in them; spam is left out as it is from the indicators.
CREATE OR REPLACE TEMP TABLE pub_texts AS
SELECT t.submission_id, t.unit_id, t.source, t.channel::TEXT AS channel, t.governorate::TEXT AS governorate, t.group_id,
  (coalesce(t.received_at, t.created_at) + INTERVAL 4 HOUR)::DATE AS day,
  coalesce(t.author_id, t.participant_id, 'unnamed:' || t.submission_id) AS voice,
  e.lang, e.sentiment, coalesce(e.unclear, true) AS unclear, e.neg, e.neu, e.pos, e.tier, e.intent, e.intents, e.sdg, e.masked, e.error,
  g.kind IN ('exact', 'near', 'campaign') AND g.group_id <> t.submission_id AS repeat,
  a.theme_id, a.area, a.area_score, a.score, a.reason
FROM current_texts t
LEFT JOIN current_enrichments e USING(submission_id)
LEFT JOIN message_groups g USING(submission_id)
LEFT JOIN current_assignments a USING(submission_id)
WHERE NOT coalesce(t.is_spam, false);
