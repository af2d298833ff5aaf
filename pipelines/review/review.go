// Package review carries the machine's work to people and their decisions back:
// a workbook with themes and submissions, in which a reviewer names, merges,
// splits, locks, ignores and corrects. Decisions are kept as history, never
// overwritten, and survive every re-run. What a decision does to themes is
// package themes' business; this one reads, checks and stores.
package review

import (
	"context"
	_ "embed"
	"time"

	"github.com/musharaka/musharaka/internal/nlp/themes"
	"github.com/musharaka/musharaka/internal/store"
)

// Subjects and fields of the reviews table.
const (
	subjectTheme      = "theme"
	subjectSubmission = "submission"
)

//go:embed sql/current.sql
var currentSQL string

// decision is one row of the history that holds now.
type decision struct {
	subject, id, field, value, reviewer string
	at                                  time.Time
}

// key finds a decision.
type key struct{ subject, id, field string }

// current reads the decisions that hold: the newest of each key, withdrawn
// ones left out. Oldest first, so that the newest wins where two touch.
func current(ctx context.Context, db *store.DB) ([]decision, error) {
	rows, err := db.Query(ctx, currentSQL)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []decision
	for rows.Next() {
		var d decision
		if err := rows.Scan(&d.subject, &d.id, &d.field, &d.value, &d.reviewer, &d.at); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, rows.Err()
}

// Decisions are the editors' decisions about themes, for themes.Options.
func Decisions(ctx context.Context, db *store.DB) ([]themes.Decision, error) {
	list, err := current(ctx, db)
	if err != nil {
		return nil, err
	}
	var out []themes.Decision
	for _, d := range list {
		t := themes.Decision{Theme: d.id, Reviewer: d.reviewer, At: d.at.UTC().Format(time.RFC3339)}
		switch {
		case d.subject == subjectSubmission && d.field == "theme":
			t.Kind, t.Submission, t.Theme = themes.DecideMove, d.id, d.value
		case d.subject != subjectTheme:
			continue
		case d.field == "label_ar":
			t.Kind, t.LabelAR = themes.DecideName, d.value
		case d.field == "label_en":
			t.Kind, t.LabelEN = themes.DecideName, d.value
		case d.field == "merge_into":
			t.Kind, t.Into = themes.DecideMerge, d.value
		case d.field == "split":
			t.Kind = themes.DecideSplit
		case d.field == "lock":
			t.Kind = themes.DecideLock
		case d.field == "ignore":
			t.Kind = themes.DecideIgnore
		default:
			continue
		}
		out = append(out, t)
	}
	return out, nil
}

// Share says how much of the current work people have looked at.
type Share struct {
	Themes, ThemesReviewed           int
	Submissions, SubmissionsReviewed int
}

//go:embed sql/share.sql
var shareSQL string

// Reviewed counts what people decided about, of what there is.
func Reviewed(ctx context.Context, db *store.DB) (s Share, err error) {
	err = db.QueryRow(ctx, shareSQL).Scan(&s.Themes, &s.ThemesReviewed, &s.Submissions, &s.SubmissionsReviewed)
	return s, err
}
