SELECT group_id, max_by(name_ar, plan_year) FROM audience_groups GROUP BY group_id ORDER BY group_id
