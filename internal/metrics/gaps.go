package metrics

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
)

// Gap is a criterion of the latest assessment below its target.
type Gap struct {
	Unit       string   `json:"unit_id"`
	Criterion  string   `json:"criterion"`
	Score      float64  `json:"score"`
	Target     float64  `json:"target"`
	Importance *float64 `json:"importance"`
	Investment *float64 `json:"investment"` // bands 1 to 5, or thousands of OMR: one of the two in a unit's list
	Priority   *float64 `json:"priority"`   // nil: needs costing, unranked
}

// Size is how many points the criterion is below its target.
func (g *Gap) Size() float64 { return g.Target - g.Score }

// Gaps lists the gaps of the latest assessment, ranked by importance × gap ÷
// investment; equal ones by gap, importance and id. What needs costing comes
// last and has no priority. Values in req.Assume move the scores of their
// criteria by as much as they move the computed score.
func Gaps(ctx context.Context, db *store.DB, req Request) (_ []Gap, err error) {
	defer wrap(&err, "metrics.Gaps")
	var moved map[string]map[string]float64
	if len(req.Assume) > 0 {
		if moved, err = moves(ctx, db, req); err != nil {
			return nil, err
		}
	}
	req.Assume, req.KPIs = nil, []string{"M2"}
	r, err := newRun(req)
	if err != nil {
		return nil, err
	}
	var out []Gap
	err = db.InSnapshot(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := r.prepare(ctx, tx); err != nil {
			return err
		}
		return each(ctx, tx, gapsSQL, func(scan func(...any) error) error {
			var g Gap
			if err := scan(&g.Unit, &g.Criterion, &g.Score, &g.Target, &g.Importance, &g.Investment); err != nil {
				return err
			}
			g.Score = math.Max(0, math.Min(100, g.Score+moved[g.Unit][g.Criterion]))
			if g.Score < g.Target {
				g.rank()
				out = append(out, g)
			}
			return nil
		})
	})
	slices.SortStableFunc(out, compareGaps)
	return out, err
}

const gapsSQL = `SELECT a.unit_id, a.criterion, a.score, a.target, a.importance::DOUBLE, a.investment FROM known_assessments a JOIN request_units USING (unit_id)
JOIN (SELECT unit_id, max(assessed_on) AS assessed_on FROM known_assessments GROUP BY 1) USING (unit_id, assessed_on) WHERE a.score IS NOT NULL ORDER BY ALL`

func (g *Gap) rank() {
	if g.Importance != nil && g.Investment != nil && *g.Investment > 0 {
		p := *g.Importance * g.Size() / 100 / *g.Investment
		g.Priority = &p
	}
}

func compareGaps(a, b Gap) int {
	value := func(p *float64) float64 {
		if p == nil {
			return math.Inf(-1)
		}
		return *p
	}
	return cmp.Or(strings.Compare(a.Unit, b.Unit), cmp.Compare(value(b.Priority), value(a.Priority)), cmp.Compare(b.Size(), a.Size()),
		cmp.Compare(value(b.Importance), value(a.Importance)), strings.Compare(a.Criterion, b.Criterion))
}

// moves is by how much the assumed values move each criterion's score.
func moves(ctx context.Context, db *store.DB, req Request) (map[string]map[string]float64, error) {
	after, err := Assess(ctx, db, req)
	if err != nil {
		return nil, err
	}
	req.Assume = nil
	before, err := Assess(ctx, db, req)
	if err != nil {
		return nil, err
	}
	out := map[string]map[string]float64{}
	for i := range after {
		out[after[i].Unit] = map[string]float64{}
		for j := range after[i].Pillars {
			for k, c := range after[i].Pillars[j].Criteria {
				if was := before[i].Pillars[j].Criteria[k]; c.Score != nil && was.Score != nil {
					out[after[i].Unit][c.ID] = *c.Score - *was.Score
				}
			}
		}
	}
	return out, nil
}

// PlannedAction is a proposal: a person approves it, nothing is adopted by itself.
type PlannedAction struct {
	Gap      Gap       `json:"gap"`
	Title    i18n.Text `json:"title"`
	Owner    string    `json:"owner"` // one of the seven parties
	Evidence i18n.Text `json:"evidence"`
	Band     int       `json:"band"` // effort 1…5
	DueOn    Date      `json:"due_on"`
	Expected float64   `json:"expected_score"`
}

// Plan is a proposal within a budget, in the unit of the gaps' investment.
type Plan struct {
	Actions      []PlannedAction `json:"actions"`
	Spent        float64         `json:"spent"`
	Unfunded     []Gap           `json:"unfunded"`      // importance 5 and left out: «واجب غير ممول»
	NeedsCosting []Gap           `json:"needs_costing"` // «تحتاج إلى تقدير الكلفة»
}

var bandDays = []int{30, 60, 90, 180, 365}

// MakePlan takes gaps in their order of priority as long as the budget holds;
// what does not fit is passed over, and said where it matters most.
func MakePlan(gaps []Gap, budget float64, asOf time.Time) Plan {
	var p Plan
	for _, g := range gaps {
		switch {
		case g.Priority == nil:
			p.NeedsCosting = append(p.NeedsCosting, g)
		case p.Spent+*g.Investment <= budget:
			p.Spent += *g.Investment
			p.Actions = append(p.Actions, action(g, asOf))
		case *g.Importance >= 5:
			p.Unfunded = append(p.Unfunded, g)
		}
	}
	return p
}

func action(g Gap, asOf time.Time) PlannedAction {
	band := band(*g.Investment)
	a := PlannedAction{Gap: g, Band: band, DueOn: Date{asOf.AddDate(0, 0, bandDays[band-1])}, Expected: g.Target, Owner: "specialised",
		Title: i18n.Text{AR: "رفع «" + g.Criterion + "» إلى المستهدف", EN: "Raise “" + g.Criterion + "” to its target"}}
	if _, def := FindRow(g.Criterion); def != nil {
		a.Title = i18n.Text{AR: "رفع «" + def.Name.AR + "» إلى المستهدف", EN: "Raise “" + def.Name.EN + "” to its target"}
		a.Evidence = i18n.Text{AR: "صف " + g.Criterion + " بلغ المستهدف: " + def.Formula.AR, EN: "row " + g.Criterion + " at its target: " + def.Formula.EN}
	}
	a.Owner = ownerOfPillar(g.Criterion)
	return a
}

// band is the effort of an investment: itself where it is given in bands.
func band(investment float64) int { return max(1, min(5, int(math.Ceil(investment)))) }

func ownerOfPillar(criterion string) string {
	d, _ := FindRow("M1")
	if d == nil {
		return "specialised"
	}
	for i := range d.Rows {
		for _, c := range d.Rows[i].Criteria {
			if c.ID != criterion {
				continue
			}
			switch strings.TrimPrefix(d.Rows[i].ID, "M1.") {
			case "p1", "p7":
				return "top_management"
			case "p3", "p4":
				return "hr"
			case "p5":
				return "media"
			case "p6":
				return "it"
			}
		}
	}
	return "specialised"
}
