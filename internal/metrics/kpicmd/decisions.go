package kpicmd

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/store"
)

// Practices writes the activities that the rule nominates as best practices,
// those confirmed, and what the others lack.
func Practices(ctx context.Context, w io.Writer, db *store.DB, o Options) error {
	req, err := o.request()
	if err != nil {
		return err
	}
	list, err := metrics.Practices(ctx, db, req)
	if err != nil {
		return err
	}
	if o.JSON {
		return writeJSON(w, append([]metrics.Practice{}, list...))
	}
	rows := [][]string{{o.text("الوحدة", "unit"), o.text("النشاط", "activity"), o.text("المشاركون", "people"), o.text("الخطوات", "checks"), o.text("المستخدمة/المستلمة", "used/received"),
		o.text("الحد الأدنى مقابل المعدل", "lower bound, pooled"), o.text("الحكم", "verdict")}}
	for i := range list {
		p := &list[i]
		verdict := o.text("مرشّح لممارسة فضلى؛ يعتمده شخص في سجل best_practices ويكتب السبب", "candidate; a person confirms it in the register best_practices and says why")
		if !p.Candidate {
			var lacks []string
			for _, l := range p.Lacks {
				lacks = append(lacks, l.In(o.Lang))
			}
			verdict = strings.Join(lacks, "; ")
		}
		if p.ConfirmedBy != nil {
			verdict = fmt.Sprintf("%s %s %s · %s", o.text("اعتمده", "confirmed by"), *p.ConfirmedBy, p.ConfirmedOn, verdict)
		}
		rows = append(rows, []string{p.Unit, strings.TrimSpace(p.Activity + " " + p.Title), strconv.FormatInt(p.Participants, 10), strconv.FormatInt(p.Checks, 10) + "/11",
			fmt.Sprintf("%d/%d", p.Used, p.Received), metrics.FormatValue(p.Lower, "share", o.Lang) + " · " + metrics.FormatValue(p.Pooled, "share", o.Lang), verdict})
	}
	return table(w, rows)
}

// PlanOrder says what to do with the proposed plan.
type PlanOrder struct {
	Budget          float64 // in the unit of the gaps' investment
	Approve, Reject []string
	By, Note        string
	Now             time.Time
}

// planned is a unit's plan as JSON.
type planned struct {
	Unit      string             `json:"unit_id"`
	Plan      metrics.Plan       `json:"plan"`
	Approvals []metrics.Approval `json:"approvals"`
	LastYear  []metrics.Progress `json:"last_year"`
}

// Plan proposes an action plan for each unit, stores what a person approves or
// rejects of it, and measures last year's actions.
func Plan(ctx context.Context, w io.Writer, db *store.DB, order PlanOrder, o Options) error {
	req, err := o.request()
	if err != nil {
		return err
	}
	req.By = nil
	gaps, err := metrics.Gaps(ctx, db, req)
	if err != nil {
		return err
	}
	last, err := metrics.LastYear(ctx, db, req)
	if err != nil {
		return err
	}
	var units []string
	for _, g := range gaps {
		if !slices.Contains(units, g.Unit) {
			units = append(units, g.Unit)
		}
	}
	plans := make([]metrics.Plan, len(units))
	for i, u := range units {
		plans[i] = metrics.MakePlan(gapsOf(gaps, u), order.Budget, o.AsOf)
	}
	if err := decide(ctx, db, plans, order); err != nil {
		return err
	}
	approvals, err := metrics.Approvals(ctx, db)
	if err != nil {
		return err
	}
	out := make([]planned, 0, len(units))
	for i, u := range units {
		x := planned{Unit: u, Plan: plans[i], Approvals: []metrics.Approval{}, LastYear: []metrics.Progress{}}
		for _, a := range approvals {
			if a.Unit == u {
				x.Approvals = append(x.Approvals, a)
			}
		}
		for _, p := range last {
			if p.Unit == u {
				x.LastYear = append(x.LastYear, p)
			}
		}
		out = append(out, x)
	}
	if o.JSON {
		return writeJSON(w, out)
	}
	for i := range out {
		if err := o.planOf(w, &out[i]); err != nil {
			return err
		}
	}
	return nil
}

// decide stores what a person approved or rejected, or nothing: an action that
// the plan does not propose cannot be either, and none can be both.
func decide(ctx context.Context, db *store.DB, plans []metrics.Plan, order PlanOrder) error {
	approved, err := chosen(plans, order.Approve)
	if err != nil {
		return err
	}
	rejected, err := chosen(plans, order.Reject)
	if err != nil {
		return err
	}
	for i := range rejected {
		id := rejected[i].ActionID()
		if slices.ContainsFunc(approved, func(a metrics.PlannedAction) bool { return a.ActionID() == id }) {
			return &metrics.RequestError{Err: i18n.Errorf(i18n.Text{AR: "لا يُعتمد العمل %q ويُرفض معاً", EN: "the action %q cannot be approved and rejected at once"}, id)}
		}
	}
	if len(approved) > 0 {
		if err := metrics.Approve(ctx, db, approved, "approved", order.By, order.Note, order.Now); err != nil {
			return err
		}
	}
	if len(rejected) > 0 {
		return metrics.Approve(ctx, db, rejected, "rejected", order.By, order.Note, order.Now)
	}
	return nil
}

