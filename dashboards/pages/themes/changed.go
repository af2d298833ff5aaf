package themes

import (
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

// told is how many changes of the tree are listed.
const told = 40

// Changed is what happened to the themes since the run before.
type Changed struct {
	Note, More string
	Events     []Event
}

// Event is one change; a theme that is gone has no link.
type Event struct {
	Chip        ui.Chip
	Label, Href string
	Word        string // into or from, before With
	With, There string
}

// changed is nil on a first run and in the public edition.
func changed(c *ui.Ctx) *Changed {
	x := c.Site.Themes.Changed
	if x == nil || c.Public() {
		return nil
	}
	d := &Changed{Note: c.T("changed.note", c.Day(x.Since))}
	if len(x.Events) == 0 {
		d.Note = c.T("changed.none", c.Day(x.Since))
	}
	path := paths(c)
	for i, e := range x.Events {
		if i == told {
			d.More = c.T("changed.more", ui.Int(len(x.Events)-told))
			break
		}
		v := Event{Chip: ui.Chip{Class: "void", Text: c.T("changed." + e.Kind)}, Label: c.In(e.Label), Href: path[e.ID]}
		if e.Kind == "birth" || e.Kind == "split" {
			v.Chip.Class = "open"
		}
		if e.With != "" {
			v.Word, v.With, v.There = c.T("changed."+e.Kind+".with"), c.In(e.WithLabel), path[e.With]
		}
		d.Events = append(d.Events, v)
	}
	return d
}

func paths(c *ui.Ctx) map[string]string {
	path := map[string]string{}
	for _, t := range c.Site.Themes.Themes {
		path[t.ID] = c.ThemePath(t.ID)
	}
	return path
}

// Since says how one theme of the tree came to be what it is, if the last run
// changed that.
func Since(c *ui.Ctx, t model.Theme) []ui.Fact {
	x := c.Site.Themes.Changed
	if x == nil || c.Public() {
		return nil
	}
	var out []ui.Fact
	path := paths(c)
	say := func(key, label, href string) {
		out = append(out, ui.Fact{Term: c.T("changed.term." + key), Text: label, Href: href, Note: c.T("changed.since", c.Day(x.Since))})
	}
	for _, e := range x.Events {
		switch {
		case e.ID == t.ID && e.Kind == "birth":
			say("birth", c.T("changed.birth"), "")
		case e.ID == t.ID && e.Kind == "split":
			say("split", c.In(e.WithLabel), path[e.With])
		case e.With == t.ID && e.Kind == "merge":
			say("merge", c.In(e.Label), path[e.ID])
		case e.With == t.ID && e.Kind == "split":
			say("gave", c.In(e.Label), path[e.ID])
		}
	}
	return out
}
