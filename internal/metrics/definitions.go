package metrics

import "github.com/musharaka/musharaka/internal/i18n"

// Info describes one row of the catalogue for pages and lists: plain values,
// no SQL.
type Info struct {
	ID, Main     string // row id, and the id of its indicator
	Version      string
	Name         i18n.Text
	Formula      i18n.Text
	Explain      i18n.Text
	Unit         string // share yesno count number days hours months omr points level
	Direction    string // up down band none
	Target       *float64
	TargetMax    *float64
	TargetSource string // GT, OD, unit
	TargetNote   i18n.Text
	Section      string // of the guideline
	Quote        string // its own words
	Method       string // GT: the guideline's formula; OD: «منهجية المشروع»
	View         string // kind of chart
	Drill        []string
	Needs        []string
	Components   []string
	Statements   []string
	Protect      string // persons or submissions: cells that suppression guards; "" none
	People       bool
	Internal     bool
	BuiltIn      bool
}

// Definitions lists every row of the catalogue, and of extra, in order.
func Definitions(extra ...*Definition) ([]Info, error) {
	all, err := Catalogue()
	if err != nil {
		return nil, err
	}
	var out []Info
	for _, list := range [][]*Definition{all, extra} {
		for _, d := range list {
			for i := range d.Rows {
				out = append(out, d.info(&d.Rows[i]))
			}
		}
	}
	return out, nil
}

func (d *Definition) info(r *RowDef) Info {
	x := Info{ID: r.ID, Main: d.ID, Version: d.Version, Name: r.Name.Text(), Formula: r.Formula.Text(), Explain: r.Explain.Text(), Unit: r.Unit,
		Direction: r.Direction, Section: d.Section, Quote: d.Quote, Method: d.Method, View: r.View, Drill: d.drill(r), Needs: r.Needs,
		Components: r.Components, Statements: r.Statements, Protect: r.Protect, People: r.People, Internal: r.Internal, BuiltIn: !d.Foreign}
	if r.Target != nil {
		x.Target, x.TargetMax, x.TargetSource, x.TargetNote = r.Target.Value, r.Target.Max, r.Target.Source, r.Target.Note.Text()
	}
	return x
}
