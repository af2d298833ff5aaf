SELECT 'G2' AS row_id, unit_id, pid, submission_id AS ref, channel, group_id, governorate, level, kind, stage, month, quarter, linked_type, reason,
       used::INT AS num, 1 AS den, (adopted AND NOT used OR status IS NULL)::INT AS hi,
       (adopted AND NOT used)::INT AS m_unlinked, (status IS NULL)::INT AS m_pending, (status IS NOT NULL)::INT AS m_decided
FROM received
UNION ALL BY NAME
SELECT 'G2.decided' AS row_id, unit_id, pid, submission_id AS ref, channel, group_id, governorate, level, kind, stage, month, quarter, linked_type, reason,
       used::INT AS num, 1 AS den
FROM received WHERE status IS NOT NULL
UNION ALL BY NAME -- one row for each kind of thing that a used submission may have changed
SELECT 'G2.' || t.linked AS row_id, unit_id, pid, submission_id AS ref, channel, group_id, governorate, level, kind, stage, month, quarter, linked_type, reason,
       (linked_type::TEXT = t.linked)::INT AS num, 1 AS den
FROM received, (VALUES ('policy'), ('service'), ('procedure'), ('project')) t(linked) WHERE used
UNION ALL BY NAME
SELECT 'G2.needs' AS row_id, unit_id, pid, need AS ref, bool_or(used)::INT AS num, 1 AS den
FROM received WHERE need IS NOT NULL GROUP BY unit_id, pid, need HAVING count(*) >= 5
