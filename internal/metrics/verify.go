package metrics

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/store"
)

// Difference is a published number that does not come out again.
type Difference struct {
	Published, Recomputed *Row // one of them nil: the row is gone, or was never published
	Fields                []string
}

// VerifyReport is what Verify found.
type VerifyReport struct {
	Checked     int
	Differences []Difference
}

// Verify recomputes every row of the result table, by its own as_of and
// period, and compares all its fields. Nothing is written.
func Verify(ctx context.Context, db *store.DB, settings Settings, extra []*Definition) (_ *VerifyReport, err error) {
	defer wrap(&err, "metrics.Verify")
	have, err := published(ctx, db, "ORDER BY as_of, p_start, p_end, unit_id, kpi_id, dims")
	if err != nil {
		return nil, err
	}
	rep := &VerifyReport{Checked: len(have)}
	for len(have) > 0 {
		asOf := have[0].AsOf.Time
		n := len(have)
		if i := slices.IndexFunc(have, func(r Row) bool { return !r.AsOf.Equal(asOf) }); i >= 0 {
			n = i
		}
		if err := verifyOne(ctx, db, asOf, have[:n], settings, extra, rep); err != nil {
			return nil, err
		}
		have = have[n:]
	}
	return rep, nil
}

// verifyOne recomputes everything of one as_of: its periods together, each set of dims once.
func verifyOne(ctx context.Context, db *store.DB, asOf time.Time, have []Row, settings Settings, extra []*Definition, rep *VerifyReport) error {
	var periods []Period
	var bys [][]string
	for i := range have {
		p := labelled(have[i].PStart.Time, have[i].PEnd.Time)
		if !slices.ContainsFunc(periods, func(q Period) bool { return q.Start.Equal(p.Start) && q.End.Equal(p.End) }) {
			periods = append(periods, p)
		}
		by := dimNames(have[i].Dims)
		if len(by) > 0 && !slices.ContainsFunc(bys, func(b []string) bool { return slices.Equal(b, by) }) {
			bys = append(bys, by)
		}
	}
	if len(bys) == 0 {
		bys = [][]string{nil}
	}
	again := map[string]*Row{}
	for _, by := range bys {
		rows, err := Compute(ctx, db, Request{AsOf: asOf, Periods: periods, By: by, Settings: settings, Extra: extra})
		if err != nil {
			return err
		}
		for i := range rows {
			again[rows[i].identity()] = &rows[i]
		}
	}
	for i := range have {
		got := again[have[i].identity()]
		if got == nil {
			rep.Differences = append(rep.Differences, Difference{Published: &have[i]})
		} else if f := differing(&have[i], got); len(f) > 0 {
			rep.Differences = append(rep.Differences, Difference{&have[i], got, f})
		}
	}
	return nil
}

func (r *Row) identity() string {
	return strings.Join([]string{r.KPI, r.Unit, r.PStart.String(), r.PEnd.String(), r.AsOf.String(), r.DimsJSON()}, "|")
}

func dimNames(dims map[string]string) []string {
	var out []string
	for k := range dims {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func differing(a, b *Row) []string {
	var out []string
	add := func(name string, same bool) {
		if !same {
			out = append(out, name)
		}
	}
	for _, f := range []struct {
		name string
		a, b *float64
	}{{"num", a.Num, b.Num}, {"den", a.Den, b.Den}, {"value", a.Value, b.Value}, {"low", a.Low, b.Low}, {"high", a.High, b.High}, {"target", a.Target, b.Target}} {
		add(f.name, sameNumber(f.a, f.b))
	}
	add("status", a.Status == b.Status)
	add("reasons", slices.Equal(a.Reasons, b.Reasons))
	add("def_version", a.DefVersion == b.DefVersion)
	add("inputs_hash", a.InputsHash == b.InputsHash)
	add("n_persons", fmt.Sprint(ptr(a.Persons)) == fmt.Sprint(ptr(b.Persons)))
	return out
}

func sameNumber(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return math.Abs(*a-*b) <= 1e-9*math.Max(1, math.Abs(*a))
}