// chosen are the actions of the plans that ids name, each once: by their own id
// or by their criterion.
func chosen(plans []metrics.Plan, ids []string) ([]metrics.PlannedAction, error) {
	var out []metrics.PlannedAction
	have := map[string]bool{}
	for _, id := range ids {
		found := false
		for _, p := range plans {
			for _, a := range p.Actions {
				own := a.ActionID()
				if own != id && a.Gap.Criterion != id {
					continue
				}
				if found = true; !have[own] {
					have[own] = true
					out = append(out, a)
				}
			}
		}
		if !found {
			return nil, &metrics.RequestError{Err: i18n.Errorf(i18n.Text{AR: "الخطة المقترحة لا تتضمن %q؛ تُذكر الأعمال برموزها كما تسردها analyze kpi plan", EN: "the proposed plan has no action %q; name actions as analyze kpi plan lists them"}, id)}
		}
	}
	return out, nil
}

func (o Options) planOf(w io.Writer, x *planned) error {
	fmt.Fprintf(w, "%s: %s (%s)\n", x.Unit, o.text("خطة مقترحة، لا يُعتمد منها شيء من تلقاء نفسه", "proposed plan, nothing in it is adopted by itself"), metrics.FormatCount(x.Plan.Spent))
	rows := [][]string{{o.text("العمل", "action"), o.text("الموعد", "due"), o.text("المسؤول", "owner"), o.text("الكلفة", "cost"), o.text("الأولوية", "priority"), o.text("ماذا", "what"), o.text("القرار", "decision")}}
	for i := range x.Plan.Actions {
		a := &x.Plan.Actions[i]
		decision := o.text("لم يُقرر", "not decided")
		for _, p := range x.Approvals {
			if p.Action == a.ActionID() {
				decision = fmt.Sprintf("%s %s %s", o.decision(p.Decision), p.By, p.At.Format(time.DateOnly))
			}
		}
		rows = append(rows, []string{a.ActionID(), a.DueOn.String(), o.party(a.Owner), metrics.FormatCount(*a.Gap.Investment), metrics.FormatCount(*a.Gap.Priority), a.Title.In(o.Lang), decision})
	}
	if err := table(w, rows); err != nil {
		return err
	}
	for _, g := range x.Plan.Unfunded {
		fmt.Fprintf(w, "  %s: %s\n", o.text("واجب غير ممول", "important and unfunded"), g.Criterion)
	}
	for _, g := range x.Plan.NeedsCosting {
		fmt.Fprintf(w, "  %s: %s\n", o.text("تحتاج إلى تقدير الكلفة", "needs costing"), g.Criterion)
	}
	if len(x.LastYear) == 0 {
		_, err := fmt.Fprintln(w)
		return err
	}
	fmt.Fprintf(w, "  %s\n", o.text("أعمال السنة الماضية", "last year's actions"))
	rows = [][]string{{"  " + o.text("العمل", "action"), o.text("المعيار", "criterion"), o.text("الموعد", "due"), o.text("أُنجز", "done"), o.text("الحال", "state"), o.text("الدرجة قبل وبعد", "score before, after")}}
	for _, p := range x.LastYear {
		done := "–"
		if p.DoneOn != nil {
			done = p.DoneOn.String()
		}
		rows = append(rows, []string{"  " + p.Action, p.Criterion, p.DueOn.String(), done, o.progress(p.State), points(p.Before) + " → " + points(p.After)})
	}
	if err := table(w, rows); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w)
	return err
}

func (o Options) decision(d string) string {
	if d == "approved" {
		return o.text("اعتمده", "approved by")
	}
	return o.text("رفضه", "rejected by")
}

func (o Options) progress(state string) string {
	switch state {
	case "done":
		return o.text("أُنجز في موعده", "done in time")
	case "late":
		return o.text("أُنجز متأخراً", "done late")
	case "overdue":
		return o.text("متأخر", "overdue")
	}
	return o.text("لم يحل موعده", "not due yet")
}

// party names who owns an action: one of the seven parties that a team works with.
func (o Options) party(code string) string {
	switch code {
	case "top_management":
		return o.text("الإدارة العليا", "top management")
	case "hr":
		return o.text("الموارد البشرية", "human resources")
	case "media":
		return o.text("الإعلام", "media")
	case "it":
		return o.text("تقنية المعلومات", "information technology")
	case "specialised":
		return o.text("الدوائر المتخصصة", "specialised departments")
	}
	return code
}
