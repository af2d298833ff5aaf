-- A group's newest name; where units name it differently, the first unit's.
SELECT group_id, name_ar FROM audience_groups
QUALIFY row_number() OVER (PARTITION BY group_id ORDER BY name_ar IS NULL, plan_year DESC, unit_id) = 1 ORDER BY group_id
