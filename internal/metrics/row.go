package metrics

import (
	"database/sql/driver"
	"encoding/json"
	"time"
)

// Row is one number of one unit and period, with everything needed to judge
// it. The JSON names are a contract with users' scripts.
//
// Num and Den are never rounded. Value, Low and High are in the unit of the
// row's definition (a share is a fraction) and nil unless Status is ok or
// provisional. Days are local dates; PEnd and AsOf are exclusive.
type Row struct {
	KPI          string            `json:"kpi_id"`
	DefVersion   string            `json:"def_version"`
	Unit         string            `json:"unit_id"` // "*" is all units together
	PStart       Date              `json:"p_start"`
	PEnd         Date              `json:"p_end"`
	AsOf         Date              `json:"as_of"`
	Dims         map[string]string `json:"dims"` // encoding/json sorts the keys
	Num          *float64          `json:"num"`
	Den          *float64          `json:"den"`
	Value        *float64          `json:"value"`
	Low          *float64          `json:"low"`
	High         *float64          `json:"high"`
	CILo         *float64          `json:"ci_lo"`
	CIHi         *float64          `json:"ci_hi"`
	CIMethod     *string           `json:"ci_method"`
	Persons      *int64            `json:"n_persons"`
	Status       Status            `json:"status"`
	Reasons      []string          `json:"reasons"`
	Target       *float64          `json:"target"`
	TargetSource *string           `json:"target_source"` // unit, GT or OD
	Coverage     *Coverage         `json:"coverage"`
	InputsHash   string            `json:"inputs_hash"`

	// Notes are counts beside the number (pending, unlinked, …) by name, for
	// explanations and charts. They are not part of the result row.
	Notes map[string]float64 `json:"-"`
	// Period is the label of the period that the row answers for.
	Period string `json:"-"`
}

// Coverage says how much of what the number needs is known.
type Coverage struct {
	Share float64 `json:"share"`
	Known float64 `json:"known"`
	Of    float64 `json:"of"`
}

// Date is a local date, written 2025-01-31.
type Date struct{ time.Time }

// String writes the date as 2025-01-31.
func (d Date) String() string { return d.Format(time.DateOnly) }

// MarshalJSON writes the date as 2025-01-31.
func (d Date) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

// UnmarshalJSON reads a date such as 2025-01-31.
func (d *Date) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	t, err := time.Parse(time.DateOnly, s)
	d.Time = t
	return err
}

// DimsJSON is the row's dims as the column of the result table holds them.
func (r *Row) DimsJSON() string {
	if len(r.Dims) == 0 {
		return "{}"
	}
	b, _ := json.Marshal(r.Dims) // a map of strings always marshals
	return string(b)
}

func (r *Row) coverageJSON() driver.Value {
	if r.Coverage == nil {
		return nil
	}
	b, _ := json.Marshal(r.Coverage) // three finite numbers always marshal
	return string(b)
}

// restore fills the fields that the result table holds as text or lists.
func (r *Row) restore(dims string, coverage *string, reasons []any) error {
	r.Reasons = []string{}
	for _, x := range reasons {
		if s, ok := x.(string); ok {
			r.Reasons = append(r.Reasons, s)
		}
	}
	r.Period = labelled(r.PStart.Time, r.PEnd.Time).Label
	if coverage != nil {
		r.Coverage = &Coverage{}
		if err := json.Unmarshal([]byte(*coverage), r.Coverage); err != nil {
			return err
		}
	}
	return json.Unmarshal([]byte(dims), &r.Dims)
}
