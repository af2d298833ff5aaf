WITH before AS (
  SELECT DISTINCT p.unit_id, p.pid, n.participant_id
  FROM params p JOIN known_activities a ON a.unit_id = p.unit_id AND NOT a.cancelled
  JOIN known_participations n ON n.activity_id = a.activity_id AND local_day(n.participated_at) >= p.p_start - INTERVAL 12 MONTH AND local_day(n.participated_at) < p.p_start)
SELECT 'R5' AS row_id, t.unit_id, t.pid, t.participation_id AS ref, t.level, t.kind, t.stage, t.group_id, t.participant_id AS den_key, t.participant_id AS person,
       b.participant_id AS num_key
FROM took_part t LEFT JOIN before b ON b.unit_id = t.unit_id AND b.pid = t.pid AND b.participant_id = t.participant_id
WHERE t.entity_type = 'person' AND t.identity_level IN ('verified', 'account')
