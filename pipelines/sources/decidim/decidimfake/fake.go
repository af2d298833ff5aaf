// Package decidimfake is a faithful small Decidim: the GraphQL interface of
// public content, with the habits of the library under it (unpadded ordinal
// cursors, fifty to a page whatever is asked, a depth limit, errors with
// status 200). Tests and demonstrations read from it; production code does
// not.
package decidimfake

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Proposal is one row of the fake's data.
type Proposal struct {
	ID        string            `json:"id"`
	Locale    string            `json:"locale"`
	Title     string            `json:"title"`
	Body      string            `json:"body"`
	Process   Named             `json:"process"`
	Component Named             `json:"component"`
	Created   string            `json:"created_at"`
	Published string            `json:"published_at"`
	Updated   string            `json:"updated_at"`
	State     *string           `json:"state"`
	Answer    map[string]string `json:"answer"`
	Answered  *string           `json:"answered_at"`
	Author    *Author           `json:"author"`
	Withdrawn bool              `json:"withdrawn"`
	Official  bool              `json:"official"`
	Votes     *int              `json:"votes"`
}

// Named is a process or a component.
type Named struct {
	ID    string            `json:"id"`
	Slug  string            `json:"slug"`
	Title map[string]string `json:"title"`
	Name  map[string]string `json:"name"`
}

// Author is who wrote a proposal.
type Author struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Nickname string `json:"nickname"`
}

// Server is the fake. Its exported fields may be set before it serves.
type Server struct {
	PageMax  int  // rows of a page at most; default 50
	HideLess bool // knows no createdAt, updatedAt, nor order, as older versions
	// Between is called after each page of proposals, to change the data
	// between pages.
	Between func(s *Server, page int)

	mu    sync.Mutex
	rows  []Proposal
	pages int
}

// Load reads proposals, one JSON object a line.
func Load(r io.Reader) (*Server, error) {
	s := &Server{PageMax: 50}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 16<<20)
	for n := 1; sc.Scan(); n++ {
		var p Proposal
		if err := json.Unmarshal(sc.Bytes(), &p); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		s.rows = append(s.rows, p)
	}
	return s, sc.Err()
}

// Put inserts or replaces a proposal.
func (s *Server) Put(p Proposal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := s.find(p.ID); i >= 0 {
		s.rows[i] = p
		return
	}
	s.rows = append(s.rows, p)
}

// Delete takes a proposal away.
func (s *Server) Delete(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := s.find(id); i >= 0 {
		s.rows = slices.Delete(s.rows, i, i+1)
	}
}

// All returns the proposals.
func (s *Server) All() []Proposal {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.rows)
}

func (s *Server) find(id string) int {
	return slices.IndexFunc(s.rows, func(p Proposal) bool { return p.ID == id })
}

// SetPageMax bounds the rows of a page.
func (s *Server) SetPageMax(n int) { s.PageMax = n }

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/api" || r.Method != http.MethodPost {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, "<!DOCTYPE html><html><body>The page you are looking for does not exist</body></html>")
		return
	}
	var body struct{ Query string }
	if err := json.NewDecoder(io.LimitReader(r.Body, 1<<20)).Decode(&body); err != nil || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		s.answer(w, nil, "No query string was present")
		return
	}
	fields, err := parse(body.Query)
	if err != nil {
		s.answer(w, nil, err.Error())
		return
	}
	if d := depth(fields); d > 15 {
		s.answer(w, nil, fmt.Sprintf("Query has depth of %d, which exceeds max depth of 15", d))
		return
	}
	s.mu.Lock()
	before := s.pages
	e := &evaluation{s: s}
	data := e.object("Query", queryType(s), fields)
	pages := s.pages
	s.mu.Unlock()
	if len(e.errors) > 0 {
		s.answer(w, data, e.errors...)
		return
	}
	s.answer(w, data)
	if s.Between != nil && pages > before {
		s.Between(s, pages)
	}
}

func (s *Server) answer(w http.ResponseWriter, data any, errors ...string) {
	out := map[string]any{}
	if len(errors) > 0 {
		list := make([]map[string]string, len(errors))
		for i, e := range errors {
			list[i] = map[string]string{"message": e}
		}
		out["errors"] = list
	}
	if data != nil {
		out["data"] = data
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false) // as the real one: markup comes unescaped
	_ = e.Encode(out)      // the client is gone
}

