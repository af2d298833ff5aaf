package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/musharaka/musharaka/internal/metrics"
)

// mutant is a definition with one small change.
type mutant struct {
	def   *metrics.Definition
	where string // file and line
	from  string
	to    string
	line  string // the changed line
}

func (m *mutant) key() string {
	return fmt.Sprintf("%s %s: %s → %s | %s", m.def.ID, m.where, m.from, m.to, strings.Join(strings.Fields(m.line), " "))
}

// operator replaces one occurrence of a pattern.
type operator struct {
	pattern *regexp.Regexp
	to      string
}

// operators are the small ways in which such SQL goes wrong: a comparison, a
// connective, a join, a null, a population, the end of a window, a date rule.
func operators() []operator {
	var out []operator
	for _, x := range [][2]string{
		{` <= `, " < "}, {` < `, " <= "}, {` >= `, " > "}, {` > `, " >= "}, {` = `, " <> "}, {` <> `, " = "},
		{` AND `, " OR "}, {` OR `, " AND "}, {`\bNOT (is_|a\.|p\.|s\.|fails|unsure)`, "$1"},
		{`\bIS NOT NULL\b`, "IS NULL"}, {`\bIS NULL\b`, "IS NOT NULL"},
		{`\bLEFT JOIN\b`, "JOIN"}, {`\bEXISTS \(`, "NOT EXISTS ("}, {`, false\)`, ", true)"},
		{`\bstarted_activities\b`, "ended_activities"}, {`\bdue_activities\b`, "ended_activities"}, {`\bended_activities\b`, "due_activities"},
		{`\breceived\b`, "countable_of_any_period"}, {`\bp\.w_end\b`, "p.p_end"},
		{` \+ `, " - "}, {` - `, " + "}, {`\bINTERVAL 1 MONTH\b`, "INTERVAL 2 MONTH"}, {`\bINTERVAL 3 MONTH\b`, "INTERVAL 2 MONTH"}, {`\bINTERVAL 12 MONTH\b`, "INTERVAL 13 MONTH"},
		{`\bmax\(`, "min("}, {`\bmin\(`, "max("}, {`\bbool_and\(`, "bool_or("}, {`\bbool_or\(`, "bool_and("}, {`\bDISTINCT `, ""},
		{`\b1 AS den\b`, "2 AS den"}, {`\bTHEN 1\b`, "THEN 0"}, {` % 7\b`, " % 6"},
	} {
		out = append(out, operator{regexp.MustCompile(x[0]), x[1]})
	}
	return out
}

// mutants lists every single change of a definition's SQL and of the SQL
// expressions in its kpi.toml.
func mutants(d *metrics.Definition) []mutant {
	var out []mutant
	lines := strings.Split(d.SQL, "\n")
	for n, line := range lines {
		code, _, _ := strings.Cut(line, "--")
		for _, c := range changes(code) {
			m := *d
			changed := append([]string(nil), lines...)
			changed[n] = c.line
			m.SQL = strings.ReplaceAll(strings.Join(changed, "\n"), "countable_of_any_period",
				"(SELECT p.pid, p.p_start, p.p_end, p.as_of, c.*, month_of(c.day) AS month, quarter_of(c.day) AS quarter FROM countable c JOIN params p USING (unit_id))")
			out = append(out, mutant{&m, fmt.Sprintf("kpi.sql:%d", n+1), c.from, c.to, line})
		}
	}
	for i := range d.Rows {
		out = append(out, rowMutants(d, i)...)
	}
	return out
}

func rowMutants(d *metrics.Definition, i int) []mutant {
	var out []mutant
	try := func(what, expr string, set func(r *metrics.RowDef, to string)) {
		for _, c := range changes(expr) {
			m := *d
			m.Rows = append([]metrics.RowDef(nil), d.Rows...)
			r := m.Rows[i]
			r.Rules = append([]metrics.Rule(nil), r.Rules...)
			set(&r, c.line)
			m.Rows[i] = r
			out = append(out, mutant{&m, "kpi.toml " + r.ID + "." + what, c.from, c.to, expr})
		}
	}
	r := &d.Rows[i]
	try("num", r.Num, func(r *metrics.RowDef, to string) { r.Num = to })
	try("den", r.Den, func(r *metrics.RowDef, to string) { r.Den = to })
	try("high", r.High, func(r *metrics.RowDef, to string) { r.High = to })
	try("value", r.Value, func(r *metrics.RowDef, to string) { r.Value = to })
	for n := range r.Rules {
		try(fmt.Sprintf("rule%d", n+1), r.Rules[n].When, func(r *metrics.RowDef, to string) { r.Rules[n].When = to })
	}
	return out
}

type change struct{ line, from, to string }

func changes(line string) []change { return changesBy(operators(), line) }

func changesBy(operators []operator, line string) []change {
	var out []change
	for _, op := range operators {
		for _, at := range op.pattern.FindAllStringSubmatchIndex(line, -1) {
			var to []byte
			to = op.pattern.ExpandString(to, op.to, line, at)
			changed := line[:at[0]] + string(to) + line[at[1]:]
			out = append(out, change{changed, strings.TrimSpace(line[at[0]:at[1]]), strings.TrimSpace(string(to))})
		}
	}
	return out
}
