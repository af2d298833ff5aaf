package metrics

import (
	"math"
	"slices"
)

// indexes makes the rows that are built from other rows, and lets every index
// take the status and reasons of its worst component.
func (r *run) indexes(d *Definition) {
	for i := range d.Rows {
		def := &d.Rows[i]
		if len(def.Components) == 0 {
			continue
		}
		for _, unit := range r.units {
			for pid := range r.req.Periods {
				if def.Index != "" {
					r.keep(r.blank(d, def, unit, pid), pid)
				}
				r.inherit(d, def, unit, pid)
			}
		}
	}
}

func (r *run) inherit(d *Definition, def *RowDef, unit string, pid int) {
	row := r.main(def.ID, unit, pid)
	parts := make([]*Row, 0, len(def.Components))
	for _, c := range def.Components {
		if p := r.main(c, unit, pid); p != nil {
			parts = append(parts, p)
		}
	}
	status, reasons := worst(parts)
	if own, why := settle(r.standing(d, def, unit, pid)); own == NotApplicable || own == NotComputable && status != NotApplicable {
		status, reasons = own, why
	}
	if def.Index == "" { // has items of its own: its own trouble counts too
		if slices.Index(worstFirst, row.Status) < slices.Index(worstFirst, status) {
			return
		}
	}
	row.Status, row.Reasons = status, reasons
	if !status.HasValue() {
		row.Value, row.Low, row.High = nil, nil, nil
		if status != Undefined && status != DataError {
			row.Num, row.Den = nil, nil
		}
		return
	}
	switch def.Index {
	case "mean":
		row.Value = mean(parts, func(p *Row) float64 { return *p.Value })
	case "all":
		all := 1.0
		for _, p := range parts {
			all = math.Min(all, *p.Value)
		}
		one := 1.0
		row.Value, row.Num, row.Den = &all, &all, &one
	case "capped":
		row.Value = mean(parts, func(p *Row) float64 { return math.Min(1, *p.Value / *p.Target) })
	case "mirror":
		p := parts[0]
		row.Num, row.Den, row.Value, row.Persons = p.Num, p.Den, p.Value, p.Persons
	}
}

func mean(parts []*Row, of func(*Row) float64) *float64 {
	sum := 0.0
	for _, p := range parts {
		sum += of(p)
	}
	v := sum / float64(len(parts))
	return &v
}

// worst is the worst status among rows, with the reasons of all that share it.
func worst(parts []*Row) (Status, []string) {
	status := OK
	for _, p := range parts {
		if slices.Index(worstFirst, p.Status) < slices.Index(worstFirst, status) {
			status = p.Status
		}
	}
	reasons := []string{}
	for _, p := range parts {
		if p.Status != status {
			continue
		}
		for _, why := range p.Reasons {
			if !slices.Contains(reasons, why) {
				reasons = append(reasons, why)
			}
		}
	}
	return status, reasons
}
