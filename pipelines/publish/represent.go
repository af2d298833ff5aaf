package publish

import (
	"context"
	"time"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
)

// represented says of each unit which groups spoke about which theme. Counts
// below the threshold are hidden here already, and with them what they could
// be worked out from.
func (r *reader) represented(ctx context.Context) error {
	k := r.o.K
	var sensitive bool
	if err := r.tx.QueryRow(ctx, "SELECT coalesce(bool_or(is_sensitive), false) FROM audience_groups").Scan(&sensitive); err != nil {
		return err
	}
	if sensitive {
		k *= 2
	}
	known := map[string]bool{}
	for _, t := range r.site.Themes.Themes {
		known[t.ID] = true
	}
	for i := range r.owed.represented {
		x := &r.owed.represented[i]
		at, ok := r.unit[x.Unit]
		if !ok || len(x.Groups) == 0 {
			continue
		}
		out := &model.Representation{Opinion: opinion(&x.Opinion, k), K: k}
		for j := range x.Groups {
			g := &x.Groups[j]
			s := model.SizedGroup{ID: g.Group, Name: g.Name, Size: g.Size, Source: g.Source, Old: g.Old && g.Size != nil}
			if g.SizedOn != nil {
				s.SizedOn = g.SizedOn.Time
			}
			out.Groups = append(out.Groups, s)
		}
		for _, t := range x.Themes {
			if known[t.Theme] {
				out.Themes = append(out.Themes, themeVoices(t, k))
			}
		}
		r.site.Units[at].Represented = out
	}
	return nil
}

func themeVoices(t metrics.ThemeVoice, k int) model.ThemeVoices {
	out := model.ThemeVoices{ID: t.Theme}
	few := false
	for _, g := range t.Groups {
		v := model.GroupVoices{N: int(g.Voices), Expected: g.Expected}
		if v.N > 0 && v.N < k {
			v.N, few = model.Hidden, true
		}
		out.Voices = append(out.Voices, v)
	}
	if few {
		for i := range out.Voices {
			out.Voices[i].Expected = 0 // the theme's sum stands in it
		}
	}
	return out
}

func opinion(o *metrics.Opinion, k int) model.Opinion {
	out := model.Opinion{Messages: int(o.Messages), Unweighted: o.Unweighted, Weighted: o.Weighted, EffectiveN: o.EffectiveN, Deff: o.Deff, Why: o.Why}
	if out.Messages > 0 && out.Messages < k {
		out.Messages, out.Unweighted, out.EffectiveN, out.Deff = model.Hidden, nil, 0, 0
	}
	return out
}

// changed reads what happened to the themes since the run before.
func (r *reader) changed(ctx context.Context) error {
	set := &r.site.Themes
	if set.Run == "" {
		return nil
	}
	if err := r.each(ctx, "theme_before", nil, func(scan func(...any) error) error {
		var since time.Time
		if err := scan(&since); err != nil {
			return err
		}
		set.Changed = &model.TreeChange{Since: since}
		return nil
	}); err != nil || set.Changed == nil {
		return err
	}
	label := map[string]i18n.Text{}
	for _, t := range set.Themes {
		label[t.ID] = t.Label
	}
	named := func(id string, ar, en *string) i18n.Text {
		if t, ok := label[id]; ok {
			return t // as an editor may have named it since
		}
		t := i18n.Text{AR: str(ar), EN: str(en)}
		if id != "" && t.AR == "" && t.EN == "" {
			t = i18n.Text{AR: "موضوع " + id, EN: "Theme " + id}
		}
		return t
	}
	return r.each(ctx, "theme_events", nil, func(scan func(...any) error) error {
		var e model.ThemeEvent
		var id, ar, en, with, war, wen *string
		if err := scan(&e.Kind, &id, &ar, &en, &with, &war, &wen); err != nil {
			return err
		}
		e.ID, e.With = str(id), str(with)
		e.Label, e.WithLabel = named(e.ID, ar, en), named(e.With, war, wen)
		set.Changed.Events = append(set.Changed.Events, e)
		return nil
	})
}
