package metrics

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/store"
)

// tally is one row of a shape's statement: aggregates before any judgement.
type tally struct {
	row, unit           string
	pid                 int
	dims                map[string]string
	num, den, value     *float64
	high                *float64
	persons, n          int64
	flags, rules        []any
	coverKnown, coverOf *float64
	measures            []any
}

// read runs a shape and settles a row for every tally.
func (r *run) read(ctx context.Context, tx *store.Tx, s *shape) error {
	rows, err := tx.Query(ctx, s.statement())
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		t := tally{dims: map[string]string{}}
		dims := make([]string, len(s.by))
		into := []any{&t.row, &t.unit, &t.pid}
		for i := range dims {
			into = append(into, &dims[i])
		}
		into = append(into, &t.num, &t.den, &t.value, &t.high, &t.persons, &t.n, &t.flags, &t.rules, &t.coverKnown, &t.coverOf, &t.measures)
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, k := range s.by {
			t.dims[k] = dims[i]
		}
		r.settle(s, &t)
	}
	return rows.Err()
}

func (s *shape) rowDef(id string) *RowDef {
	for _, r := range s.rows {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// settle turns a tally into a row: status first, then the number.
func (r *run) settle(s *shape, t *tally) {
	def := s.rowDef(t.row)
	row := r.blank(s.def, def, t.unit, t.pid)
	row.Dims = t.dims
	row.Notes = map[string]float64{}
	for i, name := range s.measures() {
		if v, ok := t.measures[i].(float64); ok {
			row.Notes[strings.TrimPrefix(name, "m_")] = v
		}
	}
	found := r.standing(s.def, def, t.unit, t.pid)
	if len(found) == 0 { // an empty register says enough by itself
		found = append(findings(t.flags), emptiness(s, def, t)...)
		if def.Unit == "share" && s.kind == "ratio" && above(t.num, t.den) {
			found = append(found, finding{code: "NUM_GT_DEN"})
		}
		found = append(found, findings(t.rules)...)
	}
	row.Status, row.Reasons = settle(found)
	r.fill(s, def, t, row)
	r.keep(row, t.pid)
}

// emptiness says that there was nothing to divide by, or no answer yet.
func emptiness(s *shape, def *RowDef, t *tally) []finding {
	switch {
	case s.kind == "ratio" && (def.Unit == "count" || def.Unit == "yesno") && def.Value == "":
		return nil
	case s.kind == "ratio" && def.Value == "" && (t.den == nil || *t.den == 0) && t.n > 0:
		return []finding{{code: "ZERO_DENOM"}} // there are items, and none to divide by
	case s.kind == "ratio" && def.Value == "" && (t.den == nil || *t.den == 0), s.kind != "ratio" && t.n == 0:
		return []finding{{code: def.empty()}}
	case t.value == nil && s.kind == "km":
		return []finding{{code: "NOT_REACHED"}}
	case t.value == nil:
		return []finding{{code: def.empty()}}
	}
	return nil
}

func above(num, den *float64) bool { return num != nil && den != nil && *num > *den*(1+1e-12) }

// fill writes the numbers that the row's status allows.
func (r *run) fill(s *shape, def *RowDef, t *tally, row *Row) {
	if row.Status == NotApplicable || row.Status == NotComputable {
		return
	}
	switch s.kind {
	case "ratio":
		row.Num, row.Den = t.num, t.den
		if def.Unit == "count" {
			row.Den = nil
		}
		if def.Unit == "yesno" {
			one := 1.0
			row.Den = &one
		}
		if def.Value != "" && def.Den == "" && def.Num == "" {
			row.Num, row.Den = nil, nil // an index has neither
		}
	case "entropy", "median", "km":
		n := float64(t.n)
		row.Den = &n
	}
	if def.People {
		row.Persons = &t.persons
	}
	if t.coverOf != nil && *t.coverOf > 0 && t.coverKnown != nil {
		row.Coverage = &Coverage{Share: *t.coverKnown / *t.coverOf, Known: *t.coverKnown, Of: *t.coverOf}
	}
	if !row.Status.HasValue() {
		return
	}
	row.Value = t.value
	if def.Bounds {
		low := *t.value
		row.Low = &low
		if t.high != nil && t.den != nil && *t.den != 0 {
			high := math.Max(low, *t.high / *t.den)
			row.High = &high
		}
	}
}

// blank is a row with everything but its number.
func (r *run) blank(d *Definition, def *RowDef, unit string, pid int) *Row {
	p := r.req.Periods[pid]
	row := &Row{KPI: def.ID, DefVersion: d.Version, Unit: unit, PStart: date(p.Start), PEnd: date(p.End), AsOf: date(r.req.AsOf),
		Dims: map[string]string{}, Reasons: []string{}, Period: p.Label}
	row.Target, row.TargetSource = r.target(def, unit, p)
	row.InputsHash = r.inputsHash(d, def, unit, p)
	return row
}

// target is the unit's own, else the catalogue's. Of a band it is the lower end.
func (r *run) target(def *RowDef, unit string, p Period) (*float64, *string) {
	if v, ok := r.targets[targetKey{unit, r.planYear(p), def.ID}]; ok {
		source := "unit"
		return &v, &source
	}
	if def.Target == nil || def.Target.Value == nil {
		return nil, nil
	}
	v, source := *def.Target.Value, def.Target.Source
	return &v, &source
}

// standing are the reasons that hold whatever was counted: exemption and
// registers without a row.
func (r *run) standing(d *Definition, def *RowDef, unit string, pid int) []finding {
	var out []finding
	year := r.planYear(r.req.Periods[pid])
	if r.exempt[targetKey{unit, year, def.ID}] || r.exempt[targetKey{unit, year, d.ID}] {
		out = append(out, finding{code: "EXEMPT"})
	}
	for _, need := range def.Needs {
		name, optional := strings.CutSuffix(need, "?")
		if optional || r.holds(name, unit, year) {
			continue
		}
		code := "MISSING_" + strings.ToUpper(name)
		if name == "unit_relevant_sdgs" {
			code = "NO_RELEVANT_SDGS"
		}
		return append(out, finding{code: code, status: NotComputable})
	}
	return out
}

func (r *run) holds(register, unit string, year int) bool {
	reg, _ := registerByName(register)
	if reg.owner == "*" {
		unit = "*"
	}
	if !reg.planned {
		year = 0
	}
	return r.present[presenceKey{register, unit, year}]
}

// findings reads reasons that SQL wrote as CODE or CODE, 31, detail.
func findings(list []any) []finding {
	var out []finding
	for _, x := range list {
		s, ok := x.(string)
		if !ok {
			continue
		}
		code, detail, has := strings.Cut(s, "\x1f")
		f := finding{code: code}
		if has {
			f.details = []string{detail}
		}
		if status, rest, ok := strings.Cut(code, " "); ok {
			f.status, f.code = Status(status), rest
		}
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b finding) int { return strings.Compare(a.String(), b.String()) })
	return out
}

// inputsHash changes when anything that the row may depend on does.
func (r *run) inputsHash(d *Definition, def *RowDef, unit string, p Period) string {
	h := sha256.New()
	for _, s := range []string{def.ID, d.Version, unit, p.Start.Format(time.DateOnly), p.End.Format(time.DateOnly), r.stamp} {
		io.WriteString(h, s)
		io.WriteString(h, "|")
	}
	for _, need := range def.Needs {
		name := strings.TrimSuffix(need, "?")
		u := unit
		if reg, _ := registerByName(name); reg.owner == "*" {
			u = "*"
		}
		io.WriteString(h, name)
		io.WriteString(h, r.hashes[hashKey{name, u}])
	}
	io.WriteString(h, r.hashes[hashKey{"evidence", "*"}])
	io.WriteString(h, r.hashes[hashKey{"exemptions", unit}])
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func (r *run) keep(row *Row, pid int) {
	r.rows[rowKey{row.KPI, row.Unit, pid, row.DimsJSON()}] = row
}

// main is the row without dims.
func (r *run) main(kpi, unit string, pid int) *Row { return r.rows[rowKey{kpi, unit, pid, "{}"}] }
