package kpicmd

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/store"
)

// ParseAssumptions reads ROW=VALUE pairs; a value may be a percentage.
func ParseAssumptions(pairs []string, extra ...*metrics.Definition) (map[string]float64, error) {
	out := map[string]float64{}
	for _, p := range pairs {
		id, text, ok := strings.Cut(p, "=")
		id = strings.TrimSpace(id)
		number, percent := strings.CutSuffix(strings.TrimSpace(text), "%")
		v, err := strconv.ParseFloat(number, 64)
		if _, def := metrics.FindRow(id, extra...); !ok || err != nil || def == nil {
			return nil, &metrics.RequestError{Err: i18n.Errorf(i18n.Text{AR: "الافتراض %q غير مفهوم؛ يُكتب مثل O1=1 أو G4=0.6 برمز من analyze kpi list", EN: "the assumption %q cannot be read; write it like O1=1 or G4=0.6, with an id of analyze kpi list"}, p)}
		}
		if percent {
			v /= 100
		}
		out[id] = v
	}
	return out, nil
}

// whatIf is the answer as JSON.
type whatIf struct {
	Unit       string              `json:"unit_id"`
	Assume     map[string]float64  `json:"assume"`
	Before     side                `json:"before"`
	After      side                `json:"after"`
	GapsBefore []metrics.Gap       `json:"gaps_before"`
	GapsAfter  []metrics.Gap       `json:"gaps_after"`
	Plan       *metrics.Plan       `json:"plan,omitempty"`
	Levers     []metrics.Lever     `json:"levers"`
	HeldBy     []i18n.Text         `json:"held_by"`
	Weights    metrics.Sensitivity `json:"weights"`
}

type side struct {
	Level        int                 `json:"level"`
	Status       metrics.Status      `json:"status"`
	Reasons      []string            `json:"reasons"`
	Mean         float64             `json:"mean"`
	EqualWeights int                 `json:"level_with_equal_weights"`
	Pillars      map[string]*float64 `json:"pillars"`
}

// WhatIf recomputes level, gaps and plan as if rows had other values. Nothing
// is written. budget is in the unit of the gaps' investment; 0 makes no plan.
func WhatIf(ctx context.Context, w io.Writer, db *store.DB, set []string, budget float64, o Options) error {
	assume, err := ParseAssumptions(set, o.Extra...)
	if err != nil {
		return err
	}
	req, err := o.request()
	if err != nil {
		return err
	}
	req.By = nil
	out, err := compareSides(ctx, db, req, assume, budget, o.AsOf)
	if err != nil {
		return err
	}
	if o.JSON {
		return writeJSON(w, out)
	}
	for i := range out {
		if err := o.whatIf(w, &out[i]); err != nil {
			return err
		}
	}
	return nil
}

func compareSides(ctx context.Context, db *store.DB, req metrics.Request, assume map[string]float64, budget float64, asOf time.Time) ([]whatIf, error) {
	before, err := metrics.Assess(ctx, db, req)
	if err != nil {
		return nil, err
	}
	gapsBefore, err := metrics.Gaps(ctx, db, req)
	if err != nil {
		return nil, err
	}
	req.Assume = assume
	after, err := metrics.Assess(ctx, db, req)
	if err != nil {
		return nil, err
	}
	gapsAfter, err := metrics.Gaps(ctx, db, req)
	if err != nil {
		return nil, err
	}
	var out []whatIf
	for i := range after {
		unit := after[i].Unit
		x := whatIf{Unit: unit, Assume: assume, Before: sideOf(&before[i]), After: sideOf(&after[i]), GapsBefore: gapsOf(gapsBefore, unit), GapsAfter: gapsOf(gapsAfter, unit),
			Levers: after[i].Levers(), HeldBy: []i18n.Text{}, Weights: after[i].Weights()}
		for _, c := range after[i].Caps {
			if c.Level <= after[i].Level {
				x.HeldBy = append(x.HeldBy, c.Why)
			}
		}
		if budget > 0 {
			plan := metrics.MakePlan(x.GapsAfter, budget, asOf)
			x.Plan = &plan
		}
		out = append(out, x)
	}
	return out, nil
}

