package kpicmd

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/store"
)

// explained is an explanation as JSON.
type explained struct {
	metrics.Row
	Section     string         `json:"section"`
	Quote       string         `json:"quote"`
	Method      string         `json:"method"`
	FormulaAR   string         `json:"formula_ar"`
	FormulaEN   string         `json:"formula_en"`
	ExplainAR   string         `json:"explain_ar,omitempty"`
	ExplainEN   string         `json:"explain_en,omitempty"`
	Needs       []string       `json:"needs"`
	SQL         string         `json:"sql"`
	Statement   string         `json:"statement,omitempty"`
	Notes       any            `json:"counts,omitempty"`
	Items       []explainedRow `json:"items"`
	ItemCount   int            `json:"item_count"`
	Exclusions  []excluded     `json:"exclusions"`
	Missing     []missing      `json:"missing"`
	Previous    *neighbour     `json:"previous_period"`
	YearBefore  *neighbour     `json:"year_before"`
	StatementNo []string       `json:"statements"`
}

type explainedRow struct {
	Item  string   `json:"item"`
	Num   *float64 `json:"num"`
	Den   *float64 `json:"den"`
	Time  *float64 `json:"time,omitempty"`
	Event *bool    `json:"event,omitempty"`
	Kind  *string  `json:"kind,omitempty"`
	Flag  *string  `json:"flag,omitempty"`
}

type missing struct {
	Item string `json:"item"`
	AR   string `json:"why_ar"`
	EN   string `json:"why_en"`
}

type excluded struct {
	AR    string `json:"reason_ar"`
	EN    string `json:"reason_en"`
	Count int    `json:"count"`
}

// Explain writes everything behind one number, for each unit and period asked for.
func Explain(ctx context.Context, w io.Writer, db *store.DB, id string, o Options) error {
	req, err := o.request()
	if err != nil {
		return err
	}
	limit := o.Limit
	if limit == 0 {
		limit = 50
	}
	list, err := metrics.Explain(ctx, db, req, id, limit)
	if err != nil {
		return err
	}
	before, year := make([]*neighbour, len(list)), make([]*neighbour, len(list))
	if !o.Alone {
		if before, year, err = neighbours(ctx, db, req, list); err != nil {
			return err
		}
	}
	if o.JSON {
		out := make([]explained, 0, len(list))
		for i := range list {
			x := toJSON(&list[i])
			x.Previous, x.YearBefore = before[i], year[i]
			out = append(out, x)
		}
		return writeJSON(w, out)
	}
	for i := range list {
		if err := o.explanation(w, &list[i], i == 0, before[i], year[i]); err != nil {
			return err
		}
	}
	return nil
}

func toJSON(x *metrics.Explanation) explained {
	d, r := x.Definition, x.Row
	out := explained{Row: x.Result, Section: d.Section, Quote: d.Quote, Method: d.Method, FormulaAR: r.Formula.AR, FormulaEN: r.Formula.EN,
		ExplainAR: r.Explain.AR, ExplainEN: r.Explain.EN, Needs: r.Needs, SQL: x.SQL, Statement: x.Statement, ItemCount: x.ItemCount,
		Items: []explainedRow{}, Exclusions: []excluded{}, Missing: []missing{}, StatementNo: r.Statements, Notes: x.Result.Notes}
	for _, it := range x.Items {
		out.Items = append(out.Items, explainedRow{it.ID, it.Num, it.Den, it.Time, it.Event, it.Kind, it.Flag})
	}
	for _, e := range x.Excluded {
		out.Exclusions = append(out.Exclusions, excluded{e.Reason.AR, e.Reason.EN, e.Count})
	}
	for _, m := range x.Missing {
		out.Missing = append(out.Missing, missing{m.Ref, m.Why.AR, m.Why.EN})
	}
	return out
}

