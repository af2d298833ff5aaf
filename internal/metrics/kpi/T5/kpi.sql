SELECT 'T5' AS row_id, p.unit_id, p.pid, s.publication_id AS ref, s.medium, 1 AS num
FROM params p JOIN known_publications s ON s.unit_id = p.unit_id AND s.kind = 'success_story' AND s.day >= p.p_start AND s.day < p.p_end
