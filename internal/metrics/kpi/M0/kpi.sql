SELECT 'M0' AS row_id, p.unit_id, p.pid, date_sub('month', max(a.assessed_on), any_value(p.as_of)) AS t
FROM params p JOIN known_assessments a USING (unit_id) GROUP BY p.unit_id, p.pid
