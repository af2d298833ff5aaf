package metrics

import (
	"fmt"
	"slices"
	"strings"
)

// A kpi.sql returns items. Every item has row_id, unit_id and pid; these are
// optional:
//
//	num, den, hi       added up; hi is what an upper bound adds to num
//	num_key, den_key,
//	hi_key             distinct values, each counts one
//	person, heads      distinct persons and unnamed heads behind the number
//	t, ev              a time, and whether it ended in the event (median, min, max, km)
//	k                  a kind (entropy)
//	m_*                added up, for rules, coverage and notes
//	flag, detail       a reason, and an id that it names
//	scope              total: only without dims; cell: only with dims; a key of
//	                   --by: only under it alone; no:key: not under it
//	ref                id of what is counted, for the drill-down
//	any key of --by    as a column of that name
//
// The functions here write the one statement that turns items into numbers for
// all units and periods. Expressions of kpi.toml see the aggregates num, den,
// hi, persons, n (items), h (entropy), v (median, max or time), m_*, the
// columns of params, and by_keys (” without dims).
type shape struct {
	def     *Definition
	columns []string // of the items
	floats  []string // those of them that hold fractions
	kind    string
	rows    []*RowDef // of one aggregate, quantile and shared denominator
	by      []string
	shared  []string // the part of by under which the denominator stays whole
}

func (s *shape) has(column string) bool { return slices.Contains(s.columns, column) }

// measures are the items' m_* columns.
func (s *shape) measures() []string {
	var out []string
	for _, c := range s.columns {
		if strings.HasPrefix(c, "m_") {
			out = append(out, c)
		}
	}
	return out
}

func (s *shape) statement() string {
	var b strings.Builder
	fmt.Fprintf(&b, "WITH kpi_items AS (\n%s\n),\nkpi_rows AS (SELECT unnest([%s]) AS row_id),\n", s.def.SQL, s.rowList())
	b.WriteString(s.aggregates())
	fmt.Fprintf(&b, "kpi_full AS (\n%s),\n", s.full())
	fmt.Fprintf(&b, "kpi_num AS (SELECT * REPLACE (%s AS num, %s AS den) FROM kpi_full)\n",
		s.pick("num", func(r *RowDef) string { return r.Num }), s.pick("den", func(r *RowDef) string { return r.Den }))
	fmt.Fprintf(&b, "SELECT row_id, unit_id, pid, %snum::DOUBLE, den::DOUBLE, (%s)::DOUBLE, (%s)::DOUBLE, persons::BIGINT, n::BIGINT, flags, %s, %s, %s, [%s]\nFROM kpi_num ORDER BY ALL",
		s.list(s.by, "%s, "), s.value(), s.pick("num + hi", func(r *RowDef) string { return r.High }),
		s.rules(), s.pick("NULL::DOUBLE", func(r *RowDef) string { return known(r.Coverage) }),
		s.pick("NULL::DOUBLE", func(r *RowDef) string { return of(r.Coverage) }), strings.Join(s.measures(), ", "))
	return b.String()
}

func known(s *Share) string {
	if s == nil {
		return ""
	}
	return s.Known
}

func of(s *Share) string {
	if s == nil {
		return ""
	}
	return s.Of
}

func (s *shape) rowList() string {
	ids := make([]string, len(s.rows))
	for i, r := range s.rows {
		ids[i] = "'" + r.ID + "'"
	}
	return strings.Join(ids, ", ")
}

func (s *shape) list(names []string, form string) string {
	var b strings.Builder
	for _, n := range names {
		fmt.Fprintf(&b, form, n)
	}
	return b.String()
}

// pick chooses each row's own expression, or the default.
func (s *shape) pick(fallback string, of func(*RowDef) string) string {
	var b strings.Builder
	for _, r := range s.rows {
		if e := of(r); e != "" {
			fmt.Fprintf(&b, " WHEN '%s' THEN (%s)::DOUBLE", r.ID, e)
		}
	}
	if b.Len() == 0 {
		return fallback
	}
	return "CASE row_id" + b.String() + " ELSE " + fallback + " END"
}

func (s *shape) value() string {
	return s.pick("NULL::DOUBLE", func(r *RowDef) string {
		switch {
		case r.Value != "":
			return r.Value
		case s.kind == "entropy":
			return "exp(h)"
		case s.kind != "ratio":
			return "v"
		case r.Unit == "count" || r.Unit == "yesno":
			return "num"
		default:
			return "CASE WHEN den <> 0 THEN num / den END"
		}
	})
}

