package metrics

import (
	"context"
	"math"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
)

// Maturity is a unit's level in one period with everything that it is made of.
// The model is ours: the guideline asks for a level and defines none.
type Maturity struct {
	Unit    string
	Period  string
	Level   int // 0: not assessed
	Mean    float64
	Pillars []Pillar
	Caps    []Cap // what holds the level down, beside the scores
	Status  Status
	Reasons []string
}

// Pillar is one of the seven parts of the guideline's section 6.4.
type Pillar struct {
	ID       string // p1 … p7
	Name     i18n.Text
	Score    *float64 // 0…100; nil: not assessed
	Coverage float64  // share of the weight that could be scored
	Criteria []CriterionScore
}

// CriterionScore is one indicator's share in a pillar.
type CriterionScore struct {
	ID      string
	Weight  float64
	Score   *float64 // 0…100; nil: not scored
	Status  Status
	Reasons []string
}

// Cap says that the level cannot be above Level, and why.
type Cap struct {
	Level int
	Why   i18n.Text
}

// levelFive are the results without which nobody leads.
var levelFive = []string{"G1", "G2", "G4"}

const (
	coverageNeeded  = 0.6 // of a pillar's weight
	pillarsNeeded   = 5
	gatedLevel      = 2
	transparentFrom = 0.6 // G4 for level 5
)

// LevelName is the project's name of a level.
func LevelName(level int) i18n.Text {
	names := []i18n.Text{{AR: "لم يُقيَّم", EN: "not assessed"}, {AR: "مبدئي", EN: "initial"}, {AR: "ناشئ", EN: "emerging"},
		{AR: "مُعرَّف", EN: "defined"}, {AR: "مُدار بالقياس", EN: "managed by measurement"}, {AR: "رائد", EN: "leading"}}
	if level < 0 || level >= len(names) {
		level = 0
	}
	return names[level]
}

// LevelOf is the level of a score of 0…100: one for each 20 points.
func LevelOf(score float64) int { return min(5, int(math.Floor(score/20+1e-9))+1) }

// OverallLevel joins the scores of the assessed pillars: the level of their
// mean, but at most one above the level of the lowest.
func OverallLevel(scores []float64) int {
	if len(scores) == 0 {
		return 0
	}
	sum := 0.0
	for _, s := range scores {
		sum += s
	}
	return min(LevelOf(sum/float64(len(scores))), LevelOf(slices.Min(scores))+1)
}

// Assess computes the maturity of the request's units and periods.
func Assess(ctx context.Context, db *store.DB, req Request) (_ []Maturity, err error) {
	defer wrap(&err, "metrics.Assess")
	req.KPIs = []string{"M1"}
	r, err := newRun(req)
	if err != nil {
		return nil, err
	}
	err = db.InSnapshot(ctx, r.compute)
	return r.levels, err
}

// gateFacts are what M1's own SQL says.
type gateFacts struct {
	planApproved, hasCharter, hasInfo bool
	infoState                         float64
}

// maturity makes the rows of M1 once all its criteria are there.
func (r *run) maturity(ctx context.Context, tx *store.Tx) error {
	i := slices.IndexFunc(r.defs, func(d *Definition) bool { return d.ID == "M1" })
	if i < 0 {
		return nil
	}
	d := r.defs[i]
	facts := map[rowKey]gateFacts{}
	err := each(ctx, tx, d.SQL, func(scan func(...any) error) error {
		var k rowKey
		var f gateFacts
		err := scan(&k.unit, &k.pid, &f.planApproved, &f.hasCharter, &f.hasInfo, &f.infoState)
		facts[k] = f
		return err
	})
	if err != nil {
		return err
	}
	for _, unit := range r.units {
		for pid := range r.req.Periods {
			m := r.assess(d, unit, pid, facts[rowKey{unit: unit, pid: pid}])
			r.levels = append(r.levels, m)
			r.keepMaturity(d, &m, pid)
		}
	}
	return nil
}

func (r *run) assess(d *Definition, unit string, pid int, f gateFacts) Maturity {
	m := Maturity{Unit: unit, Period: r.req.Periods[pid].Label}
	var scores []float64
	var absent []string
	for i := range d.Rows {
		def := &d.Rows[i]
		if def.Index != "pillar" {
			continue
		}
		p := r.pillar(def, unit, pid, f)
		if p.Score == nil {
			absent = append(absent, p.ID)
		} else {
			scores = append(scores, *p.Score)
			m.Mean += *p.Score
		}
		m.Pillars = append(m.Pillars, p)
	}
	if len(scores) > 0 {
		m.Mean /= float64(len(scores))
	}
	switch {
	case len(scores) < pillarsNeeded:
		m.Status, m.Reasons = NotComputable, []string{"LOW_COVERAGE:" + strings.Join(absent, ",")}
		return m
	case len(absent) > 0:
		m.Status, m.Reasons = Provisional, []string{"LOW_COVERAGE:" + strings.Join(absent, ",")}
	default:
		m.Status = OK
	}
	m.Level = OverallLevel(scores)
	m.Caps = r.caps(unit, pid, f)
	for _, c := range m.Caps {
		m.Level = min(m.Level, c.Level)
	}
	return m
}

