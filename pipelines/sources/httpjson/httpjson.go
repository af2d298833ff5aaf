// Package httpjson reads any interface that answers with lists of JSON
// objects: pages by number, offset, cursor, Link header or next address; by
// GET or POST. What the fields mean is the configuration's `map`.
//
// It is for systems without a connector of their own; one that deserves quirks
// deserves a folder.
package httpjson

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/fetch"
	"github.com/musharaka/musharaka/pipelines/source/mapping"
)

// Settings are the keys of a source of kind http_json.
type Settings struct {
	config.Common `yaml:",inline"`
	URL           string            `yaml:"url"`
	Method        string            `yaml:"method"` // GET or POST
	Query         map[string]string `yaml:"query"`
	Body          map[string]any    `yaml:"body"` // of a POST
	Token         config.Secret     `yaml:"token"`
	TokenHeader   string            `yaml:"token_header"` // default Authorization
	TokenPrefix   *string           `yaml:"token_prefix"` // default "Bearer "
	Rows          string            `yaml:"rows"`         // JSON pointer to the list; empty: the answer itself
	Paging        Paging            `yaml:"paging"`
	Since         Since             `yaml:"since"`
	Limit         Limit             `yaml:"limit"`
	DeleteUnseen  bool              `yaml:"delete_unseen"` // what two full walks do not see is gone
}

// Paging says how to get the next page.
type Paging struct {
	Kind      string `yaml:"kind"`       // none, page, offset, cursor, link, next
	Param     string `yaml:"param"`      // of the page's number, offset or cursor
	Size      int    `yaml:"size"`       // rows asked for
	SizeParam string `yaml:"size_param"` // under which name
	Start     *int   `yaml:"start"`      // first page's number; default 1
	Cursor    string `yaml:"cursor"`     // JSON pointer to the next cursor
	Next      string `yaml:"next"`       // JSON pointer to the next address
	In        string `yaml:"in"`         // query or body: where Param goes
}

// Since makes passes incremental where the server can filter by time.
type Since struct {
	Param   string `yaml:"param"`
	Field   string `yaml:"field"`   // JSON pointer or member of a row: its time of change
	Format  string `yaml:"format"`  // rfc3339 (default), date, unix
	Overlap string `yaml:"overlap"` // default 1h
}

// Limit keeps requests within what the server allows.
type Limit struct {
	Requests float64 `yaml:"requests"`
	Per      string  `yaml:"per"` // as a Go duration; default 1m
	PerDay   float64 `yaml:"per_day"`
	Budget   float64 `yaml:"budget"` // money a month
	Price    float64 `yaml:"price"`  // of a request
}

// Kind is what pipelines/sources lists.
func Kind() source.Kind {
	return source.Kind{
		Name: "http_json", Text: i18n.Text{AR: "أي واجهة JSON عبر HTTP", EN: "any JSON interface over HTTP"},
		New: New, Deletes: source.DeleteUnseen, FullEvery: 24 * time.Hour, FullPages: 20,
	}
}

type httpjson struct {
	set     Settings
	env     source.Env
	base    *url.URL
	client  *fetch.Client
	m       *mapping.Mapping
	high    *mapping.Mapping
	overlap time.Duration
}

