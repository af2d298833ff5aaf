package publish

import (
	"context"
	"time"

	"github.com/musharaka/musharaka/dashboards/model"
)

// prepare makes the temporary tables that several statements read: texts with
// everything found in them, and the local day of each.
func (r *reader) prepare(ctx context.Context) error {
	b, err := statements.ReadFile("sql/prepare.sql")
	if err != nil {
		return err
	}
	if _, err := r.tx.Exec(ctx, string(b)); err != nil {
		return wrapf(err, "prepare")
	}
	_, err = r.tx.Exec(ctx, "DELETE FROM pub_texts WHERE day >= ?::DATE", r.site.AsOf)
	return wrapf(err, "prepare")
}

func (r *reader) activities(ctx context.Context) error {
	return r.each(ctx, "activities", []any{r.site.AsOf, r.o.Grace}, func(scan func(...any) error) error {
		var a model.Activity
		var unit string
		var started, ended, published, cancelled, use *time.Time
		var subs, handled, people int
		var title *string
		if err := scan(&unit, &a.ID, &title, &a.Kind, &a.Level, &started, &ended, &published, &cancelled, &use, &a.Due, &subs, &handled, &people); err != nil {
			return err
		}
		a.Title, a.Started, a.Ended, a.Published = str(title), day(started), day(ended), day(published)
		a.Cancelled, a.UseStatement = cancelled != nil, use != nil
		a.Submissions, a.Handled, a.Participants = subs, handled, people
		if ended != nil && published != nil {
			lag := max(0, int(published.Sub(*ended).Hours()/24))
			a.Lag = &lag
		}
		u := r.unitOf(unit)
		u.Activities = append(u.Activities, a)
		return nil
	})
}

func (r *reader) adoptions(ctx context.Context) error {
	return r.each(ctx, "adoptions", []any{r.site.AsOf}, func(scan func(...any) error) error {
		var a model.Adoption
		var unit string
		var text, kind, link, reason, activity *string
		var decided *time.Time
		if err := scan(&unit, &a.SubmissionID, &text, &a.Status, &kind, &link, &reason, &decided, &activity); err != nil {
			return err
		}
		a.Text, a.LinkedType, a.LinkedID, a.Reason, a.Activity, a.DecidedAt = str(text), str(kind), str(link), str(reason), str(activity), day(decided)
		u := r.unitOf(unit)
		u.Adoptions = append(u.Adoptions, a)
		return nil
	})
}

func (r *reader) gaps(ctx context.Context) error {
	err := r.each(ctx, "gaps", []any{r.site.AsOf}, func(scan func(...any) error) error {
		var g model.Gap
		var unit string
		var imp *int64
		if err := scan(&unit, &g.Criterion, &g.Score, &g.Target, &imp, &g.Investment, &g.Priority, &g.AssessedOn); err != nil {
			return err
		}
		if imp != nil {
			g.Importance = int(*imp)
		}
		u := r.unitOf(unit)
		u.Gaps = append(u.Gaps, g)
		return nil
	})
	if err != nil {
		return err
	}
	return r.each(ctx, "actions", nil, func(scan func(...any) error) error {
		var a model.Action
		var unit string
		var crit, owner *string
		var done *time.Time
		if err := scan(&unit, &a.ID, &crit, &owner, &a.Due, &done, &a.Cost); err != nil {
			return err
		}
		a.Criterion, a.Owner, a.Done = str(crit), str(owner), day(done)
		if !a.Done.IsZero() && !a.Done.Before(r.site.AsOf) {
			a.Done = time.Time{}
		}
		a.State = r.state(a.Due, a.Done)
		u := r.unitOf(unit)
		u.Actions = append(u.Actions, a)
		return nil
	})
}

// state places a due date: soon is within a month of as-of.
func (r *reader) state(due, done time.Time) string {
	switch {
	case !done.IsZero() && done.After(due):
		return "late"
	case !done.IsZero():
		return "done"
	case due.Before(r.site.AsOf):
		return "overdue"
	case due.Before(r.site.AsOf.AddDate(0, 1, 0)):
		return "soon"
	}
	return "later"
}

// answers counts what became of the submissions that the ledger lists.
func (r *reader) answers(context.Context) error {
	a := &r.site.Answers
	a.Received = len(r.owed.ledger)
	for i := range r.owed.ledger {
		e := &r.owed.ledger[i]
		switch e.Status {
		case "adopted":
			a.Adopted++
		case "partly":
			a.Partly++
		case "declined":
			a.Declined++
		case "noted":
			a.Noted++
		case "referred":
			a.Referred++
		default:
			a.Pending++
		}
		if e.Answered {
			a.Answered++
		}
		if e.Used {
			a.Linked++
		}
	}
	return nil
}
