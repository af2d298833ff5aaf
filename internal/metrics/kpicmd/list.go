package kpicmd

import (
	"io"

	"github.com/musharaka/musharaka/internal/metrics"
)

// listed is a row of the catalogue as JSON.
type listed struct {
	ID          string   `json:"kpi_id"`
	DefVersion  string   `json:"def_version"`
	NameAR      string   `json:"name_ar"`
	NameEN      string   `json:"name_en"`
	Unit        string   `json:"unit"`
	Direction   string   `json:"direction"`
	Target      *float64 `json:"target"`
	TargetMax   *float64 `json:"target_max,omitempty"`
	TargetFrom  string   `json:"target_source,omitempty"`
	Section     string   `json:"section"`
	Quote       string   `json:"quote"`
	Method      string   `json:"method"`
	FormulaAR   string   `json:"formula_ar"`
	FormulaEN   string   `json:"formula_en"`
	Needs       []string `json:"needs"`
	Drill       []string `json:"drill"`
	View        string   `json:"view"`
	Statements  []string `json:"statements"`
	FromProject bool     `json:"built_in"`
}

// List writes every row id with its name, unit and target.
func List(w io.Writer, o Options) error {
	defs, err := metrics.Definitions(o.Extra...)
	if err != nil {
		return err
	}
	if o.JSON {
		out := make([]listed, 0, len(defs))
		for _, d := range defs {
			x := listed{ID: d.ID, DefVersion: d.Version, NameAR: d.Name.AR, NameEN: d.Name.EN, Unit: d.Unit, Direction: d.Direction, Section: d.Section,
				Quote: d.Quote, Method: d.Method, FormulaAR: d.Formula.AR, FormulaEN: d.Formula.EN, Needs: d.Needs, Drill: d.Drill, View: d.View,
				Statements: d.Statements, FromProject: d.BuiltIn, Target: d.Target, TargetMax: d.TargetMax, TargetFrom: d.TargetSource}
			out = append(out, x)
		}
		return writeJSON(w, out)
	}
	rows := [][]string{{o.text("الرمز", "id"), o.text("الاسم", "name"), o.text("الوحدة", "unit"), o.text("المستهدف", "target"), o.text("المصدر", "source"), o.text("البند", "section")}}
	for _, d := range defs {
		target := ""
		if d.Target != nil {
			target = metrics.FormatValue(*d.Target, d.Unit, o.Lang)
			if d.TargetMax != nil {
				target += "–" + metrics.FormatValue(*d.TargetMax, d.Unit, o.Lang)
			}
		}
		rows = append(rows, []string{d.ID, d.Name.In(o.Lang), d.Unit, target, d.TargetSource, d.Section})
	}
	return table(w, rows)
}
