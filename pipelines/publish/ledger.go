package publish

import (
	"context"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/disclosure"
)

// ledgerKeys are the parts by which the page sums the ledger up.
func ledgerKeys() []string { return []string{"theme", "area", "source", "group_id"} }

// ledger completes the adoptions of the reporting year and sums all of its
// submissions up.
func (r *reader) ledger(context.Context) error {
	of := map[string]*metrics.Entry{}
	for i := range r.owed.ledger {
		of[r.owed.ledger[i].Submission] = &r.owed.ledger[i]
	}
	for i := range r.site.Units {
		for j := range r.site.Units[i].Adoptions {
			a := &r.site.Units[i].Adoptions[j]
			e, ok := of[a.SubmissionID]
			if !ok {
				continue
			}
			a.Source, a.Theme, a.Days, a.Did = e.Source, e.Theme, e.Days, e.WeDid()
			if e.Live {
				a.Document = e.Document
			}
		}
	}
	for _, key := range append([]string{""}, ledgerKeys()...) {
		for _, s := range metrics.SumLedger(r.owed.ledger, key) {
			r.site.Ledger = append(r.site.Ledger, model.LedgerRow{Key: s.Key, Code: s.Code, Received: s.Received, Used: s.Used, Decided: s.Decided, MedianDays: s.MedianDays})
		}
	}
	return nil
}

// ledger keeps of the sums what may be shown: whole rows, by theme and area.
// Groups and channels are broken down by unit, and all units together
// would give a hidden unit away; so they would if a single unit hides its number
// of the year.
func (r *redactor) ledger(site *model.Site) {
	if r.hidingUnits(site) == 1 {
		for _, x := range site.Ledger {
			r.hide("ledger/"+x.Key, x.Code, "received", float64(x.Received))
		}
		site.Ledger = nil
		return
	}
	list := site.Ledger
	site.Ledger = nil
	for _, key := range []string{"", "theme", "area"} { // sources have names that the unit gave them for itself
		var rows []model.LedgerRow
		for _, x := range list {
			if x.Key == key {
				rows = append(rows, x)
			}
		}
		site.Ledger = append(site.Ledger, r.ledgerRows(r.span+"ledger/"+key, rows)...)
	}
}

// ledgerRows protects a table whose row counts the same submissions in two ways:
// used and not, decided and not. A row is shown as a whole or not at all.
func (r *redactor) ledgerRows(table string, rows []model.LedgerRow) []model.LedgerRow {
	codes := make([]string, len(rows))
	gone := make([]bool, len(rows))
	for i, x := range rows {
		codes[i] = x.Code
		gone[i] = x.Received < r.few || smallPart(float64(x.Used), float64(x.Received), r.k) || smallPart(float64(x.Decided), float64(x.Received), r.k) ||
			r.memory.hid(table, x.Code, "row")
	}
	for _, column := range []func(model.LedgerRow) int{
		func(x model.LedgerRow) int { return x.Used }, func(x model.LedgerRow) int { return x.Received - x.Used },
		func(x model.LedgerRow) int { return x.Decided }, func(x model.LedgerRow) int { return x.Received - x.Decided }} {
		line, before := disclosure.Table{OneWay: true}, &disclosure.Result{}
		for i, x := range rows {
			n := column(x)
			line.Cells, before.Cells = append(line.Cells, []int{n}), append(before.Cells, []bool{gone[i] && n > 0})
		}
		res := disclosure.Protect(line, r.k, before)
		for i := range gone {
			gone[i] = gone[i] || res.Withheld || res.Cells[i][0]
		}
	}
	var kept []model.LedgerRow
	for i, x := range rows {
		r.memory.note(table, codes[i], "row", x.Received, gone[i])
		if gone[i] {
			r.hide(table, x.Code, "received", float64(x.Received))
			continue
		}
		kept = append(kept, x)
	}
	return kept
}

// hidingUnits counts the units that hide how many submissions they received,
// decided or used in the year: what all units together show would give a lone
// one away.
func (r *redactor) hidingUnits(site *model.Site) (n int) {
	for _, u := range site.Units {
		for _, v := range u.Values {
			if (v.KPI == "G2" || v.KPI == "G2.decided" || v.KPI == "Q2") && len(v.Dims) == 0 && v.Period == site.Period && v.Status == model.Suppressed {
				n++
				break
			}
		}
	}
	return n
}
