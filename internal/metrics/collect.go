package metrics

import (
	"cmp"
	"slices"
	"strings"
)

// collect puts the wanted rows into their order: unit, period, catalogue, dims.
func (r *run) collect() {
	place := map[string]int{}
	for _, d := range r.defs {
		for i := range d.Rows {
			place[d.Rows[i].ID] = len(place)
		}
	}
	keys := make([]rowKey, 0, len(r.rows))
	for k := range r.rows {
		if r.wanted(k.kpi) {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b rowKey) int {
		return cmp.Or(strings.Compare(a.unit, b.unit), cmp.Compare(a.pid, b.pid), cmp.Compare(place[a.kpi], place[b.kpi]), strings.Compare(a.dims, b.dims))
	})
	r.out = make([]Row, 0, len(keys))
	for _, k := range keys {
		row := *r.rows[k]
		if row.Reasons == nil {
			row.Reasons = []string{}
		}
		r.out = append(r.out, row)
	}
}
