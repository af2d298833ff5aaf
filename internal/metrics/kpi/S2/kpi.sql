SELECT CASE v.question WHEN 'have_say' THEN 'S2.say' ELSE 'S2.influence' END AS row_id, p.unit_id, p.pid, v.survey_id AS ref, month_of(v.closed_on) AS month,
       quarter_of(v.closed_on) AS quarter, v.score_4 + v.score_5 AS num, v.score_1 + v.score_2 + v.score_3 + v.score_4 + v.score_5 AS den
FROM params p JOIN known_surveys v ON v.unit_id = p.unit_id AND v.closed_on >= p.p_start AND v.closed_on < p.p_end WHERE v.question IN ('have_say', 'influence')
