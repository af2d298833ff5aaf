package metrics

import (
	"math"
	"slices"
)

// criterion scores an indicator 0…100 for maturity: ratios against the
// catalogue's target, yes or no as all or nothing, and the exceptions below.
// An indicator without a number is not scored.
func (r *run) criterion(c Criterion, unit string, pid int, f gateFacts) CriterionScore {
	out := CriterionScore{ID: c.ID, Weight: c.Weight, Status: NotComputable}
	row := r.main(c.ID, unit, pid)
	if row == nil {
		return out
	}
	out.Status, out.Reasons = row.Status, row.Reasons
	if c.ID == "D2" && row.Status == Undefined { // documents, and no information document among them
		zero := 0.0
		out.Score, out.Status, out.Reasons = &zero, OK, nil
		return out
	}
	if row.Value == nil {
		return out
	}
	score, ok := r.score(c.ID, *row.Value, unit, pid, f)
	if ok {
		out.Score = &score
	} else {
		out.Status = NotComputable
	}
	return out
}

func (r *run) score(id string, value float64, unit string, pid int, f gateFacts) (float64, bool) {
	_, def := FindRow(id, r.req.Extra...)
	switch id {
	case "D2":
		return f.infoState, true
	case "M0":
		return yes(value <= target(def, 12)), true
	case "M4":
		return yes(value >= 1), true
	case "M6", "L4":
		return yes(value > 0), true
	case "D3":
		published := r.main("D3.published", unit, pid)
		if published == nil || published.Value == nil {
			return 0, false
		}
		if *published.Value == 0 {
			return 0, true
		}
	case "L1":
		return r.levelsPresent(unit, pid)
	case "B3":
		return bandScore(value, *def.Target.Value, *def.Target.Max), true
	}
	return 100 * math.Min(1, math.Max(0, value/target(def, 1))), true
}

func (r *run) levelsPresent(unit string, pid int) (float64, bool) {
	present := 0.0
	for _, id := range []string{"L1.info", "L1.consult", "L1.decision"} {
		row := r.main(id, unit, pid)
		if row == nil || row.Value == nil {
			return 0, false
		}
		if *row.Value > 0 {
			present++
		}
	}
	return 100 * present / 3, true
}

func yes(b bool) float64 {
	if b {
		return 100
	}
	return 0
}

// bandScore is 100 inside [low, high], and falls by the distance outside.
func bandScore(v, low, high float64) float64 {
	distance := math.Max(0, math.Max(low-v, v-high))
	return 100 * math.Max(0, 1-distance)
}

func target(def *RowDef, fallback float64) float64 {
	if def == nil || def.Target == nil || def.Target.Value == nil || *def.Target.Value == 0 {
		return fallback
	}
	return *def.Target.Value
}

// CriterionIDs lists the indicators that feed the maturity level, in order.
func CriterionIDs() []string {
	var out []string
	d, _ := FindRow("M1")
	if d == nil {
		return nil
	}
	for i := range d.Rows {
		for _, c := range d.Rows[i].Criteria {
			if !slices.Contains(out, c.ID) {
				out = append(out, c.ID)
			}
		}
	}
	return out
}
