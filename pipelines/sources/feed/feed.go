// Package feed reads RSS, Atom and JSON feeds: news of a unit's own, comments
// under its pages, forums.
//
// A feed shows only its newest entries: nothing is ever taken for deleted
// because it is no longer there.
package feed

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/fetch"
	"github.com/musharaka/musharaka/pipelines/source/htmltext"
)

// Settings are the keys of a source of kind feed.
type Settings struct {
	config.Common `yaml:",inline"`
	URL           string  `yaml:"url"`
	PerHour       float64 `yaml:"per_hour"` // requests
}

// Kind is what pipelines/sources lists.
func Kind() source.Kind {
	return source.Kind{Name: "feed", Text: i18n.Text{AR: "خلاصات RSS وAtom", EN: "RSS and Atom feeds"}, New: New, Deletes: source.DeleteNever}
}

type feed struct {
	set    Settings
	env    source.Env
	url    *url.URL
	client *fetch.Client
}

// New validates the settings.
func New(env source.Env) (source.Source, error) {
	s := Settings{PerHour: 60}
	if err := env.Decode(&s); err != nil {
		return nil, err
	}
	u, err := fetch.Base(env.Config.Name, s.URL)
	if err != nil {
		return nil, err
	}
	return &feed{set: s, env: env, url: u, client: fetch.New(env, fetch.Options{Base: u,
		Accept: "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
		Limits: []fetch.Limit{{N: s.PerHour, Per: time.Hour}}, MaxResponse: 16 << 20})}, nil
}

const stream = "entries"

// unconditional: so long after the last whole answer the feed is asked for
// without condition, because some servers keep a wrong Last-Modified.
const unconditional = 24 * time.Hour

type cursor struct {
	ETag     string    `json:"etag,omitempty"`
	Modified string    `json:"modified,omitempty"`
	At       time.Time `json:"at,omitzero"` // of the last whole answer
}

// Probe reads the feed's head.
func (f *feed) Probe(ctx context.Context) error {
	res, err := f.client.Get(ctx, f.url, nil)
	if err != nil {
		return err
	}
	_, err = parse(res)
	return err
}

// Pages reads the feed: one page, or none if it has not changed.
func (f *feed) Pages(ctx context.Context, req source.Request) iter.Seq2[source.Page, error] {
	return func(yield func(source.Page, error) bool) {
		var c cursor
		if json.Unmarshal([]byte(req.Cursors[stream]), &c) != nil {
			c = cursor{}
		}
		header := map[string]string{}
		if age := req.Now.Sub(c.At); !req.Full && age >= 0 && age < unconditional {
			if c.ETag != "" {
				header["If-None-Match"] = c.ETag
			}
			if c.Modified != "" {
				header["If-Modified-Since"] = c.Modified
			}
		}
		res, err := f.client.Get(ctx, f.url, header)
		if err != nil {
			yield(source.Page{}, err)
			return
		}
		switch res.Status {
		case http.StatusNotModified:
			return // nothing to store, not even a count: a run that finds nothing writes nothing
		case http.StatusGone:
			yield(source.Page{}, i18n.Errorf(i18n.Text{AR: "الخلاصة أُغلقت نهائياً (410)؛ احذف المصدر أو غيّر عنوانه", EN: "the feed is gone for good (410); remove the source or change its address"}))
			return
		}
		parsed, err := parse(res)
		if err != nil {
			yield(source.Page{}, err)
			return
		}
		page := source.Page{Stream: stream, Last: true}
		for i, item := range parsed.Items {
			rec, bad := f.record(item)
			if bad != nil {
				bad.Place = fmt.Sprintf("%s/%d", stream, i+1)
				page.Bad = append(page.Bad, *bad)
				continue
			}
			if !req.Since.IsZero() && rec.Submissions[0].CreatedAt.Before(req.Since) {
				continue
			}
			page.Records = append(page.Records, rec)
		}
		b, err := json.Marshal(cursor{ETag: res.Header.Get("ETag"), Modified: res.Header.Get("Last-Modified"), At: req.Now.UTC().Truncate(time.Second)})
		if err != nil {
			yield(source.Page{}, err)
			return
		}
		page.Cursor = string(b)
		yield(page, nil)
	}
}

func parse(res *fetch.Response) (f *gofeed.Feed, err error) {
	defer func() {
		if recover() != nil { // hostile XML
			err = fmt.Errorf("the feed of %d bytes cannot be read", len(res.Body))
		}
	}()
	f, err = gofeed.NewParser().Parse(bytes.NewReader(res.Body))
	if err != nil {
		return nil, i18n.Errorf(i18n.Text{AR: "ليست خلاصة سليمة (%d بايت)", EN: "not a valid feed (%d bytes)"}, len(res.Body))
	}
	return f, nil
}

func (f *feed) record(item *gofeed.Item) (source.Record, *source.Bad) {
	author := ""
	if len(item.Authors) > 0 && item.Authors[0] != nil {
		author = firstOf(item.Authors[0].Email, item.Authors[0].Name)
	} else if item.Author != nil {
		author = firstOf(item.Author.Email, item.Author.Name)
	}
	// The entry without its author: a feed gives no bytes of one entry, and a
	// name is kept nowhere.
	kept := struct {
		ID        string `json:"id"`
		Title     string `json:"title"`
		Link      string `json:"link"`
		Content   string `json:"content"`
		Published string `json:"published"`
		Updated   string `json:"updated"`
	}{item.GUID, item.Title, item.Link, firstOf(item.Content, item.Description), item.Published, item.Updated}
	payload, err := json.Marshal(kept)
	if err != nil {
		return source.Record{}, &source.Bad{Code: source.BadSyntax}
	}
	s := source.Submission{Author: author, Identity: source.Handle, Channel: firstOf(f.set.Channel, "website")}
	s.Text = strings.TrimSpace(htmltext.Plain(item.Title) + "\n" + htmltext.Plain(kept.Content))
	if s.Text == "" {
		return source.Record{}, &source.Bad{ID: item.GUID, Column: "content", Code: source.NoText, Original: payload}
	}
	switch {
	case item.PublishedParsed != nil:
		s.CreatedAt = item.PublishedParsed.UTC()
	case item.UpdatedParsed != nil:
		s.CreatedAt = item.UpdatedParsed.UTC()
	default:
		s.CreatedAt, _ = source.ParseTime(firstOf(item.Published, item.Updated), f.env.Zone)
	}
	if item.UpdatedParsed != nil {
		s.UpdatedAt = item.UpdatedParsed.UTC()
	}
	return source.Record{ID: identity(item), Payload: payload, Submissions: []source.Submission{s}}, nil
}

// identity is the entry's own id, else its address, else its content.
func identity(item *gofeed.Item) string {
	if item.GUID != "" {
		return item.GUID
	}
	if u, err := url.Parse(item.Link); err == nil && item.Link != "" {
		u.Fragment, u.RawFragment = "", ""
		u.Host, u.Scheme = strings.ToLower(u.Host), ""
		return strings.TrimSuffix(u.String(), "/")
	}
	sum := sha256.Sum256([]byte(item.Title + "\x00" + item.Published + "\x00" + item.Description))
	return "h" + hex.EncodeToString(sum[:12])
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
