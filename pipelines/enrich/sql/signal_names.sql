-- Names of audience groups, newest plan first.
SELECT group_id, name_ar FROM audience_groups QUALIFY row_number() OVER (PARTITION BY group_id ORDER BY plan_year DESC, unit_id) = 1
