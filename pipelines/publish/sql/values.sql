-- Every published number of this edition's date, in the order of pages.
SELECT unit_id, kpi_id, def_version, p_start, p_end, as_of, dims, num, den, value, low, high, ci_lo, ci_hi, n_persons, status, reasons,
  target, target_source, inputs_hash, (coverage->>'share')::DOUBLE
FROM kpi_results WHERE as_of = ?::DATE
ORDER BY unit_id, kpi_id, p_start, p_end, dims
