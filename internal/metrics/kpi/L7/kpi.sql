WITH feature AS (
  SELECT p.unit_id, p.pid, f.level, f.feature, (f.is_present AND v.evidence_id IS NOT NULL)::INT AS given
  FROM params p JOIN known_tier_features f USING (unit_id) LEFT JOIN live v ON v.evidence_id = f.evidence_id)
SELECT 'L7' AS row_id, unit_id, pid, level || ':' || feature AS ref, level, feature AS code, given AS num, 1 AS den FROM feature
UNION ALL BY NAME
SELECT 'L7.' || level AS row_id, unit_id, pid, feature AS ref, level, feature AS code, given AS num, 1 AS den FROM feature
