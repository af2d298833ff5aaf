// Package heatcal draws counts of days as a calendar, weeks from Sunday.
package heatcal

import (
	"time"

	ec "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/echart"
	"github.com/musharaka/musharaka/dashboards/model"
)

// Option builds the calendar of the days from start to end (exclusive).
func Option(days []model.Count, start, end time.Time) map[string]any {
	most := 1
	data := make([]opts.HeatMapData, 0, len(days))
	for _, d := range days {
		if d.Start.Before(start) || !d.Start.Before(end) {
			continue
		}
		most = max(most, d.N)
		data = append(data, opts.HeatMapData{Value: []any{d.Start.Format(time.DateOnly), d.N}})
	}
	c := ec.NewHeatMap()
	c.AddCalendar(&opts.Calendar{
		Range: []string{start.Format(time.DateOnly), end.AddDate(0, 0, -1).Format(time.DateOnly)},
		Left:  "40", Right: "8", Top: "28", Bottom: "8", CellSize: "auto", Orient: "horizontal",
		ItemStyle: &opts.ItemStyle{Color: charts.Surface, BorderColor: charts.Line, BorderWidth: 0.5},
		SplitLine: &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: charts.Muted, Width: 1}},
		YearLabel: &opts.CalendarLabel{Show: opts.Bool(false)},
	})
	c.SetGlobalOptions(ec.WithVisualMapOpts(opts.VisualMap{
		Min: 0, Max: float32(most), Show: opts.Bool(false), Calculable: opts.Bool(false),
		InRange: &opts.VisualMapInRange{Color: []string{charts.Soft, charts.Accent}},
	}))
	c.AddSeries("", data, ec.WithCoordinateSystem("calendar"))
	return echart.Option(c)
}
