package publish

import (
	"math"
	"slices"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/metrics/disclosure"
)

// counted names what a row counts above and below the line. Rows of several
// indicators count the same things: what one of them hides another must not
// give away.
func counted(kpi string) (num, den string) {
	switch kpi {
	case "G2":
		return "used", "received"
	case "G2.decided":
		return "used", "decided"
	case "G2.policy", "G2.service", "G2.procedure", "G2.project":
		return "used" + kpi[len("G2"):], "used"
	case "Q2":
		return "decided", "received"
	case "Q4":
		return "classified", "received"
	case "R2", "R2.p90":
		return "", "received"
	case "B4.used":
		return "", "used"
	case "C1":
		return "received", "received of all channels"
	case "Q5":
		return "removed with a reason", "removed"
	case "Q5.removed":
		return "removed", ""
	}
	return kpi + " above", kpi + " below"
}

// linked hides what rows of different indicators and spans would give away
// together: it is the system of everything that a unit's rows count, with the
// sums that hold among them.
func (r *redactor) linked(out []model.Value, tables []countTable, hide []bool) {
	l := links{r: r, out: out, values: map[string]int{}, names: make([][]string, len(out))}
	for i := range out {
		if v := &out[i]; r.protect[v.KPI] && v.Known() {
			l.row(i)
		}
	}
	for _, t := range tables {
		if t.total >= 0 {
			l.table(t)
		}
	}
	for i := range out {
		if out[i].KPI == "G2.policy" {
			l.uses(i)
		}
	}
	for {
		shown, gone := map[string]bool{}, map[string]bool{}
		for i, names := range l.names {
			for _, n := range names {
				shown[n] = shown[n] || !hide[i]
			}
		}
		for n := range l.values {
			if !shown[n] {
				gone[n] = true
			}
		}
		hidden := disclosure.ProtectLinked(disclosure.System{Values: l.values, Sums: l.sums}, r.k, gone)
		changed := false
		for i, names := range l.names {
			if !hide[i] && slices.ContainsFunc(names, func(n string) bool { return hidden[n] }) {
				hide[i], changed = true, true
			}
		}
		if !changed {
			return
		}
	}
}

// links builds the system of a unit's rows.
type links struct {
	r      *redactor
	out    []model.Value
	values map[string]int
	names  [][]string // of each row: what it shows
	sums   []disclosure.Sum
}

// parts are the names of what a row counts: above, below and the rest; "" for
// what it has not.
func (l *links) parts(i int) (num, den, rest string) {
	v := &l.out[i]
	a, b := counted(v.KPI)
	row := "/" + valueRow(v)
	if a != "" && v.Num != nil && isWhole(*v.Num) {
		num = a + row
	}
	if b != "" && v.Den != nil && isWhole(*v.Den) {
		den = b + row
		if v.KPI == "C1" { // all channels: the total of the span
			den = "received/" + valueRow(&model.Value{Period: v.Period})
		}
	}
	if num != "" && den != "" && *v.Num <= *v.Den {
		rest = b + " but " + a + row
	}
	return num, den, rest
}

func isWhole(x float64) bool { return x == math.Trunc(x) && x >= 0 }

func (l *links) row(i int) {
	num, den, rest := l.parts(i)
	for n, x := range map[string]float64{num: known(l.out[i].Num), den: known(l.out[i].Den), rest: known(l.out[i].Den) - known(l.out[i].Num)} {
		if n != "" {
			l.values[n] = int(x)
			l.names[i] = append(l.names[i], n)
		}
	}
	slices.Sort(l.names[i])
	if rest != "" {
		l.sums = append(l.sums, disclosure.Sum{Total: den, Parts: []string{num, rest}})
	}
}

// table adds the sums of a table whose total is published too, where they hold:
// distinct people do not add up.
func (l *links) table(t countTable) {
	total := [3]string{}
	total[0], total[1], total[2] = l.parts(t.total)
	for k, name := range total {
		sum := disclosure.Sum{Total: name}
		left := l.values[name]
		for _, i := range t.rows {
			p := [3]string{}
			p[0], p[1], p[2] = l.parts(i)
			if p[k] == "" {
				name = ""
				break
			}
			sum.Parts = append(sum.Parts, p[k])
			left -= l.values[p[k]]
		}
		if _, ok := l.values[name]; ok && left == 0 && !slices.Contains(sum.Parts, name) {
			l.sums = append(l.sums, sum)
		}
	}
}

// uses adds that every used submission changed one of four things.
func (l *links) uses(i int) {
	like := l.out[i]
	row := "/" + valueRow(&like)
	sum, left := disclosure.Sum{Total: "used" + row}, l.values["used"+row]
	for _, k := range []string{".policy", ".service", ".procedure", ".project"} {
		n, ok := l.values["used"+k+row]
		if !ok {
			return
		}
		sum.Parts, left = append(sum.Parts, "used"+k+row), left-n
	}
	if left == 0 {
		l.sums = append(l.sums, sum)
	}
}
