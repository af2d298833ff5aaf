// Package mastodon reads public posts under hashtags from a server that
// speaks Mastodon's interface (Mastodon, GoToSocial, snac and others).
//
// It reads public and unlisted posts only, and follows nobody. Pages are
// walked backwards in time, because what `min_id` means differs between
// servers, and so does the order of ids.
package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
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

// Settings are the keys of a source of kind mastodon.
type Settings struct {
	config.Common `yaml:",inline"`
	URL           string        `yaml:"url"`
	Hashtags      []string      `yaml:"hashtags"`
	Token         config.Secret `yaml:"token"`
	Local         bool          `yaml:"local"`     // posts of this server only
	MaxPages      int           `yaml:"max_pages"` // of one hashtag's walk
	PerWindow     float64       `yaml:"per_5_minutes"`
}

// Kind is what pipelines/sources lists.
func Kind() source.Kind {
	return source.Kind{
		Name: "mastodon", Text: i18n.Text{AR: "منشورات Mastodon تحت وسوم", EN: "Mastodon posts under hashtags"},
		New: New, Deletes: source.DeleteUnseen, FullEvery: 7 * 24 * time.Hour,
	}
}

type mastodon struct {
	set    Settings
	env    source.Env
	base   *url.URL
	client *fetch.Client
	m      *mapping.Mapping
}

// New validates the settings.
func New(env source.Env) (source.Source, error) {
	s := Settings{MaxPages: 500, PerWindow: 280}
	if err := env.Decode(&s); err != nil {
		return nil, err
	}
	base, err := fetch.Base(env.Config.Name, s.URL)
	if err != nil {
		return nil, err
	}
	for i, h := range s.Hashtags {
		s.Hashtags[i] = strings.TrimPrefix(strings.TrimSpace(h), "#")
	}
	s.Hashtags = slices.DeleteFunc(s.Hashtags, func(h string) bool { return h == "" })
	if len(s.Hashtags) == 0 {
		return nil, i18n.Errorf(i18n.Text{AR: "المصدر %s: المفتاح hashtags ناقص", EN: "source %s: hashtags is missing"}, env.Config.Name)
	}
	if s.Channel == "" {
		s.Channel = "social_media"
	}
	header := map[string]string{}
	if s.Token.IsSet() {
		token, err := s.Token.Resolve(env.Dir)
		if err != nil {
			return nil, err
		}
		header["Authorization"] = "Bearer " + token
	}
	m, err := mapping.New(map[string]config.Fields{"id": {"id"}, "text": {"/unused"}, "author": {"/unused"}, "private": {"account", "mentions"}}, nil)
	if err != nil {
		return nil, err
	}
	return &mastodon{set: s, env: env, base: base, m: m,
		client: fetch.New(env, fetch.Options{Base: base, Header: header, Limits: []fetch.Limit{{N: s.PerWindow, Per: 5 * time.Minute}}})}, nil
}

// cursor is one hashtag's.
type cursor struct {
	Walk string    `json:"walk,omitempty"`
	Next string    `json:"next,omitempty"` // query of the next page of the walk under way
	Page int       `json:"page,omitempty"`
	Last string    `json:"last,omitempty"` // id of the last post of the page before
	Stop time.Time `json:"stop,omitzero"`  // the walk under way ends at posts older than this
	Top  time.Time `json:"top,omitzero"`   // newest post of the walk under way
	High time.Time `json:"high,omitzero"`  // newest post that is stored
}

type status struct {
	ID         string
	CreatedAt  string  `json:"created_at"`
	EditedAt   *string `json:"edited_at"`
	Content    string
	Spoiler    string `json:"spoiler_text"`
	Visibility string
	Language   *string
	InReplyTo  *string `json:"in_reply_to_id"`
	Account    struct{ ID, Acct string }
}

// overlap is how far a walk reaches back behind the newest post it knows:
// posts arrive late from other servers.
const overlap = time.Hour

// Probe asks for one post.
func (m *mastodon) Probe(ctx context.Context) error {
	_, err := m.client.Get(ctx, m.page(m.set.Hashtags[0], "limit=1"), nil)
	var s *fetch.StatusError
	if errors.As(err, &s) && s.Status == http.StatusNotFound {
		return nil // nobody has used the hashtag yet
	}
	if errors.As(err, &s) && (s.Status == http.StatusUnauthorized || s.Status == http.StatusForbidden) {
		return i18n.Wrap(err, i18n.Text{AR: "يطلب الخادم رمز دخول صالحاً (token بصلاحية read:statuses)", EN: "the server wants a valid token (with the scope read:statuses)"})
	}
	return err
}

func (m *mastodon) page(tag, query string) *url.URL {
	u := m.base.JoinPath("api/v1/timelines/tag", tag)
	u.RawQuery = query
	return u
}

func (m *mastodon) first() string {
	q := url.Values{"limit": {"40"}}
	if m.set.Local {
		q.Set("local", "true")
	}
	return q.Encode()
}

// Pages walks each hashtag.
func (m *mastodon) Pages(ctx context.Context, req source.Request) iter.Seq2[source.Page, error] {
	return func(yield func(source.Page, error) bool) {
		for i, tag := range m.set.Hashtags {
			ok, err := m.tag(ctx, tag, req, i == len(m.set.Hashtags)-1, yield)
			if err != nil {
				yield(source.Page{}, err)
			}
			if err != nil || !ok {
				return
			}
		}
	}
}

