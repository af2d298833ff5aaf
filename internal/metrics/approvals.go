package metrics

import (
	"context"
	_ "embed"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
)

//go:embed decisions/progress.sql
var progressSQL string

// Approval is a person's decision about a proposed action.
type Approval struct {
	ID       string    `json:"approval_id"`
	Unit     string    `json:"unit_id"`
	Action   string    `json:"action_id"`
	Gap      string    `json:"criterion"`
	Decision string    `json:"decision"` // approved or rejected
	By       string    `json:"approved_by"`
	At       time.Time `json:"approved_at"`
	DueOn    *Date     `json:"due_on"`
	Owner    string    `json:"owner"`
	Cost     *float64  `json:"cost"` // in the unit of the gaps' investment
	Expected *float64  `json:"expected_score"`
	Note     string    `json:"note"`
}

// ActionID names a proposed action: its unit, criterion and the year it is due.
func (a *PlannedAction) ActionID() string {
	return a.Gap.Unit + "-" + a.Gap.Criterion + "-" + a.DueOn.Format("2006")
}

// Approve stores a person's decision about proposed actions. Earlier decisions
// stay; the newest of an action holds.
func Approve(ctx context.Context, db *store.DB, actions []PlannedAction, decision, by, note string, now time.Time) (err error) {
	defer wrap(&err, "metrics.Approve")
	if by == "" {
		return badRequest(i18n.Text{AR: "الاعتماد يحتاج اسم من يعتمد (--by-name)", EN: "an approval needs the name of who approves (--by-name)"})
	}
	return db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		for i := range actions {
			a := &actions[i]
			id := a.ActionID() + "@" + now.UTC().Format("20060102T150405.000")
			if _, err := tx.Exec(ctx, "INSERT INTO plan_approvals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", id, a.Gap.Unit, a.ActionID(), a.Gap.Criterion, decision, by,
				now.UTC(), a.DueOn.Time, a.Owner, ptr(a.Gap.Investment), a.Expected, note); err != nil {
				return err
			}
		}
		return nil
	})
}

// Approvals lists the newest decision about each action, by unit and action.
func Approvals(ctx context.Context, db *store.DB) (_ []Approval, err error) {
	defer wrap(&err, "metrics.Approvals")
	rows, err := db.Query(ctx, `SELECT approval_id, unit_id, action_id, coalesce(criterion, ''), decision, approved_by, approved_at, due_on, coalesce(owner, ''), cost, expected_score, coalesce(note, '')
		FROM plan_approvals QUALIFY row_number() OVER (PARTITION BY unit_id, action_id ORDER BY approved_at DESC, approval_id DESC) = 1 ORDER BY unit_id, action_id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Approval
	for rows.Next() {
		var a Approval
		var due *time.Time
		if err := rows.Scan(&a.ID, &a.Unit, &a.Action, &a.Gap, &a.Decision, &a.By, &a.At, &due, &a.Owner, &a.Cost, &a.Expected, &a.Note); err != nil {
			return nil, err
		}
		if due != nil {
			a.DueOn = &Date{*due}
		}
		out = append(out, a)
	}
	return out, rows.Err()
}

// Progress is an action of the year before, and what became of it.
type Progress struct {
	Unit      string   `json:"unit_id"`
	Action    string   `json:"action_id"`
	Criterion string   `json:"criterion"`
	Owner     string   `json:"owner"`
	DueOn     Date     `json:"due_on"`
	DoneOn    *Date    `json:"done_on"`
	State     string   `json:"state"` // done, late, open (its day is still to come), overdue
	Cost      *float64 `json:"cost_omr"`
	Before    *float64 `json:"score_before"` // of its criterion, at the last assessment before it was due
	After     *float64 `json:"score_after"`  // at the newest one since it was done, or due
}

// LastYear measures the actions that fell due in the reporting year before the
// one of req.
func LastYear(ctx context.Context, db *store.DB, req Request) (_ []Progress, err error) {
	defer wrap(&err, "metrics.LastYear")
	req.KPIs = []string{"O1"} // the prelude is enough
	r, err := newRun(req)
	if err != nil {
		return nil, err
	}
	last := ReportingYear(req.AsOf.AddDate(0, 0, -1), r.req.Settings.YearStartMonth).Previous()
	var out []Progress
	err = db.InSnapshot(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := r.prepare(ctx, tx); err != nil {
			return err
		}
		if err := setSpan(ctx, tx, last.Start, last.End); err != nil {
			return err
		}
		return each(ctx, tx, progressSQL, func(scan func(...any) error) error {
			var p Progress
			var done *time.Time
			if err := scan(&p.Unit, &p.Action, &p.Criterion, &p.Owner, &p.DueOn.Time, &done, &p.Cost, &p.Before, &p.After); err != nil {
				return err
			}
			switch {
			case done != nil && done.After(p.DueOn.Time):
				p.State = "late"
			case done != nil:
				p.State = "done"
			case p.DueOn.Before(req.AsOf):
				p.State = "overdue"
			default:
				p.State = "open"
			}
			if done != nil {
				p.DoneOn = &Date{*done}
			}
			out = append(out, p)
			return nil
		})
	})
	return out, err
}
