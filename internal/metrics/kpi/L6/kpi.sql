WITH asked AS ( -- what each tool of each activity asks for; no row: nothing is known of the tool
  SELECT u.activity_id, a.unit_id, m.skills_needed IS NULL AS unknown,
         len(list_filter(list_transform(string_split(m.skills_needed, ';'), lambda s: trim(s)), lambda s: s <> 'none' AND NOT list_contains(coalesce(k.skills, []), s))) > 0 AS lacks
  FROM known_activity_uses u JOIN known_activities a USING (activity_id)
  LEFT JOIN known_methods m ON m.unit_id = a.unit_id AND m.facet = u.facet AND m.code = u.code
  LEFT JOIN (SELECT unit_id, list(skill::TEXT) AS skills FROM skill_cover GROUP BY 1) k ON k.unit_id = a.unit_id
  WHERE u.facet = 'tool'),
need AS (SELECT activity_id, bool_or(unknown) AS unknown, coalesce(bool_or(lacks), false) AS lacks FROM asked GROUP BY 1),
judged AS (
  SELECT a.*, coalesce(a.is_funded = false, false) OR coalesce(n.lacks, false) AS fails, a.is_funded IS NULL OR coalesce(n.unknown, false) AS unsure
  FROM started_activities a LEFT JOIN need n USING (activity_id))
SELECT 'L6' AS row_id, unit_id, pid, activity_id AS ref, level, kind, stage, month, quarter, 1 AS den, (NOT fails AND NOT unsure)::INT AS num, (NOT fails AND unsure)::INT AS hi
FROM judged
