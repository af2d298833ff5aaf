package metrics

import "math"

// allUnits is the unit_id of rows about all units together.
const allUnits = "*"

// national adds the rows of all units together, where a row allows it. A
// person may be known to several units, so G1 is not a sum: it is the range
// from the largest unit to the sum of all.
func (r *run) national() {
	if len(r.units) < 2 || len(r.req.Units) > 0 {
		return
	}
	for _, d := range r.defs {
		for i := range d.Rows {
			def := &d.Rows[i]
			if def.National == "" {
				continue
			}
			for pid := range r.req.Periods {
				r.nationalRow(d, def, pid)
			}
		}
	}
}

func (r *run) nationalRow(d *Definition, def *RowDef, pid int) {
	row := r.blank(d, def, allUnits, pid)
	var parts []*Row
	for _, u := range r.units {
		if p := r.main(def.ID, u, pid); p != nil && p.Status.HasValue() {
			parts = append(parts, p)
		}
	}
	defer r.keep(row, pid)
	if len(parts) == 0 {
		row.Status, row.Reasons = Undefined, []string{"ZERO_DENOM"}
		return
	}
	row.Status = OK
	switch def.National {
	case "range":
		low, high := 0.0, 0.0
		for _, p := range parts {
			low, high = math.Max(low, *p.Num), high+*p.Num
		}
		value := low
		row.Num, row.Value, row.Low, row.High = &value, &value, &low, &high
	case "units":
		num, den := 0.0, float64(len(parts))
		for _, p := range parts {
			num += *p.Value
		}
		value := num / den
		row.Num, row.Den, row.Value = &num, &den, &value
	}
}
