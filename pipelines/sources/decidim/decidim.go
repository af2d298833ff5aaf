// Package decidim reads the proposals of a Decidim platform over its public
// GraphQL interface, with the answers that the unit gave them. Components
// become activities of the register.
//
// It reads nothing that needs a login, and no comments, surveys or meetings
// yet.
package decidim

import (
	"context"
	"encoding/json"
	"iter"
	"net/url"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/fetch"
	"github.com/musharaka/musharaka/pipelines/source/mapping"
)

// Settings are the keys of a source of kind decidim.
type Settings struct {
	config.Common `yaml:",inline"`
	URL           string        `yaml:"url"`
	API           string        `yaml:"api"`     // path of the interface
	Token         config.Secret `yaml:"token"`   // for platforms whose interface needs a login
	Spaces        []string      `yaml:"spaces"`  // participatoryProcesses, assemblies, conferences, initiatives
	Locales       []string      `yaml:"locales"` // in order of preference
	PageSize      int           `yaml:"page_size"`
	PerMinute     float64       `yaml:"per_minute"` // requests
	ActivityKind  string        `yaml:"activity_kind"`
	ActivityLevel string        `yaml:"activity_level"`
}

// Kind is what pipelines/sources lists.
func Kind() source.Kind {
	return source.Kind{
		Name: "decidim",
		Text: i18n.Text{AR: "منصة Decidim: المقترحات والردود", EN: "Decidim platform: proposals and answers"},
		New:  New, Deletes: source.DeleteUnseen,
		// The interface has no filter for edits and answers: only a full walk
		// sees them. A small platform is walked in full by every run.
		FullEvery: 24 * time.Hour, FullPages: 60,
	}
}

type decidim struct {
	set    Settings
	env    source.Env
	client *fetch.Client
	api    *url.URL
	m      *mapping.Mapping
	lacks  map[string]bool // fields that this server does not know, as "Type.field"
}

// New validates the settings.
func New(env source.Env) (source.Source, error) {
	s := Settings{API: "/api", PageSize: 50, PerMinute: 90, Spaces: []string{"participatoryProcesses"}, Locales: []string{"ar", "en"},
		ActivityKind: "ideation", ActivityLevel: "consult"}
	if err := env.Decode(&s); err != nil {
		return nil, err
	}
	base, err := fetch.Base(env.Config.Name, s.URL)
	if err != nil {
		return nil, err
	}
	if s.Channel == "" {
		s.Channel = "portal"
	}
	header := map[string]string{}
	if s.Token.IsSet() {
		token, err := s.Token.Resolve(env.Dir)
		if err != nil {
			return nil, err
		}
		header["Authorization"] = "Bearer " + token
	}
	s.PageSize = min(max(s.PageSize, 1), 50) // the server gives no more, whatever is asked
	m, err := mapping.New(map[string]config.Fields{
		"id": {"id"}, "text": {"/unused"}, "author": {"/author/id"}, "private": {"/author/name", "/author/nickname"},
		"created_at": {"createdAt"}, "answered_at": {"answeredAt"}, "updated_at": {"updatedAt"}}, nil)
	if err != nil {
		return nil, err
	}
	return &decidim{set: s, env: env, api: base.JoinPath(s.API), m: m, lacks: map[string]bool{},
		client: fetch.New(env, fetch.Options{Base: base, Header: header, Limits: []fetch.Limit{{N: s.PerMinute, Per: time.Minute}}})}, nil
}

// Probe asks for the version.
func (d *decidim) Probe(ctx context.Context) error {
	var out struct{ Decidim struct{ Version string } }
	return d.ask(ctx, `{ decidim { version } }`, &out)
}

// stream names the records; their ids are the proposals'.
const stream = "proposals"

// overlap is how far an incremental walk reaches back behind the newest
// publication it knows: clocks and moderation are not exact.
const overlap = 24 * time.Hour

// at is the cursor.
type at struct {
	Walk   string `json:"walk,omitempty"`  // id of the full walk under way
	Space  string `json:"space,omitempty"` // "participatoryProcesses/5": where the walk under way is
	After  string `json:"after,omitempty"`
	Done   bool   `json:"done,omitempty"`   // that space is done
	Newest string `json:"newest,omitempty"` // newest publication of the walk under way
	Since  string `json:"since,omitempty"`  // filter of the incremental walk under way
	High   string `json:"high,omitempty"`   // newest publication that was stored
}

// Pages walks every component of every space.
func (d *decidim) Pages(ctx context.Context, req source.Request) iter.Seq2[source.Page, error] {
	return func(yield func(source.Page, error) bool) {
		var c at
		if json.Unmarshal([]byte(req.Cursors[stream]), &c) != nil {
			c = at{}
		}
		w := &walk{d: d, c: c, yield: yield}
		if c.Space == "" { // no walk under way
			switch {
			case req.Full || c.High == "":
				w.c.Walk = req.Now.UTC().Format(time.RFC3339Nano)
				if !req.Since.IsZero() {
					w.c.Since, w.c.Walk = req.Since.UTC().Format(time.DateOnly), ""
				}
			default:
				high, _ := time.Parse(time.RFC3339, c.High)
				w.c.Since = high.Add(-overlap).UTC().Format(time.DateOnly)
			}
		}
		if err := w.run(ctx); err != nil {
			yield(source.Page{}, err)
		}
	}
}

// text picks a translation by preference; an empty one is none.
func (d *decidim) text(t translations) string {
	for _, l := range d.set.Locales {
		for _, x := range t.Translations {
			if x.Locale == l && strings.TrimSpace(x.Text) != "" {
				return x.Text
			}
		}
	}
	for _, x := range t.Translations {
		if strings.TrimSpace(x.Text) != "" {
			return x.Text
		}
	}
	return ""
}
