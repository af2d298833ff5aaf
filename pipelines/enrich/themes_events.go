package enrich

import "github.com/musharaka/musharaka/internal/nlp/themes"

// runParams is what theme_runs.params holds: how the run went, and what
// changed in the tree since the run before.
type runParams struct {
	themes.Run
	Events []told `json:"events"`
	// Unapplied counts decisions of editors that found nothing to decide on.
	Unapplied int `json:"unapplied"`
	// Settings and Inputs are digests of all that the run depends on; Formed is
	// the number of texts at which themes were formed, Placed those since.
	Settings string `json:"settings"`
	Inputs   string `json:"inputs"`
	Formed   int    `json:"formed"`
	Placed   int    `json:"placed"`
}

// told is a change of the tree with the names that were in use, because a
// theme that died or was merged has no row any more.
type told struct {
	Kind    string `json:"kind"` // birth, death, merge, split
	Theme   string `json:"theme"`
	LabelAR string `json:"label_ar"`
	LabelEN string `json:"label_en"`
	// With: merge: the theme it went into; split: the one it came from.
	With   string `json:"with,omitempty"`
	WithAR string `json:"with_label_ar,omitempty"`
	WithEN string `json:"with_label_en,omitempty"`
}

func paramsOf(res *themes.Result, prev *themes.State, key runKey) runParams {
	type name struct{ ar, en string }
	names := map[string]name{}
	if prev != nil {
		for _, t := range prev.Themes {
			names[t.ID] = name{t.LabelAR, t.LabelEN}
		}
	}
	for _, t := range res.Themes {
		names[t.ID] = name{t.LabelAR, t.LabelEN}
	}
	p := runParams{Run: res.Run, Events: []told{}, Unapplied: len(res.Unapplied), Settings: key.settings, Inputs: key.inputs, Formed: res.Run.Texts}
	for _, e := range res.Events {
		x := told{Kind: e.Kind, Theme: e.Theme, LabelAR: names[e.Theme].ar, LabelEN: names[e.Theme].en}
		if len(e.With) > 0 {
			x.With, x.WithAR, x.WithEN = e.With[0], names[e.With[0]].ar, names[e.With[0]].en
		}
		p.Events = append(p.Events, x)
	}
	return p
}
