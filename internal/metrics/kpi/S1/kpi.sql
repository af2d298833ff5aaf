WITH s AS (
  SELECT p.unit_id, p.pid, v.* EXCLUDE (unit_id), month_of(v.closed_on) AS month, quarter_of(v.closed_on) AS quarter, v.score_1 + v.score_2 + v.score_3 + v.score_4 + v.score_5 AS answers
  FROM params p JOIN (FROM known_surveys) v ON v.unit_id = p.unit_id AND v.closed_on >= p.p_start AND v.closed_on < p.p_end WHERE v.question = 'satisfaction')
SELECT 'S1' AS row_id, unit_id, pid, survey_id AS ref, month, quarter, score_4 + score_5 AS num, answers AS den FROM s
UNION ALL BY NAME
SELECT 'S1.response' AS row_id, unit_id, pid, survey_id AS ref, month, quarter, answers AS num, invited AS den FROM s WHERE invited IS NOT NULL
