SELECT coalesce(reason, 'other') AS r, count(*) AS n FROM current_assignments WHERE theme_id IS NULL GROUP BY r ORDER BY n DESC, r
