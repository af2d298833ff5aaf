// Package kobo reads the answers to one form of a KoboToolbox server, by
// version 2 of its interface. What an answer's fields mean is the
// configuration's `map`.
//
// It reads no attachments and no form definitions, and takes the name of the
// account that sent an answer in for what it is: the collector, not the author.
package kobo

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/url"
	"strconv"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/fetch"
	"github.com/musharaka/musharaka/pipelines/source/mapping"
)

// Settings are the keys of a source of kind kobo.
type Settings struct {
	config.Common `yaml:",inline"`
	URL           string        `yaml:"url"`
	Asset         string        `yaml:"asset"`
	Token         config.Secret `yaml:"token"`
	PageSize      int           `yaml:"page_size"`
	PerMinute     float64       `yaml:"per_minute"`
	Overlap       string        `yaml:"overlap"` // how far an incremental pass reaches back
}

// Kind is what pipelines/sources lists.
func Kind() source.Kind {
	return source.Kind{
		Name: "kobo", Text: i18n.Text{AR: "استبيانات KoboToolbox", EN: "KoboToolbox surveys"},
		New: New, Deletes: source.DeleteUnseen, FullEvery: 24 * time.Hour, FullPages: 10,
	}
}

type kobo struct {
	set     Settings
	env     source.Env
	data    *url.URL
	client  *fetch.Client
	m       *mapping.Mapping
	overlap time.Duration
}

// New validates the settings.
func New(env source.Env) (source.Source, error) {
	s := Settings{PageSize: 1000, PerMinute: 60, Overlap: "1h"}
	if err := env.Decode(&s); err != nil {
		return nil, err
	}
	base, err := fetch.Base(env.Config.Name, s.URL)
	if err != nil {
		return nil, err
	}
	if s.Asset == "" {
		return nil, i18n.Errorf(i18n.Text{AR: "المصدر %s: المفتاح asset ناقص", EN: "source %s: asset is missing"}, env.Config.Name)
	}
	if _, ok := s.Map["text"]; !ok {
		return nil, i18n.Errorf(i18n.Text{AR: "المصدر %s: يجب أن يسمّي map.text أسئلة النص", EN: "source %s: map.text must name the questions of text"}, env.Config.Name)
	}
	overlap, err := time.ParseDuration(s.Overlap)
	if err != nil || overlap < 0 {
		return nil, i18n.Errorf(i18n.Text{AR: "المصدر %s: overlap ليست مدة", EN: "source %s: overlap is no duration"}, env.Config.Name)
	}
	header := map[string]string{}
	if s.Token.IsSet() {
		token, err := s.Token.Resolve(env.Dir)
		if err != nil {
			return nil, err
		}
		header["Authorization"] = "Token " + token
	}
	m, err := mapping.New(s.Map, map[string]config.Fields{"id": {"_id"}, "created_at": {"_submission_time"},
		"private": {"_submitted_by", "username", "phonenumber", "deviceid"}})
	if err != nil {
		return nil, err
	}
	m.Loose, m.Groups = true, true
	s.PageSize = min(max(s.PageSize, 1), 1000)
	return &kobo{set: s, env: env, m: m, overlap: overlap, data: base.JoinPath("api/v2/assets", s.Asset, "data.json"),
		client: fetch.New(env, fetch.Options{Base: base, Header: header, Limits: []fetch.Limit{{N: s.PerMinute, Per: time.Minute}}})}, nil
}

const stream = "answers"

// cursor is where the walk stands. Pages are numbered by offset; within an
// incremental pass the filter stays the same.
type cursor struct {
	Walk  string `json:"walk,omitempty"`
	On    bool   `json:"on,omitempty"` // a pass is under way
	Start int    `json:"start,omitempty"`
	Since string `json:"since,omitempty"`
	High  string `json:"high,omitempty"` // newest _submission_time that is stored
	Top   string `json:"top,omitempty"`  // newest of the pass under way
}

type answer struct {
	Count   int
	Next    *string
	Results []json.RawMessage
}