// New validates the settings.
func New(env source.Env) (source.Source, error) {
	s := Settings{Method: http.MethodGet, TokenHeader: "Authorization", Paging: Paging{Kind: "none", In: "query"}, Since: Since{Format: "rfc3339", Overlap: "1h"}}
	if err := env.Decode(&s); err != nil {
		return nil, err
	}
	base, err := fetch.Base(env.Config.Name, s.URL)
	if err != nil {
		return nil, err
	}
	if err := s.validate(env.Config.Name); err != nil {
		return nil, err
	}
	h := &httpjson{set: s, env: env, base: base}
	if h.overlap, err = time.ParseDuration(s.Since.Overlap); err != nil {
		return nil, i18n.Errorf(i18n.Text{AR: "المصدر %s: since.overlap ليست مدة", EN: "source %s: since.overlap is no duration"}, env.Config.Name)
	}
	header := map[string]string{}
	if s.Token.IsSet() {
		token, err := s.Token.Resolve(env.Dir)
		if err != nil {
			return nil, err
		}
		prefix := "Bearer "
		if s.TokenPrefix != nil {
			prefix = *s.TokenPrefix
		}
		header[s.TokenHeader] = prefix + token
	}
	if h.m, err = mapping.New(s.Map, nil); err != nil {
		return nil, err
	}
	if s.Since.Field != "" {
		if h.high, err = mapping.New(map[string]config.Fields{"id": {s.Since.Field}, "text": {"/unused"}, "author": {"/unused"}}, nil); err != nil {
			return nil, err
		}
	}
	h.client = fetch.New(env, fetch.Options{Base: base, Header: header, Limits: s.limits()})
	return h, nil
}

func (s *Settings) validate(name string) error {
	bad := func(t i18n.Text, args ...any) error { return i18n.Errorf(t, append([]any{name}, args...)...) }
	s.Method = strings.ToUpper(s.Method)
	p := &s.Paging
	switch {
	case s.Method != http.MethodGet && s.Method != http.MethodPost:
		return bad(i18n.Text{AR: "المصدر %s: method إما GET أو POST", EN: "source %s: method is GET or POST"})
	case !slices.Contains([]string{"none", "page", "offset", "cursor", "link", "next"}, p.Kind):
		return bad(i18n.Text{AR: "المصدر %s: paging.kind %q غير معروف", EN: "source %s: unknown paging.kind %q"}, p.Kind)
	case p.Kind == "cursor" && p.Cursor == "", p.Kind == "next" && p.Next == "":
		return bad(i18n.Text{AR: "المصدر %s: paging.%s ناقص (مؤشر JSON)", EN: "source %s: paging.%s is missing (a JSON pointer)"}, p.Kind)
	case p.Kind == "offset" && p.Size < 1:
		return bad(i18n.Text{AR: "المصدر %s: paging.size ناقص", EN: "source %s: paging.size is missing"})
	case s.Since.Param != "" && s.Since.Field == "":
		return bad(i18n.Text{AR: "المصدر %s: since.field ناقص", EN: "source %s: since.field is missing"})
	case !slices.Contains([]string{"rfc3339", "date", "unix"}, s.Since.Format):
		return bad(i18n.Text{AR: "المصدر %s: since.format: rfc3339 أو date أو unix", EN: "source %s: since.format is rfc3339, date or unix"})
	}
	if p.Param == "" {
		p.Param = map[string]string{"page": "page", "offset": "offset", "cursor": "cursor"}[p.Kind]
	}
	return nil
}

func (s *Settings) limits() []fetch.Limit {
	var out []fetch.Limit
	if s.Limit.Requests > 0 {
		per, err := time.ParseDuration(s.Limit.Per)
		if err != nil || per <= 0 {
			per = time.Minute
		}
		out = append(out, fetch.Limit{N: s.Limit.Requests, Per: per})
	}
	if s.Limit.PerDay > 0 {
		out = append(out, fetch.Limit{N: s.Limit.PerDay, Per: 24 * time.Hour})
	}
	if s.Limit.Budget > 0 {
		out = append(out, fetch.Limit{N: s.Limit.Budget, Per: 30 * 24 * time.Hour, Cost: s.Limit.Price})
	}
	return out
}

const stream = "rows"

type cursor struct {
	Walk  string    `json:"walk,omitempty"`
	On    bool      `json:"on,omitempty"`
	N     int       `json:"n,omitempty"`  // page or offset
	At    string    `json:"at,omitempty"` // cursor or address
	Since string    `json:"since,omitempty"`
	First int       `json:"first,omitempty"` // rows of the first page
	Rows  int       `json:"rows,omitempty"`  // rows of the page before
	Top   time.Time `json:"top,omitzero"`
	High  time.Time `json:"high,omitzero"`
}