func (r *run) caps(unit string, pid int, f gateFacts) []Cap {
	var out []Cap
	if !f.planApproved {
		out = append(out, Cap{gatedLevel, i18n.Text{AR: "لا خطة معتمدة لهذه السنة", EN: "no approved plan of the year"}})
	}
	if !f.hasCharter {
		out = append(out, Cap{gatedLevel, i18n.Text{AR: "لا ميثاق بين الوثائق", EN: "no charter among the documents"}})
	}
	if !f.hasInfo {
		out = append(out, Cap{gatedLevel, i18n.Text{AR: "لا وثيقة معلومات بين الوثائق", EN: "no information document"}})
	}
	for _, id := range levelFive {
		row := r.main(id, unit, pid)
		if row == nil || row.Value == nil {
			out = append(out, Cap{4, i18n.Text{AR: "المستوى الخامس يتطلب أن يكون " + id + " محتسباً", EN: "level 5 needs " + id + " to be computable"}})
		} else if id == "G4" && *row.Value < transparentFrom {
			out = append(out, Cap{4, i18n.Text{AR: "المستوى الخامس يتطلب ألا يقل مؤشر الشفافية عن 60%", EN: "level 5 needs a transparency index of at least 60%"}})
		}
	}
	return out
}

func (r *run) pillar(def *RowDef, unit string, pid int, f gateFacts) Pillar {
	p := Pillar{ID: strings.TrimPrefix(def.ID, "M1."), Name: def.Name.Text()}
	var sum, scored, asked float64
	for _, c := range def.Criteria {
		s := r.criterion(c, unit, pid, f)
		p.Criteria = append(p.Criteria, s)
		if s.Status == NotApplicable {
			continue
		}
		asked += c.Weight
		if s.Score != nil {
			sum, scored = sum+c.Weight*(*s.Score), scored+c.Weight
		}
	}
	if asked > 0 {
		p.Coverage = scored / asked
	}
	if scored > 0 && p.Coverage >= coverageNeeded-1e-9 {
		score := sum / scored
		p.Score = &score
	}
	return p
}

func (r *run) keepMaturity(d *Definition, m *Maturity, pid int) {
	for i := range d.Rows {
		def := &d.Rows[i]
		row := r.blank(d, def, m.Unit, pid)
		exempt, why := settle(r.standing(d, def, m.Unit, pid))
		switch {
		case exempt == NotApplicable:
			row.Status, row.Reasons = exempt, why
		case def.Index == "pillar":
			p := m.Pillars[slices.IndexFunc(m.Pillars, func(p Pillar) bool { return "M1."+p.ID == def.ID })]
			row.Coverage = &Coverage{Share: p.Coverage, Known: p.Coverage, Of: 1}
			row.Value, row.Status = p.Score, OK
			if p.Score == nil {
				row.Status, row.Reasons = NotComputable, []string{"LOW_COVERAGE:" + p.ID}
			}
		default:
			row.Status, row.Reasons = m.Status, m.Reasons
			n := 0.0
			for _, p := range m.Pillars {
				if p.Score != nil {
					n++
				}
			}
			row.Coverage = &Coverage{Share: n / float64(len(m.Pillars)), Known: n, Of: float64(len(m.Pillars))}
			if m.Status.HasValue() {
				level := float64(m.Level)
				row.Value = &level
			}
		}
		r.keep(row, pid)
	}
}

// assume puts what-if values in the place of computed ones.
func (r *run) assume() {
	if len(r.req.Assume) == 0 {
		return
	}
	for _, row := range r.rows {
		if v, ok := r.req.Assume[row.KPI]; ok && len(row.Dims) == 0 {
			value := v
			row.Value, row.Status, row.Reasons = &value, OK, nil
		}
	}
	for _, d := range r.defs {
		for i := range d.Rows {
			def := &d.Rows[i]
			if _, set := r.req.Assume[def.ID]; set || def.Index == "" || len(def.Components) == 0 {
				continue
			}
			for _, unit := range r.units {
				for pid := range r.req.Periods {
					r.keep(r.blank(d, def, unit, pid), pid)
					r.inherit(d, def, unit, pid)
				}
			}
		}
	}
}
