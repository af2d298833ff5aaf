package kpicmd

import (
	"context"
	"fmt"
	"io"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/store"
)

// peers is a comparison as JSON.
type peers struct {
	KPI        string        `json:"kpi_id"`
	Period     string        `json:"period"`
	Comparable bool          `json:"comparable"` // five units or more of one definition and enough coverage
	Pooled     float64       `json:"pooled_rate"`
	Peers      []peerJSON    `json:"peers"`
	Rows       []metrics.Row `json:"rows"` // with the intervals of a comparison
}

type peerJSON struct {
	Unit    string  `json:"unit_id"`
	Num     float64 `json:"num"`
	Den     float64 `json:"den"`
	Rate    float64 `json:"value"`
	CILo    float64 `json:"ci_lo"`
	CIHi    float64 `json:"ci_hi"`
	Low95   float64 `json:"low_95"`
	High95  float64 `json:"high_95"`
	Low998  float64 `json:"low_998"`
	High998 float64 `json:"high_998"`
	Signal  string  `json:"signal"`
	Few     bool    `json:"few"`
}

// Peers compares units on one indicator: a funnel around the pooled rate, never
// a rank; and intervals, which only comparisons have.
func Peers(ctx context.Context, w io.Writer, db *store.DB, id string, o Options) error {
	req, err := o.request()
	if err != nil {
		return err
	}
	req.KPIs, req.By = []string{id}, nil
	all, err := metrics.Compute(ctx, db, req)
	if err != nil {
		return err
	}
	var rows []metrics.Row
	for i := range all {
		if all[i].KPI == id && all[i].Unit != "*" {
			rows = append(rows, all[i])
		}
	}
	if err := metrics.WithIntervals(ctx, db, req, rows); err != nil {
		return err
	}
	x := peers{KPI: id, Rows: append([]metrics.Row{}, rows...), Peers: []peerJSON{}}
	if len(rows) > 0 {
		x.Period = rows[0].Period
		var f metrics.Funnel
		f, x.Comparable = metrics.Compare(rows, id, x.Period)
		x.Pooled = f.Pooled
		for _, p := range f.Peers {
			x.Peers = append(x.Peers, peerJSON{p.Unit, p.Num, p.Den, p.Rate, p.CILo, p.CIHi, p.Low95, p.High95, p.Low998, p.High998, p.Signal, p.Grey})
		}
	}
	if o.JSON {
		return writeJSON(w, x)
	}
	return o.peers(w, &x)
}

func (o Options) peers(w io.Writer, x *peers) error {
	share := func(v float64) string { return metrics.FormatValue(v, "share", o.Lang) }
	if !x.Comparable {
		fmt.Fprintln(w, o.text("لا مقارنة: يلزم خمس وحدات على الأقل بالتعريف نفسه وتغطية 60% فأكثر", "no comparison: it takes five units or more of one definition and a coverage of at least 60 %"))
		out := [][]string{{o.text("الوحدة", "unit"), o.text("القيمة", "value"), o.text("مجال المقارنة 95%", "interval for comparison, 95 %"), o.text("الطريقة", "method")}}
		for i := range x.Rows {
			r := &x.Rows[i]
			_, def := metrics.FindRow(r.KPI, o.Extra...)
			row := []string{r.Unit, o.value(r, r.Value, def), "–", "–"}
			if r.CILo != nil {
				row[2], row[3] = metrics.FormatValue(*r.CILo, def.Unit, o.Lang)+"–"+metrics.FormatValue(*r.CIHi, def.Unit, o.Lang), *r.CIMethod
			}
			out = append(out, row)
		}
		return table(w, out)
	}
	fmt.Fprintf(w, "%s %s: %s %s\n", x.KPI, x.Period, o.text("المعدل العام", "pooled rate"), share(x.Pooled))
	signals := map[string]string{"inside": o.text("ضمن المتوقع", "inside"), "alert": o.text("خارج حد 95%", "outside 95 %"), "alarm": o.text("خارج حد 99.8%", "outside 99.8 %")}
	out := [][]string{{o.text("الوحدة", "unit"), o.text("القيمة", "value"), o.text("البسط/المقام", "num/den"), "Wilson 95%", o.text("حدود 95%", "limits 95 %"), o.text("حدود 99.8%", "limits 99.8 %"), ""}}
	for _, p := range x.Peers {
		note := signals[p.Signal]
		if p.Few {
			note += " · " + o.text("حالات قليلة", "few cases")
		}
		out = append(out, []string{p.Unit, share(p.Rate), metrics.FormatCount(p.Num) + "/" + metrics.FormatCount(p.Den), share(p.CILo) + "–" + share(p.CIHi),
			share(max(0, p.Low95)) + "–" + share(min(1, p.High95)), share(max(0, p.Low998)) + "–" + share(min(1, p.High998)), note})
	}
	return table(w, out)
}
