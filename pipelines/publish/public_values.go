package publish

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/metrics/disclosure"
)

// countTable is a published table of counts: rows of values, and the row of
// their total if it is published too.
type countTable struct {
	name  string
	rows  []int
	total int // -1: none
	k     int
}

// values applies the rules of small cells and small rates to main rows and to
// each table of rows by one dimension. Dimensions with free text, ids or two
// keys are left out. partial is how many activities hide how many of their
// contributions were answered: shares over few of them would tell.
func (r *redactor) values(unit string, list []model.Value, partial int) []model.Value {
	var out []model.Value
	for _, v := range list {
		if r.private(v.KPI) || len(v.Dims) > 1 || len(v.Dims) == 1 && !publicDim(v.Dims[0].Key) {
			continue
		}
		if partial > 0 && (v.KPI == "G4" || v.KPI == "G4.hand") && (len(v.Dims) > 0 || v.Period.Months() < 12 || partial < 2) {
			withhold(&v)
		}
		v.Inputs, v.Persons, v.Reasons = "", nil, slices.Clone(v.Reasons)
		v.Previous, v.YearPrior = nil, nil
		out = append(out, v)
	}
	tables := r.tables(unit, out)
	hide := r.hideRows(unit, out, tables)
	for i := range out {
		hide[i] = hide[i] || r.guards(&out[i]) && out[i].Known() && r.small(&out[i])
	}
	r.linked(out, tables, hide)
	for i := range out {
		v := &out[i]
		if !r.guards(v) {
			continue
		}
		if v.Known() && hide[i] {
			r.account(unit, v)
			withhold(v)
			continue
		}
		r.caution(v)
	}
	r.bounds(out)
	link(out) // what is hidden is no neighbour's past
	for i := range out {
		out[i].Coverage = nil
	}
	return out
}

// guards tells whether a row counts people or what they wrote. Without a channel
// C1 counts channels.
func (r *redactor) guards(v *model.Value) bool {
	return r.protect[v.KPI] && (v.KPI != "C1" || len(v.Dims) > 0)
}

func known(p *float64) float64 {
	if p == nil {
		return 0
	}
	return *p
}

// account lists what is hidden of a value: its parts and what is left of them.
func (r *redactor) account(unit string, v *model.Value) {
	row := valueRow(v)
	table := "kpi/" + unit + "/" + v.KPI
	if v.Num != nil {
		r.hide(table, row, "num", *v.Num)
	}
	if v.Den != nil {
		r.hide(table, row, "den", *v.Den)
	}
	if v.Value != nil {
		r.hide(table, row, "value", *v.Value)
	}
}

func valueRow(v *model.Value) string {
	row := v.Period.Start.Format("2006-01-02") + "/" + v.Period.End.Format("2006-01-02")
	for _, d := range v.Dims {
		row += "/" + d.Key + "=" + d.Value
	}
	return row
}

// tables finds the rows that add up: those of one dimension, the quarters of a
// year, and the kinds of things that used submissions changed.
func (r *redactor) tables(unit string, out []model.Value) []countTable {
	at := map[string]int{}
	var list []countTable
	mains := map[string]int{}
	for i, v := range out {
		if len(v.Dims) == 0 {
			mains[v.KPI+valueRow(&v)] = i
		}
	}
	add := func(name string, i, total, k int) {
		n, ok := at[name]
		if !ok {
			n = len(list)
			at[name] = n
			list = append(list, countTable{name: name, total: total, k: k})
		}
		list[n].rows = append(list[n].rows, i)
	}
	main := func(kpi string, like model.Value) int {
		like.Dims = nil
		if i, ok := mains[kpi+valueRow(&like)]; ok {
			return i
		}
		return -1
	}
	for i, v := range out {
		if !r.guards(&v) || !v.Known() {
			continue
		}
		span := valueRow(&model.Value{Period: v.Period})
		switch {
		case len(v.Dims) == 1:
			k := r.k
			if v.Dims[0].Key == "group_id" {
				k = r.kGroup
			}
			add(v.KPI+"/"+v.Dims[0].Key+"/"+span, i, main(v.KPI, v), k)
		case v.Period.Months() < 12:
			year := -1
			for j, y := range out {
				if y.KPI == v.KPI && len(y.Dims) == 0 && y.Period.Months() == 12 && y.Period.Contains(v.Period.Start) {
					year = j
				}
			}
			add(v.KPI+"/quarters/"+v.Period.Start.Format("2006"), i, year, r.k)
		}
		switch v.KPI {
		case "G2.policy", "G2.service", "G2.procedure", "G2.project":
			if len(v.Dims) == 0 {
				add("G2.linked/"+span, i, -1, r.k)
			}
		}
	}
	for _, t := range list { // which of equal rows is hidden depends on their names alone
		slices.SortFunc(t.rows, func(a, b int) int {
			return cmp.Or(cmp.Compare(out[a].KPI, out[b].KPI), cmp.Compare(valueRow(&out[a]), valueRow(&out[b])))
		})
	}
	return list
}