// resolver gives a field's value: a scalar, an object (typ and its fields) or
// a list of them.
type resolver map[string]func(args map[string]any) any

type object struct {
	typ    string
	fields resolver
}

type evaluation struct {
	s      *Server
	errors []string
}

func (e *evaluation) object(typ string, o resolver, sel []field) map[string]any {
	out := map[string]any{}
	for _, f := range sel {
		if f.on != "" {
			if f.on == typ {
				for k, v := range e.object(typ, o, f.sel) {
					out[k] = v
				}
			}
			continue
		}
		if f.name == "__typename" {
			out[f.name] = typ
			continue
		}
		get, ok := o[f.name]
		if !ok {
			e.errors = append(e.errors, fmt.Sprintf("Field '%s' doesn't exist on type '%s'", f.name, typ))
			continue
		}
		out[f.name] = e.value(get(f.args), f.sel)
	}
	return out
}

func (e *evaluation) value(v any, sel []field) any {
	switch v := v.(type) {
	case object:
		if v.fields == nil {
			return nil
		}
		return e.object(v.typ, v.fields, sel)
	case []object:
		list := make([]any, len(v))
		for i, o := range v {
			list[i] = e.object(o.typ, o.fields, sel)
		}
		return list
	case error:
		e.errors = append(e.errors, v.Error())
		return nil
	}
	return v
}

func constant(v any) func(map[string]any) any { return func(map[string]any) any { return v } }

func queryType(s *Server) resolver {
	spaces := s.spaces()
	none := constant([]object{})
	return resolver{
		"decidim": constant(object{"Decidim", resolver{"version": constant("0.31.0"), "applicationName": constant("Fake")}}),
		"participatoryProcesses": func(map[string]any) any {
			list := make([]object, len(spaces))
			for i, p := range spaces {
				list[i] = s.process(p)
			}
			return list
		},
		"participatoryProcess": func(args map[string]any) any {
			for _, p := range spaces {
				if p.ID == args["id"] || p.Slug == args["slug"] {
					return s.process(p)
				}
			}
			return object{}
		},
		"assemblies": none, "conferences": none, "initiatives": none,
	}
}

func (s *Server) spaces() []Named {
	var out []Named
	for _, p := range s.rows {
		if !slices.ContainsFunc(out, func(n Named) bool { return n.ID == p.Process.ID }) {
			out = append(out, p.Process)
		}
	}
	slices.SortFunc(out, func(a, b Named) int { return number(a.ID) - number(b.ID) })
	return out
}

func (s *Server) process(p Named) object {
	fields := resolver{
		"id": constant(p.ID), "slug": constant(p.Slug), "title": constant(translated(p.Title)), "publishedAt": constant(nil),
		"components": func(args map[string]any) any {
			var out []object
			for _, c := range s.components(p.ID) {
				out = append(out, object{"Proposals", resolver{"id": constant(c.ID), "name": constant(translated(c.Name)), "weight": constant(0),
					"proposals": func(args map[string]any) any { return s.proposals(c.ID, args) }}})
			}
			if f, ok := args["filter"].(map[string]any); ok && f["type"] != nil && f["type"] != "Proposals" {
				return []object{}
			}
			return out
		},
	}
	if !s.HideLess {
		fields["startDate"], fields["endDate"] = constant(nil), constant(nil)
	}
	return object{"ParticipatoryProcess", fields}
}

func (s *Server) components(process string) []Named {
	var out []Named
	for _, p := range s.rows {
		if p.Process.ID == process && !slices.ContainsFunc(out, func(n Named) bool { return n.ID == p.Component.ID }) {
			out = append(out, p.Component)
		}
	}
	slices.SortFunc(out, func(a, b Named) int { return number(a.ID) - number(b.ID) })
	return out
}

