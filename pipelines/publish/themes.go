package publish

import (
	"context"
	"math"
	"time"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/i18n"
)

// trendMonths is how far back the months of a theme go.
const trendMonths = 18

// themes reads the newest run of theme discovery and counts its texts by
// everything that a theme's page shows.
func (r *reader) themes(ctx context.Context) error {
	set := &r.site.Themes
	set.Preliminary = true
	err := r.each(ctx, "theme_run", nil, func(scan func(...any) error) error {
		var texts *int64
		var model *string
		if err := scan(&set.Run, &set.AsOf, &texts, &set.NoneShare, &set.Modularity, &model); err != nil {
			return err
		}
		if texts != nil {
			set.Texts = int(*texts)
		}
		set.Model = str(model)
		return nil
	})
	if err != nil || set.Run == "" {
		return err
	}
	at := map[string]int{}
	if err := r.each(ctx, "themes", nil, func(scan func(...any) error) error {
		t, err := scanTheme(scan)
		if err != nil {
			return err
		}
		r.named(t.Signals)
		at[t.ID] = len(set.Themes)
		set.Themes = append(set.Themes, t)
		return nil
	}); err != nil {
		return err
	}
	if err := r.themeCounts(ctx, set, at); err != nil {
		return err
	}
	if err := r.themeMonths(ctx, set, at); err != nil {
		return err
	}
	if err := r.quotes(ctx, set, at); err != nil {
		return err
	}
	r.related(set)
	return r.each(ctx, "theme_none", nil, func(scan func(...any) error) error {
		var c model.NamedCount
		if err := scan(&c.Code, &c.N); err != nil {
			return err
		}
		set.None = append(set.None, c)
		return nil
	})
}

func scanTheme(scan func(...any) error) (model.Theme, error) {
	var t model.Theme
	var parent, ar, en, par, pen, area, status, signals *string
	var kar, ken []any
	if err := scan(&t.ID, &parent, &ar, &en, &par, &pen, &kar, &ken, &area, &t.Messages, &t.Voices, &t.Cohesion, &status, &signals); err != nil {
		return t, err
	}
	t.Parent, t.Area, t.Status = str(parent), str(area), str(status)
	t.Label = i18n.Text{AR: str(ar), EN: str(en)}
	if t.Label.AR == "" && t.Label.EN == "" {
		t.Label = i18n.Text{AR: "موضوع " + t.ID, EN: "Theme " + t.ID}
	}
	t.ParentLabel = i18n.Text{AR: str(par), EN: str(pen)}
	t.Keywords = [2][]string{words(kar), words(ken)}
	var err error
	t.Signals, err = readSignals(str(signals))
	return t, err
}

