package themes

import (
	"slices"
	"strings"
)

// Kinds of decisions.
const (
	DecideName   = "name"   // Theme gets LabelAR and LabelEN, where given
	DecideMerge  = "merge"  // Theme goes into Into
	DecideSplit  = "split"  // Theme's sub-themes become themes
	DecideLock   = "lock"   // Theme stays, even if a run would not find it again
	DecideMove   = "move"   // Submission belongs to Theme
	DecideIgnore = "ignore" // Theme is not shown
)

// Decision is what an editor decided about themes. Later ones win.
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

// Statuses of themes.
const (
	StatusNamed   = "named"
	StatusLocked  = "locked"
	StatusIgnored = "ignored"
)

// editor applies decisions to a result.
type editor struct {
	res   *Result
	items map[string]Item
	prev  *State
	gone  map[string]string // merged themes and where they went
}

// decide applies all decisions and counts the themes anew. A decision about a
// theme that is neither found nor known from before has no effect: it is
// listed in Result.Unapplied.
func (res *Result) decide(items []Item, prev *State, list []Decision) {
	if len(list) == 0 {
		return
	}
	e := &editor{res: res, items: make(map[string]Item, len(items)), prev: prev, gone: map[string]string{}}
	for _, it := range items {
		e.items[it.ID] = it
	}
	for _, d := range list {
		// What a person locked, named or filled by hand is kept even if this
		// run would not find it again.
		switch d.Kind {
		case DecideLock:
			e.revive(d.Theme, StatusLocked)
		case DecideName, DecideMove:
			e.revive(d.Theme, StatusNamed)
		}
	}
	for i, d := range list {
		if !e.apply(d) {
			res.Unapplied = append(res.Unapplied, i)
		}
	}
	e.recount()
	sortThemes(res.Themes)
}

func (e *editor) theme(id string) *Theme {
	for to, ok := e.gone[id]; ok; to, ok = e.gone[id] {
		id = to
	}
	for i := range e.res.Themes {
		if e.res.Themes[i].ID == id {
			return &e.res.Themes[i]
		}
	}
	return nil
}

func (e *editor) apply(d Decision) bool {
	t := e.theme(d.Theme)
	if t == nil {
		return false
	}
	switch d.Kind {
	case DecideName:
		if d.LabelAR != "" {
			t.LabelAR = strings.TrimSpace(d.LabelAR)
		}
		if d.LabelEN != "" {
			t.LabelEN = strings.TrimSpace(d.LabelEN)
		}
		if t.Status == "" {
			t.Status = StatusNamed
		}
	case DecideLock:
		t.Status = StatusLocked
	case DecideIgnore:
		t.Status = StatusIgnored
	case DecideMerge:
		into := e.theme(d.Into)
		if into == nil || into.ID == t.ID || into.Level != t.Level {
			return false
		}
		e.merge(t.ID, into.ID)
	case DecideSplit:
		return e.split(t.ID)
	case DecideMove:
		return e.move(d.Submission, t.ID)
	default:
		return false
	}
	return true
}

// pathTo lists the ids from the widest theme to id.
func (e *editor) pathTo(id string) []string {
	var path []string
	for t := e.theme(id); t != nil; t = e.theme(t.Parent) {
		path = append(path, t.ID)
		if t.Parent == "" {
			break
		}
	}
	slices.Reverse(path)
	return path
}

func (e *editor) remove(id string) {
	e.res.Themes = slices.DeleteFunc(e.res.Themes, func(t Theme) bool { return t.ID == id })
}

// place puts an assignment under its deepest theme.
func (e *editor) place(a *Assignment, deepest string) {
	a.Path = e.pathTo(deepest)
	a.Theme, a.Reason = "", ""
	for _, id := range a.Path {
		if t := e.theme(id); t.Level == 1 {
			a.Theme = id
		}
	}
}

// replace puts everything whose path holds id under what to says.
func (e *editor) replace(id string, to func(a *Assignment) string) {
	for i := range e.res.Assignments {
		if a := &e.res.Assignments[i]; slices.Contains(a.Path, id) {
			e.place(a, to(a))
		}
	}
}

