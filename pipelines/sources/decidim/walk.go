package decidim

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/htmltext"
	"github.com/musharaka/musharaka/pipelines/source/mapping"
)

// walk is one call of Pages.
type walk struct {
	d     *decidim
	c     at
	high  string // newest publication seen in this walk
	yield func(source.Page, error) bool
	stop  bool
}

// askAgain asks question(), without the fields that turn out to be unknown to
// the server.
func (w *walk) ask(ctx context.Context, question func() string, out any) error {
	for {
		err := w.d.ask(ctx, question(), out)
		var q *queryError
		if !errors.As(err, &q) || !w.d.learn(q) {
			return err
		}
	}
}

func (w *walk) run(ctx context.Context) error {
	w.high = max(w.c.High, w.c.Newest)
	started := w.c.Space == ""
	for _, kind := range w.d.set.Spaces {
		if spaceType(kind) == "" {
			continue
		}
		var list map[string][]space
		if err := w.ask(ctx, func() string { return w.d.spacesQuery(kind) }, &list); err != nil {
			return err
		}
		for _, s := range list[kind] {
			here := kind + "/" + s.ID
			after := ""
			if !started {
				if here != w.c.Space {
					continue // done before the interruption
				}
				started, after = true, w.c.After
				if w.c.Done {
					continue
				}
			}
			if err := w.space(ctx, kind, s, after); err != nil || w.stop {
				return err
			}
		}
	}
	if !started { // the space of the cursor is gone: the walk starts again
		w.c.Space, w.c.After, w.c.Done = "", "", false
		return w.run(ctx)
	}
	w.end()
	return nil
}

// space walks the components of one space side by side: the server gives a
// page of each for one cursor. Where cursors part, a component is followed on
// its own.
func (w *walk) space(ctx context.Context, kind string, s space, after string) error {
	w.c.Space, w.c.Done = kind+"/"+s.ID, false
	type turn struct{ after, only string }
	turns := []turn{{after: after}}
	for len(turns) > 0 {
		t := turns[0]
		turns = turns[1:]
		var data map[string]*struct{ Components []component }
		if err := w.ask(ctx, func() string { return w.d.proposalsQuery(kind, s.ID, t.after, w.c.Since) }, &data); err != nil {
			var q *queryError
			if t.after != "" && errors.As(err, &q) { // a cursor that the server no longer takes
				turns = append(turns, turn{})
				continue
			}
			return err
		}
		sp := data[singular(kind)]
		if sp == nil {
			return nil // withdrawn while we walked
		}
		page := source.Page{Stream: stream, Walk: w.c.Walk}
		next := map[string][]string{}
		var order []string
		for _, comp := range sp.Components {
			if comp.Proposals == nil || t.only != "" && comp.ID != t.only {
				continue
			}
			w.records(&page, s, comp, t.after == "")
			if info := comp.Proposals.PageInfo; info.HasNextPage && info.EndCursor != "" && info.EndCursor != t.after {
				if next[info.EndCursor] == nil {
					order = append(order, info.EndCursor)
				}
				next[info.EndCursor] = append(next[info.EndCursor], comp.ID)
			}
		}
		for _, cur := range order {
			only := ""
			if len(order) > 1 && len(next[cur]) == 1 {
				only = next[cur][0]
			}
			turns = append(turns, turn{cur, only})
		}
		// With components that part, a resumed walk starts the space again.
		if w.c.After = ""; len(turns) == 1 && turns[0].only == "" {
			w.c.After = turns[0].after
		}
		w.c.Done = len(turns) == 0
		if !w.emit(page) {
			return nil
		}
	}
	return nil
}

func (w *walk) emit(p source.Page) bool {
	if w.c.Space != "" {
		w.c.Newest = w.high
	}
	p.Cursor = w.cursor()
	w.stop = !w.yield(p, nil)
	return !w.stop
}

func (w *walk) cursor() string {
	b, err := json.Marshal(w.c)
	if err != nil {
		return ""
	}
	return string(b)
}

// end closes the walk.
func (w *walk) end() {
	last := source.Page{Stream: stream, Walk: w.c.Walk, Last: true}
	w.c = at{High: w.high}
	if w.c.High == "" {
		w.c.High = time.Unix(0, 0).UTC().Format(time.RFC3339)
	}
	w.emit(last)
}

