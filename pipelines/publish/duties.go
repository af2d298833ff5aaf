package publish

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/store"
)

// owed is what the indicators' own queries tell beside the numbers.
type owed struct {
	duties   []metrics.Duty
	excluded map[[2]string][]metrics.Exclusion
	ledger   []metrics.Entry

	represented []metrics.Representation
}

// ahead is how far the calendar looks into the future.
const ahead = 6 // months

// readOwed asks before the site's own snapshot: both answers prepare tables of
// their own.
func readOwed(ctx context.Context, db *store.DB, o *Options, asOf time.Time) (owed, error) {
	req := metrics.Request{AsOf: asOf, Settings: metrics.Settings{GraceDays: o.Grace, YearStartMonth: o.YearStart}, Extra: o.Extra}
	year := metrics.ReportingYear(asOf.AddDate(0, 0, -1), o.YearStart)
	duties, err := metrics.Duties(ctx, db, req, year.Start.AddDate(-1, 0, 0), asOf.AddDate(0, ahead, 0))
	if err != nil {
		return owed{}, err
	}
	excluded, err := metrics.Excluded(ctx, db, req)
	if err != nil {
		return owed{}, err
	}
	entries, err := metrics.Ledger(ctx, db, req)
	if err != nil || o.Edition == model.Public {
		return owed{duties: duties, excluded: excluded, ledger: entries}, err
	}
	represented, err := metrics.Represent(ctx, db, req)
	return owed{duties, excluded, entries, represented}, err
}

// countedBy names the indicator that counts each kind of duty.
func countedBy(rule string) string {
	switch rule {
	case "poll_monthly":
		return "O1"
	case "article_quarterly":
		return "O3"
	case "results_after_activity":
		return "O2"
	case "consultation_documents":
		return "O4"
	case "activity_information":
		return "O5"
	case "plan_issued":
		return "P2"
	case "budget_approved":
		return "B1"
	case "information_document":
		return "D2"
	case "charter_published":
		return "D3"
	case "assessment_yearly":
		return "M0"
	case "access_review":
		return "D6"
	case "action_due":
		return "M3"
	}
	return ""
}

// duties are those of the calendar of obligations, and planned starts.
func (r *reader) duties(ctx context.Context) error {
	list := &r.site.Duties
	for i := range r.owed.duties {
		x := &r.owed.duties[i]
		rhythm := x.Rule == "poll_monthly" || x.Rule == "article_quarterly"
		if rhythm && x.DueOn.Before(r.site.Period.Start) {
			continue // a rhythm missed in an earlier year cannot be made up for
		}
		d := model.Duty{UnitID: x.Unit, Kind: x.Rule, Subject: x.Title, Due: x.DueOn.Time, KPI: countedBy(x.Rule), State: r.dutyState(x)}
		if d.Subject == "" {
			d.Subject = x.Ref
		}
		if x.MetOn != nil {
			d.Done = x.MetOn.Time
		}
		if x.Rule == "action_due" {
			for _, a := range r.unitOf(x.Unit).Actions {
				if a.ID == x.Ref && a.Criterion != "" {
					d.Subject = a.Criterion
				}
			}
		}
		if x.Rule == "charter_published" {
			if x.Status == metrics.DutyMet || x.Status == metrics.DutyLate {
				continue
			}
			d.Subject = ""
		}
		d.Unit = r.unitOf(d.UnitID).Name
		*list = append(*list, d)
	}
	err := r.each(ctx, "starts", []any{r.site.AsOf, r.site.Period.Start, r.site.Period.End}, func(scan func(...any) error) error {
		d := model.Duty{Kind: "start", KPI: "P6"}
		var subject *string
		var done *time.Time
		if err := scan(&d.UnitID, &subject, &d.Due, &done); err != nil {
			return err
		}
		d.Subject, d.Done = str(subject), day(done)
		d.Unit = r.unitOf(d.UnitID).Name
		d.State = r.state(d.Due, d.Done)
		*list = append(*list, d)
		return nil
	})
	slices.SortStableFunc(*list, func(a, b model.Duty) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.UnitID, b.UnitID), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Subject, b.Subject))
	})
	return err
}

func (r *reader) dutyState(x *metrics.Duty) string {
	switch x.Status {
	case metrics.DutyMet:
		return "done"
	case metrics.DutyLate:
		return "late"
	case metrics.DutyNoEvidence:
		return "unproven"
	}
	return r.state(x.DueOn.Time, time.Time{})
}

func (r *reader) excluded(context.Context) error {
	for i := range r.site.Units {
		u := &r.site.Units[i]
		for _, d := range r.site.Definitions {
			for _, e := range r.owed.excluded[[2]string{u.ID, d.ID}] {
				if u.Excluded == nil {
					u.Excluded = map[string][]model.CodeCount{}
				}
				u.Excluded[d.ID] = append(u.Excluded[d.ID], model.CodeCount{Reason: e.Reason, N: e.Count})
			}
		}
	}
	return nil
}
