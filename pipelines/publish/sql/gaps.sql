-- Criteria of each unit's latest assessment that miss their target, most urgent first.
WITH newest AS (
  SELECT unit_id, max(assessed_on) AS assessed_on FROM assessments WHERE assessed_on < ?::DATE GROUP BY ALL)
SELECT a.unit_id, a.criterion, a.score, a.target, a.importance::BIGINT, a.investment,
  CASE WHEN a.investment > 0 THEN a.importance * (a.target - a.score) / 100 / a.investment END AS priority, a.assessed_on
FROM assessments a JOIN newest USING(unit_id, assessed_on)
WHERE a.score < a.target
ORDER BY a.unit_id, priority DESC NULLS LAST, a.target - a.score DESC, a.importance DESC NULLS LAST, a.criterion
