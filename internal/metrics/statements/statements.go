// Package statements holds the 113 measurable statements of the participation
// guideline, in its own words, and writes the page that says which indicator
// serves each. It computes nothing.
package statements

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/metrics"
)

//go:embed statements.csv
var statementsCSV []byte

// Statement is a sentence of the guideline that can be measured.
type Statement struct {
	ID      string // S001 … S113
	Section string
	Words   string // verbatim
	Rows    []string
	Needs   []string // registers that the rows read
}

// All lists the statements in the guideline's order with the rows that serve them.
func All() ([]Statement, error) {
	records, err := csv.NewReader(bytes.NewReader(statementsCSV)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("statements: %w", err)
	}
	defs, err := metrics.Definitions()
	if err != nil {
		return nil, err
	}
	out := make([]Statement, 0, len(records)-1)
	for _, r := range records[1:] {
		s := Statement{ID: r[0], Section: r[1], Words: r[2]}
		for _, d := range defs {
			if !slices.Contains(d.Statements, s.ID) {
				continue
			}
			s.Rows = append(s.Rows, d.ID)
			for _, n := range d.Needs {
				if n = strings.TrimSuffix(n, "?"); !slices.Contains(s.Needs, n) {
					s.Needs = append(s.Needs, n)
				}
			}
		}
		out = append(out, s)
	}
	return out, nil
}

// Write writes docs/kpis.md.
func Write(w io.Writer) error {
	all, err := All()
	if err != nil {
		return err
	}
	catalogue, err := metrics.Catalogue()
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString(head)
	for _, d := range catalogue {
		fmt.Fprintf(&b, "\n### %s\n\n§%s «%s» · %s · version %s\n\n", d.ID, d.Section, d.Quote, method(d.Method), d.Version)
		b.WriteString("| row | الاسم · name | unit | formula | target | registers | by |\n|---|---|---|---|---|---|---|\n")
		for i := range d.Rows {
			writeRow(&b, d, &d.Rows[i])
		}
	}
	b.WriteString("\n## The guideline's statements\n\nEach sentence of the guideline that can be measured, in its own words, and what serves it.\n\n| | § | words | rows | registers |\n|---|---|---|---|---|\n")
	for _, s := range all {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", s.ID, s.Section, s.Words, strings.Join(s.Rows, ", "), strings.Join(s.Needs, ", "))
	}
	_, err = io.WriteString(w, b.String())
	return err
}

const head = `# Indicators

Generated from internal/metrics/kpi by ` + "`go test ./internal/metrics/statements -update`" + `; do not edit.

A share is a fraction in the rows and a percentage on screen. GT: the guideline says so. OD: our method («منهجية المشروع»), which a workspace can set.
A register with ° may be empty; any other without a row of the unit makes the row not computable. "by" lists the keys of --by.

## Catalogue
`

func method(m string) string {
	if m == "GT" {
		return "GT"
	}
	return "OD «منهجية المشروع»"
}

func writeRow(b *strings.Builder, d *metrics.Definition, r *metrics.RowDef) {
	target := "–"
	if t := r.Target; t != nil {
		switch {
		case t.Value == nil && t.Note.EN != "":
			target = t.Source + " " + t.Note.EN
		case t.Value == nil:
			target = "the unit's"
		case t.Max != nil:
			target = fmt.Sprintf("%s %g–%g", t.Source, *t.Value, *t.Max)
		default:
			target = fmt.Sprintf("%s %g %s", t.Source, *t.Value, t.Note.EN)
		}
	}
	drill := r.Drill
	if drill == nil {
		drill = d.Drill
	}
	unit := r.Unit
	if r.Bounds {
		unit += ", bounds"
	}
	var needs []string
	for _, n := range r.Needs {
		needs = append(needs, strings.Replace(n, "?", "°", 1))
	}
	fmt.Fprintf(b, "| %s | %s · %s | %s | %s · %s | %s | %s | %s |\n", r.ID, r.Name.AR, r.Name.EN, unit, r.Formula.AR, r.Formula.EN,
		strings.TrimSpace(target), strings.Join(needs, ", "), strings.Join(drill, ", "))
}
