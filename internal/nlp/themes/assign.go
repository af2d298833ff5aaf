package themes

import (
	"context"
	"fmt"

	"github.com/musharaka/musharaka/internal/nlp/areas"
)

// DriftBound is the drift from which new texts no longer fit the themes of the
// last run and Discover should be run again.
const DriftBound = 0.15

// Drift says how far new texts lie from the themes of a state.
type Drift struct {
	Texts     int     `json:"texts"`
	NoneShare float64 `json:"none_share"`
	// Fall is how much lower their mean closeness to themes is, as a share.
	Fall float64 `json:"fall"`
}

// Beyond says whether themes should be formed again.
func (d Drift) Beyond() bool { return d.Fall > DriftBound }

// Assign places new items into the themes of a state without forming them
// again. It needs the encoder and the taxonomy of that run (nil: the one that
// ships). Editors' decisions are not applied.
func (s *State) Assign(ctx context.Context, items []Item, enc Encoder, t areas.Taxonomy) (list []Assignment, d Drift, err error) {
	if v := enc.ModelVersion(); v != s.ModelVersion {
		return nil, d, fmt.Errorf("assign to themes: they were formed by model %q, not %q", s.ModelVersion, v)
	}
	var guide *areas.Guide
	if s.Strength > 0 {
		if t == nil {
			if t, err = areas.Default(); err != nil {
				return nil, d, err
			}
		}
		if guide, err = t.NewGuide(ctx, enc); err != nil {
			return nil, d, err
		}
	}
	c := prepare(items)
	at := map[string]StateTheme{}
	for _, th := range s.Themes {
		at[th.ID] = th
	}
	theme, score := make([]string, len(c.units)), make([]float32, len(c.units))
	area := make([]string, len(c.units))
	sure := make([]float64, len(c.units))
	var sum float64
	placed := 0
	x := make([]float32, BatchSize*Dim)
	for lo := 0; lo < len(c.units); lo += BatchSize {
		part := c.units[lo:min(lo+BatchSize, len(c.units))]
		texts := make([]string, len(part))
		for i, u := range part {
			texts[i] = u.text
		}
		if err := enc.Encode(ctx, texts, x[:len(part)*Dim]); err != nil {
			return nil, d, fmt.Errorf("assign to themes: %w", err)
		}
		for i, u := range part {
			v := x[i*Dim : (i+1)*Dim]
			s.Centring.one(v, u.lang)
			if guide != nil {
				ev := make([]float64, len(guide.Taxonomy))
				guide.Evidence(u.text, s.Concept, v, ev)
				area[lo+i], sure[lo+i] = guide.Decide(ev)
				guide.Steer(u.text, s.Concept, v, s.Strength)
			}
			if theme[lo+i], score[lo+i] = s.nearest(v); theme[lo+i] != "" {
				sum += float64(score[lo+i])
				placed++
			}
		}
	}
	list = make([]Assignment, len(items))
	for i, it := range items {
		a := Assignment{ID: it.ID, Reason: c.reason[i]}
		if u := c.unitOf[i]; u >= 0 {
			a.Area, a.AreaScore = area[u], sure[u]
			if len(c.units[u].items) > 1 {
				a.Group = items[c.units[u].items[0]].ID
			}
			if theme[u] == "" {
				a.Reason = ReasonFar
			}
			for th, ok := at[theme[u]]; ok; th, ok = at[th.Parent] {
				a.Path = append([]string{th.ID}, a.Path...)
				if th.Level == 1 {
					a.Theme, a.Score = th.ID, float64(score[u])
				}
			}
		}
		list[i] = a
	}
	d.Texts = len(c.units)
	if len(c.units) > 0 && s.MeanScore > 0 {
		d.NoneShare = 1 - float64(placed)/float64(len(c.units))
		d.Fall = 1 - sum/float64(len(c.units))/s.MeanScore
	}
	return list, d, nil
}

// nearest is the deepest theme whose centre is nearest, with the cosine to it.
func (s *State) nearest(v []float32) (id string, score float32) {
	score = farCosine
	for _, t := range s.Themes {
		if t.Level >= 1 && len(t.Centre) == Dim {
			if c := dot(v, t.Centre); c > score {
				id, score = t.ID, c
			}
		}
	}
	if id == "" {
		score = 0
	}
	return id, score
}
