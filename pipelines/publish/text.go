package publish

import (
	"context"
	"time"

	"github.com/musharaka/musharaka/dashboards/model"
)

// period are the bounds of what has happened in the reporting year.
func (r *reader) period() (start, end time.Time) {
	start, end = r.site.Period.Start, r.site.Period.End
	if r.site.AsOf.Before(end) {
		end = r.site.AsOf
	}
	return start, end
}

// text sums up what was written in the reporting year. Texts have no measured
// quality on a body's own material until its people have labelled some, so
// every summary of them is preliminary.
func (r *reader) text(ctx context.Context) error {
	t := &r.site.Text
	t.Preliminary = true
	start, end := r.period()
	args := []any{start, end}
	err := r.each(ctx, "text_sums", args, func(scan func(...any) error) error {
		return scan(&t.Messages, &t.Voices, &t.Repeats, &t.Failed, &t.Stance.Neg, &t.Stance.Neu, &t.Stance.Pos, &t.Stance.Unclear)
	})
	if err != nil {
		return err
	}
	if err := r.corrected(ctx, args); err != nil {
		return err
	}
	err = r.each(ctx, "text_days", args, func(scan func(...any) error) error {
		var c model.Count
		if err := scan(&c.Start, &c.N); err != nil {
			return err
		}
		t.ByDay = append(t.ByDay, c)
		return nil
	})
	if err != nil {
		return err
	}
	err = r.each(ctx, "text_months", []any{start.AddDate(-1, 0, 0), end}, func(scan func(...any) error) error {
		var m model.MonthStance
		if err := scan(&m.Start, &m.Neg, &m.Neu, &m.Pos, &m.Unclear); err != nil {
			return err
		}
		t.ByMonth = append(t.ByMonth, m)
		return nil
	})
	if err != nil {
		return err
	}
	err = r.each(ctx, "text_places", args, func(scan func(...any) error) error {
		var p model.PlaceStance
		if err := scan(&p.Code, &p.Messages, &p.Voices, &p.Neg, &p.Neu, &p.Pos, &p.Unclear); err != nil {
			return err
		}
		t.Governorate = append(t.Governorate, p)
		return nil
	})
	if err != nil {
		return err
	}
	return r.each(ctx, "text_codes", args, func(scan func(...any) error) error {
		var kind string
		var c model.NamedCount
		if err := scan(&kind, &c.Code, &c.N); err != nil {
			return err
		}
		switch kind {
		case "lang":
			t.Languages = append(t.Languages, c)
		case "intent":
			t.Intents = append(t.Intents, c)
		case "sdg":
			t.SDG = append(t.SDG, c)
		}
		return nil
	})
}