// rules lists the reasons that the aggregates themselves give.
func (s *shape) rules() string {
	var parts []string
	for _, r := range s.rows {
		for _, rule := range r.Rules {
			text := "'" + rule.Reason + "'"
			if rule.Detail != "" {
				text += " || chr(31) || (" + rule.Detail + ")"
			}
			parts = append(parts, fmt.Sprintf("CASE WHEN row_id = '%s' AND (%s) THEN %s END", r.ID, rule.When, text))
		}
	}
	if len(parts) == 0 {
		return "[]::TEXT[]"
	}
	return "list_filter([" + strings.Join(parts, ", ") + "], lambda x: x IS NOT NULL)"
}

// full joins the aggregates to what must have a row: every unit and period
// without dims, the groups that exist with them.
func (s *shape) full() string {
	columns := fmt.Sprintf("r.row_id, p.*, '%s' AS by_keys, %s", strings.Join(s.by, ","), s.list(s.by, "a.%s, "))
	filled := fmt.Sprintf("coalesce(a.num, 0) AS num, %s, coalesce(a.hi, 0) AS hi, coalesce(a.persons, 0) AS persons, coalesce(a.n, 0) AS n, a.h, a.v, coalesce(%s.flags, []) AS flags%s",
		s.denominator(), s.flagSide(), s.list(s.measures(), ", coalesce("+s.flagSide()+".%[1]s, 0) AS %[1]s"))
	from := "FROM params p CROSS JOIN kpi_rows r LEFT JOIN kpi_agg a ON a.row_id = r.row_id AND a.unit_id = p.unit_id AND a.pid = p.pid\n"
	if len(s.by) > 0 {
		from = "FROM kpi_agg a JOIN kpi_rows r ON r.row_id = a.row_id JOIN params p ON p.unit_id = a.unit_id AND p.pid = a.pid\n"
	}
	if len(s.shared) > 0 {
		from += "LEFT JOIN kpi_whole w ON w.row_id = a.row_id AND w.unit_id = a.unit_id AND w.pid = a.pid"
		from += s.list(s.kept(), " AND w.%[1]s = a.%[1]s") + "\n"
	}
	return "  SELECT " + columns + filled + "\n  " + from
}

func (s *shape) denominator() string {
	if len(s.shared) > 0 {
		return "coalesce(w.den, 0) AS den"
	}
	return "coalesce(a.den, 0) AS den"
}

func (s *shape) flagSide() string {
	if len(s.shared) > 0 {
		return "w"
	}
	return "a"
}

// kept are the dims that split the denominator too.
func (s *shape) kept() []string {
	var out []string
	for _, k := range s.by {
		if !slices.Contains(s.shared, k) {
			out = append(out, k)
		}
	}
	return out
}

func (s *shape) aggregates() string {
	switch s.kind {
	case "km":
		return s.km()
	case "entropy":
		return s.entropy()
	}
	if len(s.shared) > 0 {
		parts := "coalesce(den, 0) = 0" // what splits under dims; the rest is the whole
		if s.has("flag") {
			parts += " AND flag IS NULL"
		}
		return s.sums("kpi_agg", s.by, parts) + s.sums("kpi_whole", s.kept(), "")
	}
	return s.sums("kpi_agg", s.by, "")
}

// where keeps the items of these rows and of this scope.
func (s *shape) where(by []string, more string) string {
	w := "WHERE row_id IN (" + s.rowList() + ")"
	if s.has("scope") {
		if len(by) == 0 {
			w += " AND (coalesce(scope, 'total') = 'total' OR scope LIKE 'no:%')"
		} else {
			w += fmt.Sprintf(" AND (coalesce(scope, 'cell') IN ('cell', '%s') OR scope LIKE 'no:%%' AND scope NOT IN (%s''))",
				strings.Join(by, ","), s.list(by, "'no:%s', "))
		}
	}
	if more != "" {
		w += " AND " + more
	}
	return w
}

// sum adds up a column. Whole numbers add up exactly in any order; fractions
// are added in order of size, or the threads of the database would decide about
// the last digits.
func (s *shape) sum(column string) string {
	if slices.Contains(s.floats, column) {
		return fmt.Sprintf("sum(%[1]s ORDER BY %[1]s)::DOUBLE", column)
	}
	return fmt.Sprintf("sum(%s)::DOUBLE", column)
}

