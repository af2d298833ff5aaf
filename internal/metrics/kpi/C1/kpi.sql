SELECT 'C1' AS row_id, p.unit_id, p.pid, o.code AS ref, 'total' AS scope, 1 AS den,
       EXISTS (FROM received r WHERE r.unit_id = p.unit_id AND r.pid = p.pid AND r.channel::TEXT = o.code)::INT AS num
FROM params p JOIN known_charter_offers o ON o.unit_id = p.unit_id AND o.kind = 'channel'
UNION ALL BY NAME
SELECT 'C1' AS row_id, unit_id, pid, 'cell' AS scope, channel::TEXT AS channel, count(*) AS num, sum(count(*)) OVER (PARTITION BY unit_id, pid) AS den
FROM received GROUP BY unit_id, pid, channel
