SELECT 'D6' AS row_id, p.unit_id, p.pid, a.account_id AS ref, 1 AS den,
       coalesce(a.owner IS NOT NULL AND a.permission IS NOT NULL AND a.reviewed_on >= p.as_of - to_months(p.review_months), false)::INT AS num
FROM params p JOIN known_accounts a USING (unit_id) WHERE a.closed_on IS NULL OR a.closed_on >= p.as_of