// hideRows protects the tables one after the other until nothing changes: a
// row that is hidden in one of them is hidden in all.
func (r *redactor) hideRows(unit string, out []model.Value, tables []countTable) []bool {
	hide := make([]bool, len(out))
	for i := range out { // what was hidden once
		hide[i] = r.memory.hid(valueTable(unit, out[i].KPI), valueRow(&out[i]), "num")
	}
	for changed := true; changed; {
		changed = false
		set := func(i int) {
			if i >= 0 && !hide[i] {
				hide[i], changed = true, true
			}
		}
		for _, t := range tables {
			rows, all := r.protectRows(unit, out, t, hide)
			for n, i := range t.rows {
				if rows[n] {
					set(i)
				}
			}
			if all {
				set(t.total)
			}
		}
	}
	return hide
}

// protectRows tells which rows of a table must go, and whether its total must.
// A hidden row shows nothing, so what it counts and what is left of that are
// two columns with the same cells hidden.
func (r *redactor) protectRows(unit string, out []model.Value, t countTable, hide []bool) (rows []bool, total bool) {
	rows = make([]bool, len(t.rows))
	for n, i := range t.rows {
		rows[n] = hide[i] || t.total >= 0 && hide[t.total]
	}
	for changed := true; changed && !total; {
		changed = false
		for _, rest := range []bool{false, true} {
			line, before, past, col := disclosure.Table{OneWay: true}, &disclosure.Result{}, &disclosure.Past{}, "num"
			if rest {
				col = "rest"
			}
			for n, i := range t.rows {
				x := known(out[i].Num)
				if rest {
					x = max(0, known(out[i].Den)-x)
				}
				c, ok := r.memory.past[cellKey{valueTable(unit, out[i].KPI), valueRow(&out[i]), col}]
				if ok {
					line.Past = past
				} else {
					c.n = -1
				}
				past.Cells, past.Hidden.Cells = append(past.Cells, []int{c.n}), append(past.Hidden.Cells, []bool{c.hidden && x > 0})
				line.Cells = append(line.Cells, []int{int(math.Round(x))})
				before.Cells = append(before.Cells, []bool{rows[n] && x > 0})
			}
			res := disclosure.Protect(line, t.k, before)
			total = total || res.Withheld
			for n := range rows {
				if !rows[n] && (res.Withheld || res.Cells[n][0]) {
					rows[n], changed = true, true
				}
			}
		}
	}
	return rows, total
}

// small tells whether a value alone must go.
func (r *redactor) small(v *model.Value) bool {
	switch {
	case v.Den != nil && *v.Den < float64(r.few):
		return true
	case v.Num != nil && v.Den != nil:
		return smallPart(*v.Num, *v.Den, r.k)
	}
	return v.Den == nil && v.Num != nil && *v.Num > 0 && *v.Num < float64(r.k)
}

// withhold leaves of a value that there is one.
func withhold(v *model.Value) {
	*v = model.Value{KPI: v.KPI, Version: v.Version, Period: v.Period, AsOf: v.AsOf, Dims: v.Dims, Status: model.Suppressed, Reasons: []string{"SMALL_CELL"},
		Target: v.Target, TargetFrom: v.TargetFrom}
}

// caution marks rates of few cases, and takes counts out of reasons.
func (r *redactor) caution(v *model.Value) {
	for i, x := range v.Reasons {
		// The number behind a reason counts submissions too.
		if code, _, ok := strings.Cut(x, ":"); ok && code == "PENDING_OUTCOMES" {
			v.Reasons[i] = code + ":*"
		}
	}
	if !v.Known() {
		v.Num, v.Den = nil, nil
		return
	}
	if v.Den != nil && *v.Den < limitedCases {
		v.Reasons = append(v.Reasons, "FEW_CASES")
	}
}

// bounds tell how many are undecided, which is a count like others: those of a
// table stay only if all of them may be shown.
func (r *redactor) bounds(out []model.Value) {
	drop := map[string]bool{}
	key := func(v *model.Value) string {
		k := v.KPI
		if len(v.Dims) == 1 {
			k += "/" + v.Dims[0].Key
		}
		return k
	}
	for i := range out {
		v := &out[i]
		if r.guards(v) && v.Known() && v.High != nil && v.Den != nil && smallPart((*v.High-*v.Value)**v.Den, *v.Den, r.k) {
			drop[key(v)] = true
			if len(v.Dims) == 0 && v.Period.Months() >= 12 {
				continue
			}
		}
	}
	for i := range out {
		if v := &out[i]; drop[key(v)] {
			v.Low, v.High = nil, nil
		}
	}
}