func (s *shape) sums(name string, by []string, more string) string {
	sum := func(column string) string {
		var parts []string
		if s.has(column) {
			parts = append(parts, "coalesce("+s.sum(column)+", 0)")
		}
		if s.has(column + "_key") {
			parts = append(parts, fmt.Sprintf("count(DISTINCT %s_key)", column))
		}
		if parts == nil {
			return "0"
		}
		return strings.Join(parts, " + ")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s AS (\n  SELECT row_id, unit_id, pid, %s\n", name, s.list(by, "coalesce(%[1]s::TEXT, 'unknown') AS %[1]s, "))
	fmt.Fprintf(&b, "    (%s)::DOUBLE AS num, (%s)::DOUBLE AS den, (%s)::DOUBLE AS hi, %s AS persons, %s AS n, NULL::DOUBLE AS h, %s AS v, %s AS flags%s\n",
		sum("num"), sum("den"), sum("hi"), s.persons(), s.count(), s.middle(), s.flags(), s.measureSums())
	fmt.Fprintf(&b, "  FROM kpi_items %s GROUP BY ALL),\n", s.where(by, more))
	return b.String()
}

func (s *shape) measureSums() string {
	var b strings.Builder
	for _, m := range s.measures() {
		fmt.Fprintf(&b, ", %s AS %s", s.sum(m), m)
	}
	return b.String()
}

func (s *shape) count() string {
	if s.kind == "ratio" {
		return "count(*)"
	}
	return "count(t)"
}

func (s *shape) middle() string {
	switch s.kind {
	case "median":
		return "median(t)::DOUBLE"
	case "max":
		return "max(t)::DOUBLE"
	case "min":
		return "min(t)::DOUBLE"
	}
	return "NULL::DOUBLE"
}

func (s *shape) persons() string {
	var parts []string
	if s.has("person") {
		parts = append(parts, "count(DISTINCT person)")
	}
	if s.has("heads") {
		parts = append(parts, "coalesce(sum(heads), 0)")
	}
	if parts == nil {
		return "0"
	}
	return "(" + strings.Join(parts, " + ") + ")"
}

func (s *shape) flags() string {
	if !s.has("flag") {
		return "[]::TEXT[]"
	}
	text := "flag"
	if s.has("detail") {
		text = "flag || coalesce(chr(31) || detail, '')"
	}
	return fmt.Sprintf("list(DISTINCT %s) FILTER (WHERE flag IS NOT NULL)", text)
}

// entropy is H = -Σ p ln p over the kinds k; effective number N1 = exp(H).
func (s *shape) entropy() string {
	keys := s.list(s.by, ", %s")
	return fmt.Sprintf(`kpi_kinds AS (
  SELECT row_id, unit_id, pid%s, k, count(*) AS c FROM kpi_items %s AND k IS NOT NULL GROUP BY ALL),
kpi_shares AS (SELECT *, c / sum(c) OVER (PARTITION BY row_id, unit_id, pid%s) AS p FROM kpi_kinds),
kpi_agg AS (
  SELECT row_id, unit_id, pid%s, NULL::DOUBLE AS num, sum(c)::DOUBLE AS den, 0.0 AS hi, 0 AS persons, sum(c) AS n,
    abs(sum(p * ln(p) ORDER BY p)) AS h, NULL::DOUBLE AS v, []::TEXT[] AS flags%s
  FROM kpi_shares GROUP BY ALL),
`, s.list(s.by, ", coalesce(%[1]s::TEXT, 'unknown') AS %[1]s"), s.where(s.by, ""), keys, keys, s.list(s.measures(), ", 0.0 AS %s"))
}

// km is the Kaplan–Meier estimate: at each time with events S falls by
// 1 - events/at risk, who is censored at that time is still at risk. v is the
// first time at which S is at most the quantile; NULL is "not reached".
func (s *shape) km() string {
	keys := s.list(s.by, ", %s")
	return fmt.Sprintf(`kpi_times AS (
  SELECT row_id, unit_id, pid%s, t, count(*) FILTER (WHERE ev) AS d, count(*) AS c FROM kpi_items %s AND t IS NOT NULL GROUP BY ALL),
kpi_risk AS (
  SELECT *, sum(c) OVER (PARTITION BY row_id, unit_id, pid%s ORDER BY t DESC) AS at_risk FROM kpi_times),
kpi_curve AS (
  SELECT *, product(1 - d / at_risk) OVER (PARTITION BY row_id, unit_id, pid%s ORDER BY t) AS s FROM kpi_risk),
kpi_agg AS (
  SELECT row_id, unit_id, pid%s, NULL::DOUBLE AS num, sum(c)::DOUBLE AS den, 0.0 AS hi, 0 AS persons, sum(c) AS n, NULL::DOUBLE AS h,
    min(t) FILTER (WHERE d > 0 AND s <= %g + 1e-12)::DOUBLE AS v, []::TEXT[] AS flags%s
  FROM kpi_curve GROUP BY ALL),
`, s.list(s.by, ", coalesce(%[1]s::TEXT, 'unknown') AS %[1]s"), s.where(s.by, ""), keys, keys, keys, s.rows[0].Quantile, s.list(s.measures(), ", 0.0 AS %s"))
}
