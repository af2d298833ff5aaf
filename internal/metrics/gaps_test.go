package metrics_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/cases"
)

func f(v float64) *float64 { return &v }

var gapCase = cases.Case{Fixture: "X1", Unit: "Z1", Tables: map[string]string{
	"assessments": "assessed_on,criterion,score,target,importance,investment\n2024-06-01,O4,40,100,5,3\n2024-06-01,O5,75,100,5,1\n2024-06-01,K1,20,100,3,4\n2024-06-01,P3,10,100,5,"}}

func TestGapsAreRanked(t *testing.T) {
	db := filled(t, &gapCase)
	req := metrics.Request{AsOf: metrics.Day(2025, 1, 1)}
	gaps, err := metrics.Gaps(t.Context(), db, req)
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, g := range gaps {
		order = append(order, g.Criterion)
	}
	if diff := cmp.Diff([]string{"O5", "O4", "K1", "P3"}, order); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	if *gaps[0].Priority != 1.25 || *gaps[1].Priority != 1 || gaps[3].Priority != nil {
		t.Errorf("priorities: %+v", gaps)
	}
}

func TestWhatIfOfPresentValuesChangesNothing(t *testing.T) {
	db := filled(t, &gapCase)
	req := metrics.Request{AsOf: metrics.Day(2025, 1, 1)}
	rows, err := metrics.Compute(t.Context(), db, req)
	if err != nil {
		t.Fatal(err)
	}
	assume := map[string]float64{}
	for _, r := range rows {
		if r.Value != nil && r.Status == metrics.OK {
			assume[r.KPI] = *r.Value
		}
	}
	before, err := metrics.Assess(t.Context(), db, req)
	if err != nil {
		t.Fatal(err)
	}
	gapsBefore, _ := metrics.Gaps(t.Context(), db, req)
	req.Assume = assume
	after, err := metrics.Assess(t.Context(), db, req)
	if err != nil {
		t.Fatal(err)
	}
	gapsAfter, _ := metrics.Gaps(t.Context(), db, req)
	if before[0].Level != after[0].Level || before[0].Mean != after[0].Mean {
		t.Errorf("level %d (%v), then %d (%v)", before[0].Level, before[0].Mean, after[0].Level, after[0].Mean)
	}
	if diff := cmp.Diff(gapsBefore, gapsAfter); diff != "" {
		t.Errorf("gaps (-before +after):\n%s", diff)
	}
}

func TestWhatIfMovesGapAndPillar(t *testing.T) {
	db := filled(t, &gapCase)
	req := metrics.Request{AsOf: metrics.Day(2025, 1, 1), Assume: map[string]float64{"O4": 1}}
	after, err := metrics.Assess(t.Context(), db, req)
	if err != nil {
		t.Fatal(err)
	}
	if p := after[0].Pillars[4]; p.ID != "p5" || *p.Score < 72.2 || *p.Score > 72.3 { // (66.7 + 100 + 50) / 3
		t.Errorf("pillar 5: %+v", p)
	}
	gaps, err := metrics.Gaps(t.Context(), db, req)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(gaps, func(g metrics.Gap) bool { return g.Criterion == "O4" })
	if i < 0 || gaps[i].Score != 90 { // 40, and the 50 points that the assumption adds
		t.Errorf("gaps: %+v", gaps)
	}
}

func TestPlanNeverExceedsItsBudget(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 500 {
		var gaps []metrics.Gap
		for range rng.IntN(12) {
			g := metrics.Gap{Criterion: "O1", Target: 100, Score: float64(rng.IntN(100)), Importance: f(float64(1 + rng.IntN(5)))}
			if rng.IntN(4) > 0 {
				g.Investment, g.Priority = f(1+4*rng.Float64()), f(rng.Float64())
			}
			gaps = append(gaps, g)
		}
		budget := 12 * rng.Float64()
		p := metrics.MakePlan(gaps, budget, metrics.Day(2025, 1, 1))
		sum := 0.0
		for _, a := range p.Actions {
			sum += *a.Gap.Investment
		}
		if sum > budget+1e-9 || sum != p.Spent {
			t.Fatalf("spent %v (%v) of %v", sum, p.Spent, budget)
		}
		for _, g := range gaps {
			if *g.Importance == 5 && g.Priority != nil && !slices.ContainsFunc(p.Actions, func(a metrics.PlannedAction) bool { return a.Gap == g }) &&
				!slices.Contains(p.Unfunded, g) {
				t.Fatalf("important, unfunded and not said: %+v", g)
			}
		}
	}
}
