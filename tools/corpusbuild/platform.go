package main

import (
	"strings"
	"time"

	"github.com/musharaka/musharaka/tools/corpusbuild/master"
)

// component is a place of the platform where people propose; register activities carry its id as platform:<id>.
type component struct {
	id, process, slug, ar, en string
	areas                     string // areas it takes, separated by spaces; empty: all
	from, to                  string // local days, to exclusive
}

// components, the first that fits a proposal's area and day takes it.
var components = []component{
	{"11", "1", "roads-2025", "استشارة خطة صيانة الطرق", "Consultation on the road maintenance plan", "roads", "2025-01-05", "2025-07-01"},
	{"12", "2", "roads-after-storm", "الطرق بعد الأنواء المناخية", "Roads after the storms", "roads", "2025-07-01", "2025-12-11"},
	{"13", "3", "bus-ideas", "أفكار للنقل العام", "Ideas for public transport", "public_transport", "2025-02-02", "2025-11-30"},
	{"14", "4", "safe-to-school", "سلامة أبنائنا على الطريق", "Our children safe on the road", "traffic_safety", "2025-03-02", "2025-10-31"},
	{"15", "5", "open-ideas", "أفكار مفتوحة", "Open ideas", "", "2025-01-01", "2026-01-01"},
}

func (c *corpus) component(t *master.Text) component {
	day := t.Created(c.subjects[t.Subject]).Format(time.DateOnly)
	for _, k := range components {
		if (k.areas == "" || strings.Contains(k.areas, t.Area)) && day >= k.from && day < k.to {
			return k
		}
	}
	return components[len(components)-1]
}

type bilingual struct {
	AR string `json:"ar"`
	EN string `json:"en"`
}

type proposal struct {
	ID          string         `json:"id"`
	Locale      string         `json:"locale"`
	Title       string         `json:"title"`
	Body        string         `json:"body"`
	Process     map[string]any `json:"process"`
	Component   map[string]any `json:"component"`
	CreatedAt   string         `json:"created_at"`
	PublishedAt string         `json:"published_at"`
	UpdatedAt   string         `json:"updated_at"`
	State       *string        `json:"state"`
	Answer      *bilingual     `json:"answer"`
	AnsweredAt  *string        `json:"answered_at"`
	Author      map[string]any `json:"author"`
	Withdrawn   bool           `json:"withdrawn"`
	Votes       int            `json:"votes"`
}

func (c *corpus) platform() error {
	var rows []any
	for _, t := range c.of("p") {
		rows = append(rows, c.proposal(t))
	}
	return c.ndjson("platform.ndjson", rows)
}

func (c *corpus) proposal(t *master.Text) proposal {
	k := c.component(t)
	created := t.Created(c.subjects[t.Subject])
	published := c.published(t)
	p := proposal{
		ID: t.ExternalID(), Locale: "ar", Title: t.Title, Body: t.Body,
		Process:   map[string]any{"id": k.process, "slug": k.slug, "title": bilingual{k.ar, k.en}},
		Component: map[string]any{"id": k.id, "name": bilingual{k.ar, k.en}},
		CreatedAt: utc(created), PublishedAt: utc(published), UpdatedAt: utc(published),
		Author: person(t.AuthorKey()), Votes: votes(t),
	}
	if t.Variety == "e" || t.Variety == "z" {
		p.Locale = "en"
	}
	o := c.outcome(t)
	if o.withdrawn {
		p.Withdrawn, p.State = true, ptr("withdrawn")
		p.UpdatedAt = utc(published.Add(50 * time.Hour))
	}
	if o.status != "" && o.state() != "evaluating" {
		p.State, p.AnsweredAt, p.Answer = ptr(o.state()), ptr(utc(o.decided)), &o.answer
		p.UpdatedAt = utc(o.decided)
	} else if o.evaluating || o.status != "" {
		p.State = ptr("evaluating")
	}
	return p
}

// published is the time at which the moderators let a proposal through.
func (c *corpus) published(t *master.Text) time.Time {
	return t.Created(c.subjects[t.Subject]).Add(time.Duration(3+master.Hash(t.Key, "publish")%300) * time.Minute)
}

func votes(t *master.Text) int {
	if t.Votes >= 0 {
		return t.Votes
	}
	h := master.Hash(t.Key, "votes")
	n := int(h % 23)
	if h>>8%9 == 0 { // a few proposals travel
		n = n*11 + 40
	}
	return n
}

func utc(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

func ptr[T any](v T) *T { return &v }