// Probe asks for the first page.
func (h *httpjson) Probe(ctx context.Context) error {
	_, _, err := h.get(ctx, h.begin(cursor{}, source.Request{Full: true, Now: time.Unix(0, 0)}))
	return err
}

func (h *httpjson) begin(c cursor, req source.Request) cursor {
	c = cursor{On: true, High: c.High}
	switch h.set.Paging.Kind {
	case "page":
		c.N = 1
		if h.set.Paging.Start != nil {
			c.N = *h.set.Paging.Start
		}
	case "offset":
		if h.set.Paging.Start != nil {
			c.N = *h.set.Paging.Start
		}
	}
	from := req.Since
	if !req.Full && !c.High.IsZero() {
		from = c.High.Add(-h.overlap)
	}
	if h.set.Since.Param == "" || from.IsZero() || req.Full {
		if h.set.DeleteUnseen {
			c.Walk = req.Now.UTC().Format(time.RFC3339Nano)
		}
		return c
	}
	switch h.set.Since.Format {
	case "date":
		c.Since = from.UTC().Format(time.DateOnly)
	case "unix":
		c.Since = strconv.FormatInt(from.Unix(), 10)
	default:
		c.Since = from.UTC().Format(time.RFC3339)
	}
	return c
}

// Pages walks the list.
func (h *httpjson) Pages(ctx context.Context, req source.Request) iter.Seq2[source.Page, error] {
	return func(yield func(source.Page, error) bool) {
		var c cursor
		if json.Unmarshal([]byte(req.Cursors[stream]), &c) != nil {
			c = cursor{}
		}
		if !c.On {
			c = h.begin(c, req)
		}
		j := h.m.NewJSON()
		seen := map[string]bool{} // cursors and addresses: some servers go in circles
		for empty := 0; ; {
			rows, next, err := h.get(ctx, c)
			if h.pastEnd(c, err) {
				if c.Rows >= c.First { // perhaps not the end: nothing is taken for deleted
					c.Walk = ""
				}
				rows, next, err = nil, cursor{}, nil
			}
			if err != nil {
				yield(source.Page{}, err)
				return
			}
			page := source.Page{Stream: stream, Walk: c.Walk}
			for i, raw := range rows {
				rec, bad := j.Record(raw, h.env.Zone, fmt.Sprintf("%s/page %s, row %d", stream, h.name(c), i+1))
				if bad != nil {
					page.Bad = append(page.Bad, *bad)
					continue
				}
				page.Records = append(page.Records, rec)
				c.Top = later(c.Top, h.changed(raw))
			}
			page.Fields = j.Fields()
			if empty++; len(rows) > 0 {
				empty = 0
			}
			next.Walk, next.On, next.Since, next.Top, next.High = c.Walk, true, c.Since, c.Top, c.High
			next.Rows, next.First = len(rows), c.First
			if next.First == 0 {
				next.First = len(rows)
			}
			circle := next.At != "" && seen[next.At]
			if circle || empty > 5 { // what was not seen may be there
				page.Walk = ""
			}
			seen[next.At] = true
			end := circle || next.N == c.N && next.At == c.At || next.N == 0 && next.At == "" || empty > 5
			if end {
				if c.Top.After(req.Now) { // a time that has not come would hide what comes before it
					c.Top = req.Now.UTC()
				}
				next, page.Last = cursor{High: later(c.High, c.Top)}, true
			}
			b, err := json.Marshal(next)
			if err != nil {
				yield(source.Page{}, err)
				return
			}
			c, page.Cursor = next, string(b)
			if !yield(page, nil) || end {
				return
			}
		}
	}
}

// pastEnd tells whether err is how some servers say that the numbered page
// before was the last one.
func (h *httpjson) pastEnd(c cursor, err error) bool {
	var s *fetch.StatusError
	return h.set.Paging.Kind == "page" && c.Rows > 0 && errors.As(err, &s) &&
		(s.Status == http.StatusNotFound || s.Status == http.StatusBadRequest || s.Status == http.StatusRequestedRangeNotSatisfiable)
}

