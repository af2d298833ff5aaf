package overview

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

// Duty is one line of what is due within a month.
type Duty struct {
	Text, Subject, Unit string
	Item                model.Duty
}

// Debt is a duty that is overdue, once or several times.
type Debt struct {
	Text, Count, Who, Href string
	Oldest                 time.Time
	n                      int
}

// soonest is how many lines of each list the overview shows.
const soonest = 6

func duties(c *ui.Ctx, d *data) {
	at := map[string]int{}
	who := map[string]map[string]bool{}
	for _, x := range c.Site.Duties {
		switch x.State {
		case "soon":
			if d.DutyCounts[1]++; d.DutyCounts[1] <= soonest {
				d.Duties = append(d.Duties, Duty{Text: c.T("duty." + x.Kind), Subject: c.DutySubject(x), Unit: unitName(c, x), Item: x})
			}
		case "overdue":
			d.DutyCounts[0]++
			i, ok := at[x.Kind]
			if !ok {
				i = len(d.Debts)
				at[x.Kind], who[x.Kind] = i, map[string]bool{}
				d.Debts = append(d.Debts, Debt{Text: c.T("duty." + x.Kind), Href: "calendar.html#o-" + x.Kind, Oldest: x.Due})
			}
			d.Debts[i].n++
			who[x.Kind][x.UnitID] = true
		}
	}
	for i := range d.Debts {
		x := &d.Debts[i]
		x.Count = ui.Int(x.n)
		if len(c.Site.Units) > 1 {
			x.Who = c.N("debt.units", len(who[strings.TrimPrefix(x.Href, "calendar.html#o-")]))
		}
	}
	slices.SortStableFunc(d.Debts, func(a, b Debt) int { return cmp.Compare(b.n, a.n) })
	for _, x := range d.Debts[min(soonest, len(d.Debts)):] {
		d.MoreDebts += x.n
	}
	d.Debts = d.Debts[:min(soonest, len(d.Debts))]
	d.MoreDuties = d.DutyCounts[1] - len(d.Duties)
}

// unitName names a duty's unit where there are several.
func unitName(c *ui.Ctx, x model.Duty) string {
	if len(c.Site.Units) < 2 {
		return ""
	}
	return c.In(x.Unit)
}
