// Package eval measures quality on labelled text: the project's own cases
// always, public sets when they are there. It measures; it never trains, and a
// set that is absent is said, not skipped in silence.
package eval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"text/tabwriter"

	"github.com/musharaka/musharaka/internal/i18n"
)

// Row is one measured number. Low and High bound it (95 %) where the suite
// computes an interval and equal Value where it does not. N counts the items
// behind it.
type Row struct {
	Suite  string  `json:"suite"`
	Set    string  `json:"set"`
	Slice  string  `json:"slice"`
	Metric string  `json:"metric"`
	Value  float64 `json:"value"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	N      int     `json:"n"`
}

// Env is what a suite gets.
type Env struct {
	Data  string // folder of public sets; a suite joins it with its own sub-folders
	Seed  uint64
	Sets  []string // sets of suites that know theirs by name (themes); empty: all
	Limit int      // at most so many items of a set, 0 for all
	Log   *slog.Logger
	Lang  i18n.Lang
	Say   func(format string, args ...any) // progress and absent sets, for people
}

// wants says whether a set was asked for.
func (e Env) wants(set string) bool { return len(e.Sets) == 0 || slices.Contains(e.Sets, set) }

// Suite measures one part of the product.
type Suite struct {
	Name string
	Run  func(ctx context.Context, env Env) ([]Row, error)
}

// ErrUnknown says a suite that does not exist.
var ErrUnknown = errors.New("unknown suite")

// Run runs the named suites, or all, in the order of the list. A failing suite
// does not stop the others.
func Run(ctx context.Context, env Env, names []string) ([]Row, error) {
	for _, n := range names {
		if !slices.ContainsFunc(Suites(), func(s Suite) bool { return s.Name == n }) {
			var known []string
			for _, s := range Suites() {
				known = append(known, s.Name)
			}
			return nil, fmt.Errorf("%w: %w", ErrUnknown, i18n.Errorf(i18n.Text{
				AR: "لا توجد مجموعة قياس باسم %s. المتاح: %v", EN: "there is no suite %s. Known: %v"}, n, known))
		}
	}
	var rows []Row
	var faults []error
	for _, s := range Suites() {
		if len(names) > 0 && !slices.Contains(names, s.Name) {
			continue
		}
		got, err := s.Run(ctx, env)
		rows = append(rows, got...)
		if err != nil {
			faults = append(faults, fmt.Errorf("eval %s: %w", s.Name, err))
		}
	}
	return rows, errors.Join(faults...)
}

// Write prints rows as a table, or as one JSON array.
func Write(w io.Writer, format string, rows []Row) error {
	if format == "json" {
		if rows == nil {
			rows = []Row{}
		}
		e := json.NewEncoder(w)
		e.SetIndent("", " ")
		return e.Encode(rows)
	}
	tw := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(tw, "suite\tset\tslice\tmetric\tvalue\t95 %\tn")
	for _, r := range rows {
		ci := ""
		if r.Low != r.Value || r.High != r.Value {
			ci = fmt.Sprintf("%.3f–%.3f", r.Low, r.High)
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%.4g\t%s\t%d\n", r.Suite, r.Set, r.Slice, r.Metric, r.Value, ci, r.N)
	}
	return tw.Flush()
}
