package cases

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/musharaka/musharaka/internal/metrics"
)

// tolerance of numbers in cases, which are written with six decimals.
const tolerance = 1.5e-6

// compare says, for each expectation, in which fields the row differs.
func (c *Case) compare(rows []metrics.Row) []string {
	var out []string
	for _, e := range c.Expect {
		row := c.find(rows, e)
		if row == nil {
			out = append(out, fmt.Sprintf("%v: no such row", e))
			continue
		}
		got, err := fields(row)
		if err != nil {
			return []string{err.Error()}
		}
		for _, k := range slices.Sorted(maps.Keys(e)) {
			if k == "dims" || k == "unit_id" || k == "period" || same(got[k], e[k]) {
				continue
			}
			out = append(out, fmt.Sprintf("%s %s %s %s: %s is %v, want %v (status %s %v)", row.KPI, row.Unit, row.Period, row.DimsJSON(), k, got[k], e[k], row.Status, row.Reasons))
		}
	}
	return out
}

func fields(row *metrics.Row) (map[string]any, error) {
	b, err := json.Marshal(row)
	if err != nil {
		return nil, err
	}
	out := map[string]any{}
	if err := json.Unmarshal(b, &out); err != nil {
		return nil, err
	}
	for k, v := range row.Notes {
		out["note_"+k] = v
	}
	return out, nil
}

func (c *Case) find(rows []metrics.Row, e map[string]any) *metrics.Row {
	want := map[string]string{}
	if d, ok := e["dims"].(map[string]any); ok {
		for k, v := range d {
			want[k] = fmt.Sprint(v)
		}
	}
	for i := range rows {
		r := &rows[i]
		if e["kpi_id"] != r.KPI || !maps.Equal(want, r.Dims) {
			continue
		}
		if u, ok := e["unit_id"]; ok && u != r.Unit {
			continue
		}
		if p, ok := e["period"]; ok && p != r.Period {
			continue
		}
		return r
	}
	return nil
}

func same(got, want any) bool {
	if want == "null" {
		return got == nil
	}
	if w, ok := number(want); ok {
		g, ok := number(got)
		return ok && math.Abs(g-w) <= tolerance*math.Max(1, math.Abs(w))
	}
	if w, ok := want.([]any); ok {
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			return false
		}
		for i := range w {
			if fmt.Sprint(g[i]) != fmt.Sprint(w[i]) {
				return false
			}
		}
		return true
	}
	return fmt.Sprint(got) == fmt.Sprint(want)
}

func number(x any) (float64, bool) {
	switch v := x.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}
