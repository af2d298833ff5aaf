WITH used AS (
  SELECT a.unit_id, a.pid, c.channel::TEXT AS code FROM started_activities a JOIN known_activity_channels c USING (activity_id) WHERE c.role = 'engage'
  UNION SELECT unit_id, pid, channel::TEXT FROM received WHERE channel IS NOT NULL),
listed AS (SELECT unit_id, code FROM known_charter_offers WHERE kind = 'channel')
SELECT 'D4' AS row_id, u.unit_id, u.pid, u.code AS ref, u.code AS channel, (l.code IS NOT NULL)::INT AS num, 1 AS den
FROM used u LEFT JOIN listed l USING (unit_id, code)
UNION ALL BY NAME
SELECT 'D4.idle' AS row_id, p.unit_id, p.pid, l.code AS ref, l.code AS channel, (u.code IS NULL)::INT AS num, 1 AS den
FROM params p JOIN listed l USING (unit_id) LEFT JOIN used u ON u.unit_id = p.unit_id AND u.pid = p.pid AND u.code = l.code
