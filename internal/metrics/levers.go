package metrics

import "math"

// Lever says how far a pillar is from changing the unit's level, the others
// staying as they are. Nil: it cannot, within 0…100.
type Lever struct {
	Pillar string
	Raise  *float64 // smallest score that lifts the level
	Fall   *float64 // largest score at which the level is lower
}

const leverStep = 0.1 // points

// Levers tells, for each assessed pillar, what would lift the level and what
// would lower it. Gates are left as they are.
func (m *Maturity) Levers() []Lever {
	level := m.levelWith("", 0)
	var out []Lever
	for _, p := range m.Pillars {
		if p.Score == nil || m.Level == 0 {
			continue
		}
		l := Lever{Pillar: p.ID}
		for s := math.Ceil(*p.Score/leverStep) * leverStep; s <= 100+1e-9; s += leverStep {
			if m.levelWith(p.ID, math.Min(100, s)) > level {
				v := math.Min(100, math.Round(s*10)/10)
				l.Raise = &v
				break
			}
		}
		for s := math.Floor(*p.Score/leverStep) * leverStep; s >= -1e-9; s -= leverStep {
			if m.levelWith(p.ID, math.Max(0, s)) < level {
				v := math.Max(0, math.Round(s*10)/10)
				l.Fall = &v
				break
			}
		}
		out = append(out, l)
	}
	return out
}

// levelWith is the level if one pillar had another score.
func (m *Maturity) levelWith(pillar string, score float64) int {
	var scores []float64
	for _, p := range m.Pillars {
		switch {
		case p.Score == nil:
		case p.ID == pillar:
			scores = append(scores, score)
		default:
			scores = append(scores, *p.Score)
		}
	}
	level := OverallLevel(scores)
	for _, c := range m.Caps {
		level = min(level, c.Level)
	}
	return level
}

// EqualWeights is the level if all criteria of a pillar weighed the same: what
// the choice of weights is worth.
func (m *Maturity) EqualWeights() int {
	other := Maturity{Caps: m.Caps}
	for _, p := range m.Pillars {
		q := Pillar{ID: p.ID}
		sum, n := 0.0, 0.0
		for _, c := range p.Criteria {
			if c.Score != nil {
				sum, n = sum+*c.Score, n+1
			}
		}
		if p.Score != nil && n > 0 {
			score := sum / n
			q.Score = &score
		}
		other.Pillars = append(other.Pillars, q)
	}
	return other.levelWith("", 0)
}

// Sensitivity says what the choice of weights is worth: the lowest and highest
// level when any one criterion weighs twice as much or half, and the criteria
// that move it.
type Sensitivity struct {
	Equal int      `json:"level_with_equal_weights"`
	Low   int      `json:"lowest_level"`
	High  int      `json:"highest_level"`
	Moved []string `json:"criteria_that_move_it"`
}

// Weights tries other weights.
func (m *Maturity) Weights() Sensitivity {
	s := Sensitivity{Equal: m.EqualWeights(), Low: m.Level, High: m.Level, Moved: []string{}}
	if m.Level == 0 {
		return s
	}
	for _, p := range m.Pillars {
		if p.Score == nil {
			continue
		}
		for _, c := range p.Criteria {
			if c.Score == nil {
				continue
			}
			moved := false
			for _, by := range []float64{0.5, 2} {
				sum, weight := 0.0, 0.0
				for _, o := range p.Criteria {
					w := o.Weight
					if o.ID == c.ID {
						w *= by
					}
					if o.Score != nil {
						sum, weight = sum+w*(*o.Score), weight+w
					}
				}
				level := m.levelWith(p.ID, sum/weight)
				s.Low, s.High, moved = min(s.Low, level), max(s.High, level), moved || level != m.Level
			}
			if moved {
				s.Moved = append(s.Moved, c.ID)
			}
		}
	}
	return s
}
