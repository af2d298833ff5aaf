-- Everything that a unit points to as proof, with its date, reviewer and expiry, and what the last check of its link found.
WITH item AS (
  SELECT 'evidence' AS kind, evidence_id AS id, NULL::TEXT AS unit_id, uri, coalesce(sha256, '') AS sha256, dated_on, coalesce(reviewer, '') AS reviewer, expires_on FROM evidence
  UNION ALL SELECT 'documents', doc || ' ' || issued_on, unit_id, url, '', issued_on, '', valid_until_on FROM documents WHERE url IS NOT NULL
  UNION ALL SELECT 'publications', publication_id, unit_id, url, '', (published_at + INTERVAL 4 HOUR)::DATE, '', NULL FROM publications WHERE url IS NOT NULL),
newest AS (SELECT * FROM link_checks QUALIFY row_number() OVER (PARTITION BY url ORDER BY checked_at DESC) = 1)
SELECT kind, id, coalesce(unit_id, ''), uri, sha256, dated_on, reviewer, expires_on, n.checked_at, n.ok, n.code
FROM item LEFT JOIN newest n ON n.url = item.uri WHERE dated_on < ?::DATE ORDER BY kind, id
