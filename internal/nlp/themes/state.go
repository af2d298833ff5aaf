package themes

import "slices"

// State is what a run leaves for the next one: where themes lie, what they are
// called, who is in them. It is the machine's tree, before editors' decisions,
// which are applied anew in every run. It can be written as JSON.
type State struct {
	ModelVersion string       `json:"model_version"`
	Centring     *centring    `json:"centring"`
	Themes       []StateTheme `json:"themes"`
	// Members maps items to the deepest theme on their path.
	Members map[string]string `json:"members"`
	// Strength and Concept say how vectors were steered (package areas).
	Strength float32   `json:"strength,omitempty"`
	Concept  []float32 `json:"concept,omitempty"`
	// MeanScore is the mean cosine of placed texts to their theme's centre.
	MeanScore float64 `json:"mean_score"`
	NoneShare float64 `json:"none_share"`
}

// StateTheme is one theme in a State.
type StateTheme struct {
	ID       string    `json:"id"`
	Parent   string    `json:"parent,omitempty"`
	Level    int       `json:"level"`
	LabelAR  string    `json:"label_ar"`
	LabelEN  string    `json:"label_en"`
	Area     string    `json:"area,omitempty"`
	Messages int       `json:"messages"`
	Centre   []float32 `json:"centre"`
}

// Event is a change of the tree since the run before.
type Event struct {
	Kind  string   `json:"kind"` // birth, death, merge, split
	Theme string   `json:"theme"`
	With  []string `json:"with,omitempty"` // merge: the theme it went into; split: where it came from
}

// newState keeps the tree of a run.
func newState(d *discovery, res *Result) *State {
	s := &State{
		ModelVersion: d.run.ModelVersion, Centring: d.cen, Members: map[string]string{},
		Strength: d.strength, Concept: d.concept, NoneShare: d.run.NoneShare,
	}
	for _, t := range res.Themes {
		s.Themes = append(s.Themes, StateTheme{t.ID, t.Parent, t.Level, t.LabelAR, t.LabelEN, t.Area, t.Messages, t.centre})
	}
	n := 0
	for _, a := range res.Assignments {
		if a.Theme != "" {
			s.Members[a.ID] = a.Path[len(a.Path)-1]
			s.MeanScore += a.Score
			n++
		}
	}
	s.MeanScore /= float64(max(1, n))
	return s
}

// levelOf maps members to their theme of a level.
func (s *State) levelOf(level int) map[string]string {
	at := map[string]StateTheme{}
	for _, t := range s.Themes {
		at[t.ID] = t
	}
	out := make(map[string]string, len(s.Members))
	for item, id := range s.Members {
		for t, ok := at[id]; ok; t, ok = at[t.Parent] {
			if t.Level == level {
				out[item] = t.ID
				break
			}
		}
	}
	return out
}

// sortThemes orders themes by level, then by messages, then by id.
func sortThemes(list []Theme) {
	slices.SortStableFunc(list, func(a, b Theme) int {
		switch {
		case a.Level != b.Level:
			return a.Level - b.Level
		case a.Messages != b.Messages:
			return b.Messages - a.Messages
		case a.ID < b.ID:
			return -1
		}
		return 1
	})
}
