-- Who spoke about each theme, by group; and what people of each group said, as the machine read it.
WITH said AS (
  SELECT r.unit_id, coalesce(a.theme_id, '') AS theme, r.group_id, coalesce(r.participant_id, r.submission_id) AS voice,
    e.sentiment IS NOT NULL AND NOT e.unclear AS clear, coalesce(e.sentiment = 'negative', false) AS negative
  FROM received r LEFT JOIN main.current_assignments a ON a.submission_id = r.submission_id LEFT JOIN main.current_enrichments e ON e.submission_id = r.submission_id
  WHERE r.pid = 0)
SELECT unit_id, theme, coalesce(group_id, '') AS group_id, count(DISTINCT voice)::BIGINT, count(*) FILTER (WHERE clear)::BIGINT, count(*) FILTER (WHERE clear AND negative)::BIGINT
FROM said GROUP BY ALL ORDER BY ALL