func sideOf(m *metrics.Maturity) side {
	s := side{Level: m.Level, Status: m.Status, Reasons: m.Reasons, Mean: m.Mean, EqualWeights: m.EqualWeights(), Pillars: map[string]*float64{}}
	if s.Reasons == nil {
		s.Reasons = []string{}
	}
	for _, p := range m.Pillars {
		s.Pillars[p.ID] = p.Score
	}
	return s
}

func gapsOf(all []metrics.Gap, unit string) []metrics.Gap {
	out := []metrics.Gap{}
	for _, g := range all {
		if g.Unit == unit {
			out = append(out, g)
		}
	}
	return out
}

func (o Options) whatIf(w io.Writer, x *whatIf) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s %s → %s\n", x.Unit, o.text("مستوى النضج", "maturity level"), o.level(x.Before), o.level(x.After))
	for _, p := range slices.Sorted(maps.Keys(x.After.Pillars)) {
		fmt.Fprintf(&b, "  %s  %s → %s\n", p, points(x.Before.Pillars[p]), points(x.After.Pillars[p]))
	}
	for _, why := range x.HeldBy {
		fmt.Fprintf(&b, "  %s: %s\n", o.text("يحده", "held by"), why.In(o.Lang))
	}
	for _, l := range x.Levers {
		if l.Raise != nil {
			fmt.Fprintf(&b, "  %s: %s ≥ %.1f\n", o.text("يرفع المستوى", "would lift the level"), l.Pillar, *l.Raise)
		}
	}
	if w := x.Weights; x.After.Level > 0 {
		fmt.Fprintf(&b, "  %s: %d; %s: %d–%d (%s)\n", o.text("بأوزان متساوية", "with equal weights"), w.Equal,
			o.text("إذا ضوعف وزن معيار أو نُصّف", "with any weight doubled or halved"), w.Low, w.High, o.movers(w.Moved))
	}
	fmt.Fprintf(&b, "  %s: %d → %d\n", o.text("الفجوات", "gaps"), len(x.GapsBefore), len(x.GapsAfter))
	for _, g := range x.GapsAfter {
		priority := o.text("تحتاج إلى تقدير الكلفة", "needs costing")
		if g.Priority != nil {
			priority = metrics.FormatCount(*g.Priority)
		}
		fmt.Fprintf(&b, "    %-8s %5.1f / %5.1f  %s\n", g.Criterion, g.Score, g.Target, priority)
	}
	if x.Plan != nil {
		o.plan(&b, x.Plan)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (o Options) plan(b *strings.Builder, p *metrics.Plan) {
	fmt.Fprintf(b, "  %s (%s)\n", o.text("خطة مقترحة، يعتمدها شخص", "proposed plan, for a person to approve"), metrics.FormatCount(p.Spent))
	for _, a := range p.Actions {
		fmt.Fprintf(b, "    %s  %s  %s\n", a.DueOn, a.Owner, a.Title.In(o.Lang))
	}
	for _, g := range p.Unfunded {
		fmt.Fprintf(b, "    %s: %s\n", o.text("واجب غير ممول", "important and unfunded"), g.Criterion)
	}
}

func (o Options) level(s side) string {
	if s.Level == 0 {
		return metrics.LevelName(0).In(o.Lang)
	}
	return fmt.Sprintf("%d %s", s.Level, metrics.LevelName(s.Level).In(o.Lang))
}

func points(v *float64) string {
	if v == nil {
		return "–"
	}
	return fmt.Sprintf("%.1f", *v)
}

func (o Options) movers(ids []string) string {
	if len(ids) == 0 {
		return o.text("لا يغيّره أي وزن", "no weight moves it")
	}
	return strings.Join(ids, ", ")
}
