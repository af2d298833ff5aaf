package kpicmd_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/kpicmd"
	"github.com/musharaka/musharaka/internal/store"
)

func exec(t *testing.T, db *store.DB, statements ...string) {
	t.Helper()
	if err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for _, s := range statements {
			if _, err := tx.Exec(ctx, s); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// A plan is proposed; a person approves with name and date; nothing else
// changes, and last year's actions are measured.
func TestPlanIsApprovedByAPerson(t *testing.T) {
	db := filled(t, "X1")
	var unit string
	if err := db.QueryRow(t.Context(), "SELECT min(unit_id) FROM units").Scan(&unit); err != nil {
		t.Fatal(err)
	}
	exec(t, db, "DELETE FROM assessments", "DELETE FROM actions",
		"INSERT INTO assessments VALUES ('"+unit+"', '2024-06-01', 'O4', 'a', 40, 100, 5, 3), ('"+unit+"', '2024-06-01', 'O5', 'a', 75, 100, 5, 1), ('"+unit+"', '2023-06-01', 'O5', 'a', 50, 100, 5, 1)",
		"INSERT INTO actions(action_id, unit_id, criterion, owner, due_on, done_on) VALUES ('a1', '"+unit+"', 'O5', 'it', '2023-12-01', '2023-12-20'), ('a2', '"+unit+"', 'O4', 'it', '2023-12-01', NULL)")
	o := kpicmd.Options{AsOf: metrics.Day(2025, 1, 1), Lang: i18n.EN, JSON: true}
	plan := func(order kpicmd.PlanOrder) (out []struct {
		Plan      metrics.Plan
		Approvals []metrics.Approval
		LastYear  []metrics.Progress `json:"last_year"`
	}) {
		t.Helper()
		order.Now = time.Date(2025, 1, 2, 8, 0, 0, 0, time.UTC)
		order.Budget = 1.5
		var b bytes.Buffer
		if err := kpicmd.Plan(t.Context(), &b, db, order, o); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b.Bytes(), &out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	before := plan(kpicmd.PlanOrder{})
	if len(before) != 1 || len(before[0].Approvals) > 0 || len(before[0].Plan.Actions) != 1 || before[0].Plan.Actions[0].Gap.Criterion != "O5" || len(before[0].Plan.Unfunded) != 1 {
		t.Fatalf("%+v", before)
	}
	if err := kpicmd.Plan(t.Context(), &bytes.Buffer{}, db, kpicmd.PlanOrder{Budget: 1.5, Approve: []string{"O4"}, By: "x"}, o); err == nil {
		t.Error("an action beyond the budget was approved")
	}
	if err := kpicmd.Plan(t.Context(), &bytes.Buffer{}, db, kpicmd.PlanOrder{Budget: 1.5, Approve: []string{"O5"}}, o); err == nil {
		t.Error("an action was approved by nobody")
	}
	for _, order := range []kpicmd.PlanOrder{{Approve: []string{"O5"}, Reject: []string{"O4"}}, {Approve: []string{"O5"}, Reject: []string{before[0].Plan.Actions[0].ActionID()}}} {
		order.Budget, order.By = 1.5, "x"
		if err := kpicmd.Plan(t.Context(), &bytes.Buffer{}, db, order, o); err == nil {
			t.Errorf("%+v was taken", order)
		}
	}
	if refused := plan(kpicmd.PlanOrder{}); len(refused[0].Approvals) > 0 {
		t.Errorf("a refused order left %+v", refused[0].Approvals)
	}
	after := plan(kpicmd.PlanOrder{Approve: []string{"O5", before[0].Plan.Actions[0].ActionID()}, By: "مديرة التخطيط", Note: "مجلس 3"})
	if a := after[0].Approvals; len(a) != 1 || a[0].By != "مديرة التخطيط" || a[0].At.Format("2006-01-02") != "2025-01-02" || a[0].Decision != "approved" {
		t.Errorf("%+v", a)
	}
	last := after[0].LastYear
	if len(last) != 2 {
		t.Fatalf("last year's actions: %+v", last)
	}
	for _, p := range last {
		if p.Action == "a1" && (p.State != "late" || *p.Before != 50 || *p.After != 75) || p.Action == "a2" && p.State != "overdue" {
			t.Errorf("%+v", p)
		}
	}
	o.JSON = false
	var b bytes.Buffer
	if err := kpicmd.Plan(t.Context(), &b, db, kpicmd.PlanOrder{Budget: 1.5}, o); err != nil || !strings.Contains(b.String(), "approved by مديرة التخطيط 2025-01-02") {
		t.Errorf("%v\n%s", err, b.String())
	}
}

func TestPracticesAreNominatedByRule(t *testing.T) {
	db := filled(t, "U1")
	var b bytes.Buffer
	if err := kpicmd.Practices(t.Context(), &b, db, kpicmd.Options{AsOf: metrics.Day(2025, 1, 1), Lang: i18n.AR}); err != nil || strings.Contains(b.String(), "مرشّح") {
		t.Errorf("%v: three participants make no practice\n%s", err, b.String())
	}
	exec(t, db,
		"INSERT INTO evidence(evidence_id, uri, dated_on) VALUES ('e-bp', 'https://x.example', '2024-03-01')",
		"INSERT INTO participations(participation_id, activity_id, head_count, participated_at) SELECT 'bp' || i, 'A1', 1, '2024-02-10' FROM range(40) r(i)",
		"DELETE FROM activity_checks WHERE activity_id = 'A1'",
		"INSERT INTO activity_checks SELECT 'A1', unnest(enum_range(NULL::phase_check)), 'e-bp'",
		"UPDATE outcomes SET status = 'adopted', decided_at = '2024-03-15', reason = 'r', linked_type = 'service', linked_id = 'SRV', response_published_at = '2024-03-20' WHERE submission_id IN (SELECT submission_id FROM submissions WHERE activity_id = 'A1')",
		"INSERT INTO submissions(submission_id, unit_id, activity_id, received_at) SELECT 'n' || i, (SELECT min(unit_id) FROM units), 'A2', '2024-04-25' FROM range(40) r(i)")
	list, err := metrics.Practices(t.Context(), db, metrics.Request{AsOf: metrics.Day(2025, 1, 1)})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		if p.Candidate != (p.Activity == "A1") {
			t.Errorf("%+v", p)
		}
	}
}