func (e *editor) merge(id, into string) {
	for i := range e.res.Themes {
		if e.res.Themes[i].Parent == id {
			e.res.Themes[i].Parent = into
		}
	}
	quotes := e.theme(id).Quotes
	e.remove(id)
	t := e.theme(into)
	t.Quotes = e.oneEach(append(slices.Clone(t.Quotes), quotes...))
	e.replace(id, func(a *Assignment) string {
		if last := a.Path[len(a.Path)-1]; last != id {
			return last
		}
		return into
	})
	e.gone[id] = into
}

// oneEach keeps the first quote of each author, as many as a theme shows.
func (e *editor) oneEach(ids []string) []string {
	var out []string
	heard := map[string]bool{}
	for _, id := range ids {
		it := e.items[id]
		if it.Private || it.Author != "" && heard[it.Author] || len(out) == quotesEach || slices.Contains(out, id) {
			continue
		}
		heard[it.Author] = true
		out = append(out, id)
	}
	return out
}

func (e *editor) split(id string) bool {
	parent := e.theme(id).Parent
	largest, most := "", -1
	for i := range e.res.Themes {
		if t := &e.res.Themes[i]; t.Parent == id {
			if t.Messages > most {
				largest, most = t.ID, t.Messages
			}
			t.Parent, t.Level = parent, 1
		}
	}
	if largest == "" {
		return false
	}
	e.remove(id)
	e.replace(id, func(a *Assignment) string {
		if last := a.Path[len(a.Path)-1]; last != id {
			return last
		}
		return largest
	})
	e.gone[id] = largest
	return true
}

func (e *editor) move(submission, theme string) bool {
	for i := range e.res.Assignments {
		if a := &e.res.Assignments[i]; a.ID == submission {
			e.place(a, theme)
			return true
		}
	}
	return false
}

// revive brings back a theme that people decided about and this run did not
// find: its members of before that are still there and that no other such
// theme holds.
func (e *editor) revive(id, status string) {
	if e.prev == nil || e.theme(id) != nil {
		return
	}
	i := slices.IndexFunc(e.prev.Themes, func(t StateTheme) bool { return t.ID == id && t.Level == 1 })
	if i < 0 {
		return
	}
	old := e.prev.Themes[i]
	t := Theme{ID: id, Level: 1, LabelAR: old.LabelAR, LabelEN: old.LabelEN, Area: old.Area, Status: status, centre: old.Centre, revived: true}
	if e.theme(old.Parent) != nil {
		t.Parent = old.Parent
	}
	e.res.Themes = append(e.res.Themes, t)
	before := e.prev.levelOf(1)
	for j := range e.res.Assignments {
		if a := &e.res.Assignments[j]; before[a.ID] == id {
			e.place(a, id)
		}
	}
	e.res.State.Themes = append(e.res.State.Themes, old)
	for item := range e.prev.Members {
		if before[item] == id {
			e.res.State.Members[item] = id
		}
	}
}

// recount counts messages, voices and languages of all themes again and drops
// those that ended empty, except locked ones.
func (e *editor) recount() {
	at := map[string]int{}
	voices := map[string]map[string]bool{}
	for i := range e.res.Themes {
		t := &e.res.Themes[i]
		at[t.ID] = i
		t.Messages, t.Voices = 0, 0
		t.Languages = map[string]int{}
		voices[t.ID] = map[string]bool{}
	}
	for _, a := range e.res.Assignments {
		it := e.items[a.ID]
		for _, id := range a.Path {
			t := &e.res.Themes[at[id]]
			t.Messages++
			lang := it.Lang
			if lang == "" {
				lang = "und"
			}
			t.Languages[lang]++
			if it.Author == "" || !voices[id][it.Author] {
				t.Voices++
				voices[id][it.Author] = true
			}
		}
	}
	for _, a := range e.res.Assignments {
		for _, id := range a.Path { // a theme that came back has none yet
			if t := &e.res.Themes[at[id]]; len(t.Quotes) < quotesEach && t.revived {
				t.Quotes = e.oneEach(append(t.Quotes, a.ID))
			}
		}
	}
	e.res.Themes = slices.DeleteFunc(e.res.Themes, func(t Theme) bool { return t.Messages == 0 && t.Status != StatusLocked })
}