func (w *walk) records(page *source.Page, s space, c component, first bool) {
	d := w.d
	if first {
		page.Records = append(page.Records, d.component(s, c))
	}
	j, vals := d.m.NewJSON(), make([]mapping.Value, d.m.Len())
	for _, e := range c.Proposals.Edges {
		r, bad := d.record(c, e.Node, j, vals)
		if bad != nil {
			page.Bad = append(page.Bad, *bad)
			continue
		}
		if at := r.published; at > w.high {
			w.high = at
		}
		page.Records = append(page.Records, r.Record)
	}
}

// component makes an activity of a component. What a platform cannot know of
// it (its level, its plan) is the configuration's word and the register's.
func (d *decidim) component(s space, c component) source.Record {
	payload, err := json.Marshal(map[string]any{"component": c.ID, "name": c.Name, "space": s})
	if err != nil {
		payload = nil
	}
	title := d.text(c.Name)
	if title == "" {
		title = d.text(s.Title)
	}
	a := source.Activity{ID: d.env.Own(c.ID), Unit: d.set.Unit, TitleAR: title, Kind: d.set.ActivityKind, Level: d.set.ActivityLevel, Channel: d.set.Channel}
	a.StartedAt, _ = source.ParseTime(s.StartDate, d.env.Zone)
	a.EndedAt, _ = source.ParseTime(s.EndDate, d.env.Zone)
	a.InfoPublishedAt, _ = source.ParseTime(s.PublishedAt, d.env.Zone)
	return source.Record{ID: "component-" + c.ID, Payload: payload, Activities: []source.Activity{a}}
}

type published struct {
	source.Record
	published string
}

func (d *decidim) record(c component, node json.RawMessage, j *mapping.JSON, vals []mapping.Value) (published, *source.Bad) {
	fail := func(code source.Code, id, column string) (published, *source.Bad) {
		return published{}, &source.Bad{Place: stream + "/" + c.ID + "/" + id, ID: id, Column: column, Code: code, Original: source.Cut(node)}
	}
	if bad := j.Values(node, vals); bad != nil {
		return fail(bad.Code, "", "")
	}
	var p proposal
	if err := json.Unmarshal(node, &p); err != nil {
		var te *json.UnmarshalTypeError
		if errors.As(err, &te) {
			return fail(source.BadType, p.ID, te.Field)
		}
		return fail(source.BadSyntax, "", "")
	}
	if p.ID == "" {
		return fail(source.NoID, "", "id")
	}
	s := source.Submission{Activity: d.env.Own(c.ID), Channel: d.set.Channel, Identity: source.Account, Status: p.State}
	var ok bool
	if s.CreatedAt, ok = source.ParseTime(firstOf(p.PublishedAt, p.CreatedAt), d.env.Zone); !ok {
		return fail(source.BadTime, p.ID, "publishedAt")
	}
	if p.UpdatedAt != "" {
		s.UpdatedAt, _ = source.ParseTime(p.UpdatedAt, d.env.Zone)
	}
	if p.AnsweredAt != "" {
		if s.AnsweredAt, ok = source.ParseTime(p.AnsweredAt, d.env.Zone); !ok {
			return fail(source.BadTime, p.ID, "answeredAt")
		}
		s.Reason = htmltext.Plain(d.text(p.Answer))
	}
	title, body := htmltext.Plain(d.text(p.Title)), htmltext.Plain(d.text(p.Body))
	s.Text = strings.TrimSpace(title + "\n" + body)
	if s.Text == "" {
		return fail(source.NoText, p.ID, "body")
	}
	s.Lang = language(p.Title)
	if p.Author != nil {
		s.Author = p.Author.ID
		if s.Author == "" {
			s.Author = p.Author.Nickname
		}
	}
	rec := source.Record{ID: p.ID, Payload: node, Private: d.m.Private(vals), Submissions: []source.Submission{s}}
	if p.Official {
		rec.Submissions = nil // the unit's own words are nobody's participation
	}
	return published{rec, s.CreatedAt.Format(time.RFC3339)}, nil
}

// language is that of the only translation; with several, the machine may have
// made some, and nothing is said.
func language(t translations) string {
	if len(t.Translations) == 1 {
		return t.Translations[0].Locale
	}
	return ""
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