// explanation writes one for people; the formula and the SQL only once.
func (o Options) explanation(w io.Writer, x *metrics.Explanation, first bool, before, year *neighbour) error {
	var b strings.Builder
	d, r := x.Definition, x.Row
	if first {
		fmt.Fprintf(&b, "%s  %s · %s\n", r.ID, r.Name.AR, r.Name.EN)
		fmt.Fprintf(&b, "  §%s «%s»\n", d.Section, d.Quote)
		fmt.Fprintf(&b, "  %s\n  %s\n", r.Formula.AR, r.Formula.EN)
		if r.Explain.AR != "" {
			fmt.Fprintf(&b, "  %s\n", r.Explain.Text().In(o.Lang))
		}
		fmt.Fprintf(&b, "  %s: %s\n", o.text("السجلات", "registers"), strings.Join(r.Needs, ", "))
		fmt.Fprintf(&b, "  %s: %s\n", o.text("المنهجية", "method"), o.method(d.Method))
	}
	row := &x.Result
	fmt.Fprintf(&b, "\n%s %s (%s–%s), %s %s\n", row.Unit, row.Period, row.PStart, row.PEnd, o.text("حتى", "as of"), row.AsOf)
	fmt.Fprintf(&b, "  %s = %s  %s  %s\n", row.KPI, o.value(row, row.Value, r), fraction(row), o.interval(row, r))
	fmt.Fprintf(&b, "  %s\n", o.status(row))
	if row.Target != nil {
		fmt.Fprintf(&b, "  %s: %s (%s)\n", o.text("المستهدف", "target"), o.value(row, row.Target, r), *row.TargetSource)
	}
	if row.Coverage != nil {
		fmt.Fprintf(&b, "  %s: %s (%s/%s)\n", o.text("التغطية", "coverage"), metrics.FormatValue(row.Coverage.Share, "share", o.Lang), metrics.FormatCount(row.Coverage.Known), metrics.FormatCount(row.Coverage.Of))
	}
	if before != nil {
		b.WriteString(o.neighbourLine(before, o.text("الفترة السابقة", "period before"), row, r))
	}
	if year != nil && (before == nil || year.Period != before.Period) {
		b.WriteString(o.neighbourLine(year, o.text("الفترة نفسها قبل سنة", "same period a year before"), row, r))
	}
	for _, n := range r.Notes {
		fmt.Fprintf(&b, "  %s: %s\n", n, metrics.FormatCount(row.Notes[n]))
	}
	fmt.Fprintf(&b, "  %s %s · %s %s\n", o.text("إصدار التعريف", "definition version"), row.DefVersion, o.text("بصمة المدخلات", "inputs hash"), row.InputsHash)
	o.items(&b, x)
	if first {
		fmt.Fprintf(&b, "\nSQL:\n%s\n", x.SQL)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (o Options) items(b *strings.Builder, x *metrics.Explanation) {
	if x.ItemCount > 0 {
		fmt.Fprintf(b, "  %s (%d/%d):\n", o.text("ما احتُسب", "what was counted"), len(x.Items), x.ItemCount)
	}
	for _, it := range x.Items {
		fmt.Fprintf(b, "    %-24s %s\n", it.ID, itemText(it))
	}
	for _, m := range x.Missing {
		fmt.Fprintf(b, "  %s: %s (%s)\n", o.text("الناقص", "missing"), m.Ref, m.Why.In(o.Lang))
	}
	for _, e := range x.Excluded {
		fmt.Fprintf(b, "  %s: %s %d\n", o.text("لم يُحتسب", "left out"), e.Reason.In(o.Lang), e.Count)
	}
}

func itemText(it metrics.Item) string {
	var parts []string
	for _, f := range []struct {
		name string
		v    *float64
	}{{"num", it.Num}, {"den", it.Den}, {"t", it.Time}} {
		if f.v != nil {
			parts = append(parts, f.name+"="+metrics.FormatCount(*f.v))
		}
	}
	if it.Event != nil && !*it.Event {
		parts = append(parts, "censored")
	}
	if it.Kind != nil {
		parts = append(parts, *it.Kind)
	}
	if it.Flag != nil {
		parts = append(parts, *it.Flag)
	}
	return strings.Join(parts, " ")
}

func (o Options) method(m string) string {
	if m == "GT" {
		return o.text("نص الدليل", "stated by the guideline")
	}
	return o.text("منهجية المشروع", "our method")
}