// Probe asks for one answer.
func (k *kobo) Probe(ctx context.Context) error {
	_, err := k.page(ctx, 0, 1, "")
	return err
}

func (k *kobo) page(ctx context.Context, start, limit int, since string) (*answer, error) {
	u := *k.data
	q := url.Values{"start": {strconv.Itoa(start)}, "limit": {strconv.Itoa(limit)}, "sort": {`{"_id":1}`}}
	if since != "" {
		q.Set("query", `{"_submission_time":{"$gt":"`+since+`"}}`)
	}
	u.RawQuery = q.Encode()
	res, err := k.client.Get(ctx, &u, nil)
	if err != nil {
		return nil, err
	}
	var a answer
	if err := json.Unmarshal(res.Body, &a); err != nil {
		return nil, fmt.Errorf("the answer of %d bytes is not the expected JSON", len(res.Body))
	}
	return &a, nil
}

// form is how Kobo writes times: in UTC, without saying so.
const form = "2006-01-02T15:04:05"

// Pages walks the answers by offset, in the order of their ids: what comes in
// meanwhile comes at the end.
func (k *kobo) Pages(ctx context.Context, req source.Request) iter.Seq2[source.Page, error] {
	return func(yield func(source.Page, error) bool) {
		var c cursor
		if json.Unmarshal([]byte(req.Cursors[stream]), &c) != nil {
			c = cursor{}
		}
		if !c.On {
			c = k.begin(c, req)
		}
		j := k.m.NewJSON()
		for empty := 0; ; {
			a, err := k.page(ctx, c.Start, k.set.PageSize, c.Since)
			if err != nil {
				yield(source.Page{}, err)
				return
			}
			page := source.Page{Stream: stream, Walk: c.Walk, Total: a.Count}
			for i, raw := range a.Results {
				rec, bad := j.Record(raw, time.UTC, stream+"/"+strconv.Itoa(c.Start+i))
				if bad != nil {
					page.Bad = append(page.Bad, *bad)
					continue
				}
				for s := range rec.Submissions {
					rec.Submissions[s].Identity = source.Device
				}
				page.Records = append(page.Records, rec)
				c.Top = max(c.Top, submitted(raw))
			}
			page.Fields = j.Fields()
			c.Start += len(a.Results)
			// Rows deleted meanwhile shift the offsets: the last rows are read again.
			more := a.Next != nil && *a.Next != ""
			if empty++; len(a.Results) > 0 {
				empty = 0
			}
			if len(a.Results) == 0 && more {
				c.Start += k.set.PageSize
			}
			if empty > 5 {
				yield(source.Page{}, i18n.Errorf(i18n.Text{AR: "يعِد الخادم بالمزيد ولا يرسل شيئاً", EN: "the server promises more and sends nothing"}))
				return
			}
			if !more {
				// A time that has not come would hide what comes before it.
				c = cursor{High: max(c.High, min(c.Top, req.Now.UTC().Format(form)))}
				page.Last = true
			}
			b, err := json.Marshal(c)
			if err != nil {
				yield(source.Page{}, err)
				return
			}
			page.Cursor = string(b)
			if !yield(page, nil) || !more {
				return
			}
		}
	}
}

func (k *kobo) begin(c cursor, req source.Request) cursor {
	c.On = true
	high, err := time.Parse(form, c.High)
	switch {
	case req.Full || err != nil:
		c.Walk = req.Now.UTC().Format(time.RFC3339Nano)
		if !req.Since.IsZero() {
			c.Walk, c.Since = "", req.Since.UTC().Format(form)
		}
	default:
		c.Since = high.Add(-k.overlap).Format(form)
	}
	return c
}

// submitted is when an answer came in, as Kobo writes it.
func submitted(raw json.RawMessage) string {
	var r struct {
		At string `json:"_submission_time"`
	}
	if json.Unmarshal(raw, &r) != nil {
		return ""
	}
	t, ok := source.ParseTime(r.At, time.UTC)
	if !ok {
		return ""
	}
	return t.Format(form)
}
