-- The main rows of the newest edition before this one, for the same reporting year.
SELECT unit_id, kpi_id, def_version, p_start, p_end, as_of, dims, num, den, value, low, high, ci_lo, ci_hi, n_persons, status, reasons,
  target, target_source, inputs_hash, (coverage->>'share')::DOUBLE
FROM kpi_results
WHERE dims = '{}' AND unit_id <> '*' AND as_of = (SELECT max(as_of) FROM kpi_results WHERE as_of < ?::DATE)
  AND p_start = ?::DATE AND p_end = ?::DATE
ORDER BY unit_id, kpi_id
