SELECT 'H6' AS row_id, e.unit_id, e.pid, e.activity_id AS ref, level, kind, stage, month, quarter, 1 AS den, avg((r.channel IS NOT NULL)::INT) AS num
FROM ended_activities e JOIN known_activity_channels g ON g.activity_id = e.activity_id AND g.role = 'engage'
LEFT JOIN known_activity_channels r ON r.activity_id = e.activity_id AND r.role = 'results' AND r.channel = g.channel
WHERE e.results_day IS NOT NULL GROUP BY ALL