// tag walks one hashtag from its newest post back; false ends everything. The
// posts of a hashtag are a stream of their own, so that a full walk of one
// says nothing about the others.
func (m *mastodon) tag(ctx context.Context, tag string, req source.Request, _ bool, yield func(source.Page, error) bool) (bool, error) {
	stream := "tag/" + tag
	var c cursor
	if json.Unmarshal([]byte(req.Cursors[stream]), &c) != nil {
		c = cursor{}
	}
	if c.Next == "" {
		c = cursor{High: c.High, Next: m.first()}
		switch {
		case req.Full || c.High.IsZero():
			c.Stop = req.Since
			if req.Since.IsZero() {
				c.Walk = req.Now.UTC().Format(time.RFC3339Nano)
			}
		default:
			c.Stop = c.High.Add(-overlap)
		}
	}
	j, vals := m.m.NewJSON(), make([]mapping.Value, m.m.Len())
	for empty := 0; ; {
		list, next, linked, err := m.get(ctx, tag, c.Next)
		if err != nil {
			return false, err
		}
		page := source.Page{Stream: stream, Walk: c.Walk}
		oldest, last := time.Time{}, ""
		for _, raw := range list {
			rec, st, bad := m.record(raw, tag, j, vals)
			if bad != nil {
				page.Bad = append(page.Bad, *bad)
				continue
			}
			at := rec.Submissions[0].CreatedAt
			if oldest.IsZero() || at.Before(oldest) {
				oldest = at
			}
			if at.After(c.Top) {
				c.Top = at
			}
			last = st.ID
			if st.Visibility == "" || st.Visibility == "public" || st.Visibility == "unlisted" {
				page.Records = append(page.Records, rec)
			}
		}
		if empty++; len(list) > 0 {
			empty = 0
		}
		// Without Link headers, pages go by id, until nothing older comes.
		if !linked && last != "" && last != c.Last {
			next = m.first() + "&max_id=" + url.QueryEscape(last)
		}
		c.Last = last
		c.Page++
		end := next == "" || next == c.Next || empty > 3 || c.Page >= m.set.MaxPages || !c.Stop.IsZero() && !oldest.IsZero() && oldest.Before(c.Stop)
		c.Next = next
		if end {
			if c.Top.After(req.Now) { // a time that has not come would hide what comes before it
				c.Top = req.Now.UTC()
			}
			if c.Top.After(c.High) {
				c.High = c.Top
			}
			if c.Page >= m.set.MaxPages || empty > 3 {
				page.Walk = "" // cut short: what was not seen may be there
			}
			c = cursor{High: c.High}
			page.Last = true
		}
		b, err := json.Marshal(c)
		if err != nil {
			return false, err
		}
		page.Cursor = string(b)
		if !yield(page, nil) {
			return false, nil
		}
		if end {
			return true, nil
		}
	}
}

// get reads a page and the query of the next one. A hashtag that nobody has
// used is not found on some servers, and empty on others. linked tells whether
// the server speaks of other pages at all.
func (m *mastodon) get(ctx context.Context, tag, query string) (list []json.RawMessage, next string, linked bool, err error) {
	res, err := m.client.Get(ctx, m.page(tag, query), nil)
	var s *fetch.StatusError
	if errors.As(err, &s) && s.Status == http.StatusNotFound {
		return nil, "", true, nil
	}
	if err != nil {
		return nil, "", false, err
	}
	if err := json.Unmarshal(res.Body, &list); err != nil {
		return nil, "", false, errors.New("the answer of " + strconv.Itoa(len(res.Body)) + " bytes is no list of posts")
	}
	if link := fetch.NextLink(res.Header); link != "" {
		if u, err := res.URL.Parse(link); err == nil { // only its question is taken: the address stays ours
			next = u.RawQuery
		}
	}
	return list, next, res.Header.Get("Link") != "", nil
}

func (m *mastodon) record(raw json.RawMessage, tag string, j *mapping.JSON, vals []mapping.Value) (source.Record, status, *source.Bad) {
	var st status
	fail := func(code source.Code, column string) (source.Record, status, *source.Bad) {
		return source.Record{}, st, &source.Bad{Place: "tag/" + tag + "/" + st.ID, ID: st.ID, Column: column, Code: code, Original: source.Cut(raw)}
	}
	if bad := j.Values(raw, vals); bad != nil {
		return fail(bad.Code, "")
	}
	if err := json.Unmarshal(raw, &st); err != nil {
		return fail(source.BadType, "")
	}
	if st.ID == "" {
		return fail(source.NoID, "id")
	}
	at, ok := source.ParseTime(st.CreatedAt, time.UTC)
	if !ok {
		return fail(source.BadTime, "created_at")
	}
	text := htmltextPlain(st.Spoiler, st.Content)
	s := source.Submission{Text: text, Author: firstOf(st.Account.ID, st.Account.Acct), Identity: source.Handle, Channel: m.set.Channel, CreatedAt: at}
	if st.Language != nil {
		s.Lang = *st.Language
	}
	if st.InReplyTo != nil {
		s.ReplyTo = *st.InReplyTo
	}
	if st.EditedAt != nil {
		s.UpdatedAt, _ = source.ParseTime(*st.EditedAt, time.UTC)
	}
	return source.Record{ID: st.ID, Payload: raw, Private: m.m.Private(vals), Submissions: []source.Submission{s}}, st, nil
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
