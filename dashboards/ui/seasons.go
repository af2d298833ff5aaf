package ui

import (
	"time"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/charts/trend"
	"github.com/musharaka/musharaka/dashboards/model"
)

// Seasons are the Ramadans and Eids that fall within periods, which follow one
// another, as bands of a trend.
func (c *Ctx) Seasons(periods []model.Period) []trend.Season {
	if len(periods) == 0 {
		return nil
	}
	first, last := periods[0].Start, periods[len(periods)-1].End
	var out []trend.Season
	for _, s := range c.Site.Seasons {
		if !s.End.After(first) || !s.Start.Before(last) {
			continue
		}
		x := trend.Season{Name: c.In(s.Name), From: place(periods, s.Start), To: place(periods, s.End)}
		if s.Kind == "eid_fitr" { // it follows its Ramadan at once
			x.Level = 1
		}
		out = append(out, x)
	}
	return out
}

// place is where a day lies, counted in periods.
func place(periods []model.Period, t time.Time) float64 {
	for i, p := range periods {
		if t.Before(p.End) {
			if t.Before(p.Start) {
				return float64(i)
			}
			return float64(i) + t.Sub(p.Start).Hours()/p.End.Sub(p.Start).Hours()
		}
	}
	return float64(len(periods))
}

// Breaks marks where values cannot be compared with those before them.
func (c *Ctx) Breaks(vals []model.Value) (marks []trend.Break, cut []bool) {
	cut = make([]bool, len(vals))
	for i, v := range vals {
		if i > 0 && v.Break != "" {
			cut[i] = true
			marks = append(marks, trend.Break{Name: c.T("break." + v.Break), At: i})
		}
	}
	return marks, cut
}

// Within names the seasons and the break of a period, for the table behind a trend.
func (c *Ctx) Within(p model.Period, brk string) charts.Cell {
	var words []string
	if brk != "" {
		words = append(words, c.T("break."+brk))
	}
	for _, s := range c.Site.Seasons {
		if s.End.After(p.Start) && s.Start.Before(p.End) {
			words = append(words, c.Season(s))
		}
	}
	if len(words) == 0 {
		return charts.Text("–")
	}
	text := words[0]
	for _, w := range words[1:] {
		text += c.T("list.sep") + w
	}
	return charts.Text(text)
}

// Season names a season with its Hijri year and days.
func (c *Ctx) Season(s model.Season) string {
	days := c.T("range", c.Short(s.Start), c.Short(s.End.AddDate(0, 0, -1)))
	if !s.Announced {
		days = c.T("date.hijri.about", days)
	}
	return c.T("season.days", c.In(s.Name), days)
}

// SeasonNote explains the bands of a trend that has some.
func (c *Ctx) SeasonNote(list []trend.Season) string {
	if len(list) == 0 {
		return ""
	}
	return c.T("season.note")
}
