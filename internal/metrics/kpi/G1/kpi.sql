-- Persons who took part, and heads without a name.
WITH person AS (
  SELECT *, participant_id IS NOT NULL AND coalesce(entity_type = 'person', true) AS is_person FROM took_part),
target AS (
  SELECT p.unit_id, p.pid, p.as_of, p.size_months, g.group_id, g.governorate, g.size, g.sized_on, g.declared_participants,
         bool_and(g.is_partition) OVER (PARTITION BY p.unit_id, p.pid) AS separate, l.target_union_size
  FROM params p JOIN known_audience_groups g USING (unit_id, plan_year) LEFT JOIN known_plans l USING (unit_id, plan_year)
  WHERE g.is_targeted AND g.entity_type = 'person')
SELECT 'G1' AS row_id, unit_id, pid, participation_id AS ref, group_id, governorate, channel, level, kind, stage, month, quarter,
       CASE WHEN is_person AND is_targeted THEN participant_id END AS num_key,
       CASE WHEN is_person AND group_id IS NULL THEN participant_id END AS hi_key,
       CASE WHEN participant_id IS NULL THEN head_count END AS hi,
       CASE WHEN is_person AND (is_targeted OR group_id IS NULL) THEN participant_id END AS person,
       CASE WHEN participant_id IS NULL THEN head_count END AS heads,
       CASE WHEN participant_id IS NULL THEN head_count END AS m_heads
FROM person
UNION ALL BY NAME -- the size of the groups, each once; where they overlap the total is the size of their union
SELECT 'G1' AS row_id, unit_id, pid, group_id AS ref, group_id, governorate, CASE WHEN separate THEN NULL ELSE 'cell' END AS scope,
       size AS den, declared_participants AS m_declared, (declared_participants IS NOT NULL)::INT AS m_declared_given FROM target
UNION ALL BY NAME
SELECT DISTINCT 'G1' AS row_id, unit_id, pid, 'total' AS scope, target_union_size AS den,
       CASE WHEN target_union_size IS NULL THEN 'OVERLAPPING_AUDIENCE' END AS flag FROM target WHERE NOT separate
UNION ALL BY NAME
SELECT 'G1' AS row_id, unit_id, pid, group_id, governorate, 'MISSING_AUDIENCE' AS flag, group_id AS detail FROM target WHERE size IS NULL
UNION ALL BY NAME
SELECT 'G1' AS row_id, unit_id, pid, group_id, governorate, 'OLD_SIZES' AS flag FROM target
WHERE sized_on IS NULL OR sized_on < as_of - to_months(size_months)
UNION ALL BY NAME
SELECT 'G1.out' AS row_id, unit_id, pid, participation_id AS ref, group_id, governorate, channel, level, kind, stage, month, quarter,
       participant_id AS num_key, participant_id AS person
FROM person WHERE is_person AND NOT is_targeted
UNION ALL BY NAME
SELECT 'G1.sized' AS row_id, p.unit_id, p.pid, g.group_id AS ref, g.group_id, g.category,
       (g.size IS NOT NULL AND g.size_source IS NOT NULL AND g.sized_on IS NOT NULL)::INT AS num, 1 AS den
FROM params p JOIN known_audience_groups g USING (unit_id, plan_year) WHERE g.is_targeted
