package kpicmd

import (
	"context"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/store"
)

// DutyScope says which duties are wanted and in which form.
type DutyScope struct {
	From, To time.Time // days on which they fall due, both included
	States   []string  // none: all
	ICS      bool      // a calendar of what is not met
}

// dutyJSON is a duty as JSON: the words of its state too.
type dutyJSON struct {
	metrics.Duty
	NameAR  string `json:"name_ar"`
	NameEN  string `json:"name_en"`
	StateAR string `json:"state_ar"`
	StateEN string `json:"state_en"`
}

// Duties writes what the units owe: a table with a summary for each unit,
// JSON, or a calendar.
func Duties(ctx context.Context, w io.Writer, db *store.DB, scope DutyScope, o Options) error {
	req, err := o.request()
	if err != nil {
		return err
	}
	list, err := metrics.Duties(ctx, db, req, scope.From, scope.To)
	if err != nil {
		return err
	}
	if len(scope.States) > 0 {
		list = slices.DeleteFunc(list, func(d metrics.Duty) bool { return !slices.Contains(scope.States, string(d.Status)) })
	}
	switch {
	case scope.ICS:
		return metrics.WriteICS(w, list, o.AsOf, o.Lang)
	case o.JSON:
		out := make([]dutyJSON, 0, len(list))
		for i := range list {
			s := list[i].Sentence()
			out = append(out, dutyJSON{list[i], list[i].Name.AR, list[i].Name.EN, s.AR, s.EN})
		}
		return writeJSON(w, out)
	}
	if err := table(w, o.dutyRows(list)); err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return err
	}
	return table(w, o.dutySummary(list))
}

func (o Options) dutyRows(list []metrics.Duty) [][]string {
	rows := [][]string{{o.text("الموعد", "due"), o.text("الوحدة", "unit"), o.text("الواجب", "duty"), o.text("البند", "for"), o.text("الحالة", "state"), o.text("المصدر", "source")}}
	for i := range list {
		d := &list[i]
		ref := d.Ref
		if d.Title != "" {
			ref += " " + d.Title
		}
		rows = append(rows, []string{d.DueOn.String(), d.Unit, d.Name.In(o.Lang), ref, d.Sentence().In(o.Lang), "§" + d.Section + " " + o.method(d.Method)})
	}
	return rows
}

// dutySummary counts the states of each unit.
func (o Options) dutySummary(list []metrics.Duty) [][]string {
	var units []string
	counts := map[string]map[metrics.DutyStatus]int{}
	for i := range list {
		u := list[i].Unit
		if counts[u] == nil {
			units, counts[u] = append(units, u), map[metrics.DutyStatus]int{}
		}
		counts[u][list[i].Status]++
	}
	slices.Sort(units)
	head := []string{o.text("الوحدة", "unit")}
	for _, s := range metrics.DutyStatuses() {
		head = append(head, metrics.DutyStatusName(s).In(o.Lang))
	}
	rows := [][]string{head}
	for _, u := range units {
		row := []string{u}
		for _, s := range metrics.DutyStatuses() {
			row = append(row, strconv.Itoa(counts[u][s]))
		}
		rows = append(rows, row)
	}
	return rows
}
