package publish

import (
	"context"
	"time"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/source"
)

// quarantineRows is how many unreadable rows the page lists; the command
// lists them all.
const quarantineRows = 200

func (r *reader) sources(ctx context.Context) error {
	err := r.each(ctx, "sources", []any{r.site.AsOf}, func(scan func(...any) error) error {
		var s model.Source
		var run, newest *time.Time
		var status, message, kind *string
		var gap *float64
		if err := scan(&s.Name, &kind, &run, &status, &message, &s.Submissions, &s.Added, &s.Changed, &s.Deleted, &s.QuarantinedOpen, &newest, &gap); err != nil {
			return err
		}
		s.Kind, s.Message, s.Newest = str(kind), str(message), day(newest)
		if run != nil {
			s.LastRun = localDay(*run)
		}
		if s.Kind == "" {
			s.Kind = r.o.Kinds[s.Name]
		}
		s.LastStatus = runStatus(str(status))
		if gap != nil {
			s.UsualGapDays = *gap
		}
		if newest != nil {
			s.SilentDays = max(0, int(r.site.AsOf.Sub(*newest).Hours()/24)-1)
		}
		r.site.Sources = append(r.site.Sources, s)
		return nil
	})
	if err != nil {
		return err
	}
	return r.tx.QueryRow(ctx, "SELECT count(*) FROM register_conflicts").Scan(&r.site.Conflicts)
}

// runStatus maps what a run wrote about itself to the words of the page.
func runStatus(s string) string {
	switch s {
	case "ok", "done", "success":
		return "ok"
	case "partial":
		return "partial"
	case "running", "started":
		return "running"
	case "":
		return "never"
	}
	return "failed"
}

func (r *reader) quarantine(ctx context.Context) error {
	q := &r.site.Quarantin
	say := func(code string, args []string) i18n.Text {
		return i18n.Text{AR: source.Sentence(i18n.AR, source.Code(code), args), EN: source.Sentence(i18n.EN, source.Code(code), args)}
	}
	err := r.each(ctx, "quarantine_codes", nil, func(scan func(...any) error) error {
		var c model.CodeCount
		if err := scan(&c.Code, &c.N); err != nil {
			return err
		}
		c.Reason = say(c.Code, nil)
		q.Open += c.N
		q.ByCode = append(q.ByCode, c)
		return nil
	})
	if err != nil {
		return err
	}
	return r.each(ctx, "quarantine_rows", []any{quarantineRows}, func(scan func(...any) error) error {
		var x model.QuarantineRow
		var column *string
		var args []any
		if err := scan(&x.Source, &x.Place, &column, &x.Code, &args, &x.SeenAt); err != nil {
			return err
		}
		x.Column, x.Reason, x.SeenAt = str(column), say(x.Code, words(args)), localDay(x.SeenAt)
		q.Rows = append(q.Rows, x)
		return nil
	})
}