func (h *httpjson) name(c cursor) string {
	if c.At != "" {
		return "at a cursor"
	}
	return strconv.Itoa(c.N)
}

// changed is when a row was changed last, by the configured field.
func (h *httpjson) changed(raw json.RawMessage) time.Time {
	if h.high == nil {
		return time.Time{}
	}
	vals := make([]mapping.Value, h.high.Len())
	if bad := h.high.NewJSON().Values(raw, vals); bad != nil {
		return time.Time{}
	}
	t, _ := source.ParseTime(vals[0].S, h.env.Zone)
	return t
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// request builds the question for the page at c.
func (h *httpjson) request(c cursor) (*url.URL, []byte, error) {
	p := h.set.Paging
	if c.At != "" && (p.Kind == "link" || p.Kind == "next") {
		u, err := h.base.Parse(c.At)
		return u, nil, err
	}
	u := *h.base
	q := u.Query()
	for _, k := range slices.Sorted(maps.Keys(h.set.Query)) {
		q.Set(k, h.set.Query[k])
	}
	body := maps.Clone(h.set.Body)
	if body == nil {
		body = map[string]any{}
	}
	put := func(name, value string, typed any) {
		switch {
		case name == "" || value == "":
		case p.In == "body":
			body[name] = typed
		default:
			q.Set(name, value)
		}
	}
	if p.Size > 0 {
		put(p.SizeParam, strconv.Itoa(p.Size), p.Size)
	}
	put(h.set.Since.Param, c.Since, c.Since)
	switch p.Kind {
	case "page", "offset":
		put(p.Param, strconv.Itoa(c.N), c.N)
	case "cursor":
		put(p.Param, c.At, c.At)
	}
	u.RawQuery = q.Encode()
	if h.set.Method != http.MethodPost {
		return &u, nil, nil
	}
	b, err := json.Marshal(body)
	return &u, b, err
}

// get reads the page at c and tells where the next one is: a cursor equal to
// c, or without place, is the end.
func (h *httpjson) get(ctx context.Context, c cursor) ([]json.RawMessage, cursor, error) {
	u, body, err := h.request(c)
	if err != nil {
		return nil, c, err
	}
	var res *fetch.Response
	if h.set.Method == http.MethodPost {
		res, err = h.client.Post(ctx, u, "application/json", body)
	} else {
		res, err = h.client.Get(ctx, u, nil)
	}
	if err != nil {
		return nil, c, err
	}
	rows, err := at(res.Body, h.set.Rows)
	if err != nil {
		return nil, c, err
	}
	var list []json.RawMessage
	if rows != nil && string(rows) != "null" {
		if err := json.Unmarshal(rows, &list); err != nil {
			return nil, c, i18n.Errorf(i18n.Text{AR: "لا قائمة في %q من الجواب", EN: "there is no list at %q of the answer"}, h.set.Rows)
		}
	}
	next, err := h.next(c, res, len(list))
	return list, next, err
}

func (h *httpjson) next(c cursor, res *fetch.Response, rows int) (cursor, error) {
	p := h.set.Paging
	var out cursor
	switch p.Kind {
	case "page":
		if rows > 0 {
			out.N = c.N + 1
		}
	case "offset":
		if rows > 0 {
			out.N = c.N + rows
		}
	case "cursor":
		s, err := scalar(res.Body, p.Cursor)
		if err != nil {
			return out, err
		}
		out.At = s
	case "link":
		out.At = resolve(res.URL, fetch.NextLink(res.Header))
	case "next":
		s, err := scalar(res.Body, p.Next)
		if err != nil {
			return out, err
		}
		out.At = resolve(res.URL, s)
	}
	return out, nil
}

func resolve(base *url.URL, ref string) string {
	if ref == "" {
		return ""
	}
	u, err := base.Parse(ref)
	if err != nil {
		return ""
	}
	return u.String()
}
