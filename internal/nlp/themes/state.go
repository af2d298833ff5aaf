package themes

// State is what a run leaves for the next one: where themes lie, what they are
// called, who is in them. It can be written as JSON.
type State struct {
	ModelVersion string            `json:"model_version"`
	Centring     *centring         `json:"centring"`
	Themes       []StateTheme      `json:"themes"`
	Members      map[string]string `json:"members"` // item to its theme (level 1)
}

// StateTheme is one theme in a State.
type StateTheme struct {
	ID       string    `json:"id"`
	Parent   string    `json:"parent,omitempty"`
	Level    int       `json:"level"`
	LabelAR  string    `json:"label_ar"`
	LabelEN  string    `json:"label_en"`
	Messages int       `json:"messages"`
	Centre   []float32 `json:"centre"`
	Status   string    `json:"status,omitempty"`
}

// Event is a change of the tree between two runs.
type Event struct {
	Kind  string   `json:"kind"` // birth, death, merge, split
	Theme string   `json:"theme"`
	With  []string `json:"with,omitempty"` // merge: the theme it went into; split: where it came from
}

// Decision is what an editor decided about themes.
type Decision struct {
	Kind       string `json:"kind"`
	Theme      string `json:"theme"`
	Into       string `json:"into,omitempty"`
	Submission string `json:"submission,omitempty"`
	LabelAR    string `json:"label_ar,omitempty"`
	LabelEN    string `json:"label_en,omitempty"`
	Reviewer   string `json:"reviewer,omitempty"`
	At         string `json:"at,omitempty"`
}

func newState(d *discovery, res *Result) *State {
	s := &State{ModelVersion: d.run.ModelVersion, Centring: d.cen, Members: map[string]string{}}
	for _, t := range res.Themes {
		s.Themes = append(s.Themes, StateTheme{t.ID, t.Parent, t.Level, t.LabelAR, t.LabelEN, t.Messages, t.centre, t.Status})
	}
	for _, a := range res.Assignments {
		if a.Theme != "" {
			s.Members[a.ID] = a.Theme
		}
	}
	return s
}

func (res *Result) continued(Options) error { return nil }