func words(list []any) []string {
	var out []string
	for _, x := range list {
		if s, ok := x.(string); ok && s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (r *reader) themeCounts(ctx context.Context, set *model.ThemeSet, at map[string]int) error {
	return r.each(ctx, "theme_counts", nil, func(scan func(...any) error) error {
		var id, kind string
		var c model.NamedCount
		if err := scan(&id, &kind, &c.Code, &c.N); err != nil {
			return err
		}
		i, ok := at[id]
		if !ok {
			return nil
		}
		t := &set.Themes[i]
		switch kind {
		case "lang":
			t.Languages = append(t.Languages, c)
		case "source":
			t.Sources = append(t.Sources, c)
		case "governorate":
			t.Governorate = append(t.Governorate, c)
		case "group":
			t.Groups = append(t.Groups, c)
		case "intent":
			t.Intents = append(t.Intents, c)
		case "stance":
			switch c.Code {
			case "negative":
				t.Stance.Neg = c.N
			case "neutral":
				t.Stance.Neu = c.N
			case "positive":
				t.Stance.Pos = c.N
			default:
				t.Stance.Unclear += c.N
			}
		}
		return nil
	})
}

// themeMonths fills the months and compares the last three with the three before.
func (r *reader) themeMonths(ctx context.Context, set *model.ThemeSet, at map[string]int) error {
	last := time.Date(r.site.AsOf.AddDate(0, 0, -1).Year(), r.site.AsOf.AddDate(0, 0, -1).Month(), 1, 0, 0, 0, 0, time.UTC)
	first := last.AddDate(0, 1-trendMonths, 0)
	counts := make([][trendMonths]int, len(set.Themes))
	err := r.each(ctx, "theme_months", []any{first}, func(scan func(...any) error) error {
		var id string
		var m time.Time
		var n int
		if err := scan(&id, &m, &n); err != nil {
			return err
		}
		i, ok := at[id]
		k := (m.Year()-first.Year())*12 + int(m.Month()) - int(first.Month())
		if ok && k >= 0 && k < trendMonths {
			counts[i][k] += n
		}
		return nil
	})
	if err != nil {
		return err
	}
	// All themes start on the first month in which any has a text.
	from := trendMonths - 6
	for _, c := range counts {
		for k, n := range c {
			if n > 0 {
				from = min(from, k)
				break
			}
		}
	}
	var recent, before int
	for i := range set.Themes {
		t := &set.Themes[i]
		for k := from; k < trendMonths; k++ {
			t.ByMonth = append(t.ByMonth, model.Count{Start: first.AddDate(0, k, 0), N: counts[i][k]})
		}
	}
	// Whole days: the last 91 against the 91 before them.
	if err := r.each(ctx, "theme_recent", []any{r.site.AsOf}, func(scan func(...any) error) error {
		var id string
		var now, then int
		if err := scan(&id, &now, &then); err != nil {
			return err
		}
		recent, before = recent+now, before+then
		if i, ok := at[id]; ok {
			set.Themes[i].Recent, set.Themes[i].Before = now, then
		}
		return nil
	}); err != nil {
		return err
	}
	for i := range set.Themes {
		t := &set.Themes[i]
		t.Trend = direction(t.Recent, t.Before, recent, before)
		if t.Signals != nil {
			t.Trend = t.Signals.Trend.Kind // corrected for how many themes are looked at
		}
	}
	return nil
}

// direction tells whether a theme's share of all messages moved by more than
// chance: a z test of two shares at 1 %, two-sided, because many themes are
// looked at together. Fewer than ten messages say nothing.
func direction(now, then, allNow, allThen int) string {
	if now+then < 10 || allNow == 0 {
		return "scarce"
	}
	if then == 0 && allThen > 0 && now >= 10 {
		return "new"
	}
	if allThen == 0 {
		return "scarce"
	}
	p1, p0 := float64(now)/float64(allNow), float64(then)/float64(allThen)
	p := float64(now+then) / float64(allNow+allThen)
	se := math.Sqrt(p * (1 - p) * (1/float64(allNow) + 1/float64(allThen)))
	switch {
	case se > 0 && (p1-p0)/se > 2.576:
		return "rising"
	case se > 0 && (p1-p0)/se < -2.576:
		return "falling"
	}
	return "steady"
}

func (r *reader) quotes(ctx context.Context, set *model.ThemeSet, at map[string]int) error {
	return r.each(ctx, "theme_quotes", nil, func(scan func(...any) error) error {
		var id string
		var q model.Quote
		var text, lang *string
		var d *time.Time
		if err := scan(&id, &q.ID, &text, &lang, &q.Source, &d, &q.Stance); err != nil {
			return err
		}
		q.Text, q.Lang, q.Day = str(text), str(lang), day(d)
		if i, ok := at[id]; ok {
			set.Themes[i].Quotes = append(set.Themes[i].Quotes, q)
		}
		return nil
	})
}

// related names, for each theme, others by the same voices or near in meaning;
// without signals, others of its wide theme, largest first.
func (r *reader) related(set *model.ThemeSet) {
	known := map[string]bool{}
	for _, t := range set.Themes {
		known[t.ID] = true
	}
	for i := range set.Themes {
		t := &set.Themes[i]
		if t.Signals != nil {
			for _, o := range t.Signals.Related {
				if known[o.ID] && len(t.Related) < 6 {
					t.Related = append(t.Related, o.ID)
				}
			}
			continue
		}
		if t.Parent == "" {
			continue
		}
		for _, o := range set.Themes {
			if o.Parent == t.Parent && o.ID != t.ID && len(t.Related) < 5 {
				t.Related = append(t.Related, o.ID)
			}
		}
	}
}