func (s *Server) proposals(component string, args map[string]any) any {
	if s.HideLess && args["order"] != nil {
		return fmt.Errorf("Field 'proposals' doesn't accept argument 'order'")
	}
	var rows []Proposal
	since := ""
	if f, ok := args["filter"].(map[string]any); ok {
		since, _ = f["publishedSince"].(string)
	}
	for _, p := range s.rows {
		if p.Component.ID == component && p.Published != "" && p.Published >= since {
			rows = append(rows, p)
		}
	}
	slices.SortFunc(rows, func(a, b Proposal) int {
		if _, ok := args["order"].(map[string]any); ok {
			return compareIDs(a.ID, b.ID)
		}
		return strings.Compare(a.Published+a.ID, b.Published+b.ID)
	})
	first := 50
	if n, ok := args["first"].(int); ok {
		first = n
	}
	first = min(first, s.PageMax)
	start := 0
	if after, ok := args["after"].(string); ok {
		b, err := base64.RawURLEncoding.DecodeString(after)
		n, nerr := strconv.Atoi(string(b))
		if err != nil || nerr != nil {
			return fmt.Errorf("Invalid cursor: %q", after)
		}
		start = min(n, len(rows))
	}
	end := min(start+first, len(rows))
	s.pages++
	var cursor any
	if end > start {
		cursor = base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(end)))
	}
	edges := make([]object, 0, end-start)
	for i, p := range rows[start:end] {
		at := base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(start + i + 1)))
		edges = append(edges, object{"ProposalEdge", resolver{"cursor": constant(at), "node": constant(s.proposal(p))}})
	}
	return object{"ProposalConnection", resolver{
		"pageInfo": constant(object{"PageInfo", resolver{"hasNextPage": constant(end < len(rows)), "hasPreviousPage": constant(start > 0),
			"endCursor": constant(cursor), "startCursor": constant(nil)}}),
		"edges": constant(edges), "nodes": constant(nil)}}
}

func (s *Server) proposal(p Proposal) object {
	loc := p.Locale
	if loc == "" {
		loc = "ar"
	}
	var author object
	if p.Author != nil {
		author = object{"User", resolver{"id": constant(p.Author.ID), "name": constant(p.Author.Name), "nickname": constant(p.Author.Nickname)}}
	}
	f := resolver{
		"id": constant(p.ID), "reference": constant("FAKE-PROP-" + p.ID), "title": constant(translated(map[string]string{loc: p.Title})),
		"body": constant(translated(map[string]string{loc: p.Body})), "state": constant(p.State), "answer": constant(translated(p.Answer)),
		"answeredAt": constant(p.Answered), "publishedAt": constant(p.Published), "voteCount": constant(p.Votes), "official": constant(p.Official),
		"withdrawn": constant(p.Withdrawn), "author": constant(author), "address": constant(nil),
	}
	if !s.HideLess {
		f["createdAt"], f["updatedAt"] = constant(or(p.Created, p.Published)), constant(or(p.Updated, p.Published))
	}
	return object{"Proposal", f}
}

func translated(m map[string]string) any {
	if m == nil {
		return nil
	}
	var list []object
	for _, l := range []string{"ar", "en", "fr"} {
		if t, ok := m[l]; ok {
			list = append(list, object{"LocalizedString", resolver{"locale": constant(l), "text": constant(t), "machineTranslated": constant(false)}})
		}
	}
	return object{"TranslatedField", resolver{"translations": constant(list), "locales": constant(nil),
		"translation": func(args map[string]any) any { l, _ := args["locale"].(string); return m[l] }}}
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func compareIDs(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// Sample makes n proposals in two components of one process, for tests.
func Sample(n int) []Proposal {
	out := make([]Proposal, n)
	for i := range out {
		at := time.Date(2025, 1, 1, 8, 0, i, 0, time.UTC).Format(time.RFC3339)
		out[i] = Proposal{ID: strconv.Itoa(1000 + i), Locale: "ar", Title: "مقترح", Body: fmt.Sprintf("نص المقترح رقم %d", i), Published: at,
			Process: Named{ID: "1", Slug: "p", Title: map[string]string{"ar": "عملية"}}, Author: &Author{ID: strconv.Itoa(7 + i%5), Name: "Name", Nickname: "nick"},
			Component: Named{ID: strconv.Itoa(11 + i%2), Name: map[string]string{"ar": "مكون"}}}
	}
	return out
}
