package publish

import (
	"cmp"
	"maps"
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
	case "C1": // by channel
		return "received", ""
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
		if v := &out[i]; r.guards(v) && v.Known() {
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
	l.system = disclosure.System{Values: l.values, Sums: l.sums}
	for {
		hidden := l.hidden(hide)
		found := ""
		for _, n := range slices.Sorted(maps.Keys(disclosure.Determined(l.system, hidden))) {
			if v := l.values[n]; v > 0 && v < r.k {
				found = n
				break
			}
		}
		if found == "" || !l.cover(found, hidden, hide) {
			return
		}
	}
}

// hidden are the numbers that no shown row tells.
func (l *links) hidden(hide []bool) map[string]bool {
	out := map[string]bool{}
	for n := range l.values {
		out[n] = true
	}
	for i, names := range l.names {
		for _, n := range names {
			if !hide[i] {
				delete(out, n)
			}
		}
	}
	return out
}

// tries is how many numbers are tried as a shield for one.
const tries = 40

// cover hides the rows of one more number: of those near one that can be worked
// out the smallest that keeps it from being so, else the smallest. Near is in a
// sum with it, then in a sum with what is in a sum with it, and so on. False:
// there is nothing left to hide.
func (l *links) cover(name string, hidden map[string]bool, hide []bool) bool {
	near, seen := map[string]bool{name: true}, map[int]bool{}
	var list []string
	for grew := true; grew && len(list) < tries; {
		grew = false
		next := map[string]bool{}
		for s, sum := range l.sums {
			members := append([]string{sum.Total}, sum.Parts...)
			if seen[s] || !slices.ContainsFunc(members, func(n string) bool { return near[n] }) {
				continue
			}
			seen[s], grew = true, true
			for _, n := range members {
				if hidden[n] {
					next[n] = true
				} else if l.values[n] > 0 && !slices.Contains(list, n) {
					list = append(list, n)
				}
			}
		}
		maps.Copy(near, next)
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(cmp.Compare(l.values[a], l.values[b]), cmp.Compare(a, b)) })
	for _, n := range list[:min(tries, len(list))] {
		trial := slices.Clone(hide)
		l.hideRowsOf(n, trial)
		if !disclosure.Determined(l.system, l.hidden(trial))[name] {
			copy(hide, trial)
			return true
		}
	}
	if len(list) == 0 {
		return false
	}
	l.hideRowsOf(list[0], hide)
	return true
}

func (l *links) hideRowsOf(name string, hide []bool) {
	for i, names := range l.names {
		hide[i] = hide[i] || slices.Contains(names, name)
	}
}

// links builds the system of a unit's rows.
type links struct {
	r      *redactor
	out    []model.Value
	values map[string]int
	names  [][]string // of each row: what it shows
	sums   []disclosure.Sum
	system disclosure.System
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
