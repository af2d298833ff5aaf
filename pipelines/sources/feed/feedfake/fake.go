// Package feedfake is a small blog: its newest entries as RSS (/rss) and Atom
// (/atom), with ETag and conditional requests.
package feedfake

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Entry is one post.
type Entry struct {
	ID, Title, HTML, Author string
	At                      time.Time
}

// Server is the fake. Newest is how many entries the feed shows.
type Server struct {
	Newest int
	Gone   bool // answers 410

	mu   sync.Mutex
	rows []Entry
}

// Put inserts or replaces an entry.
func (s *Server) Put(e Entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.IndexFunc(s.rows, func(x Entry) bool { return x.ID == e.ID }); i >= 0 {
		s.rows[i] = e
		return
	}
	s.rows = append(s.rows, e)
}

// Delete takes an entry away.
func (s *Server) Delete(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rows = slices.DeleteFunc(s.rows, func(x Entry) bool { return x.ID == id })
}

type rss struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Title   string   `xml:"channel>title"`
	Items   []item   `xml:"channel>item"`
}

type item struct {
	Title  string `xml:"title"`
	GUID   string `xml:"guid"`
	Date   string `xml:"pubDate"`
	Author string `xml:"http://purl.org/dc/elements/1.1/ creator"`
	Body   string `xml:"description"`
}

type atom struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Title   string   `xml:"title"`
	Entries []entry  `xml:"entry"`
}

type entry struct {
	Title   string `xml:"title"`
	ID      string `xml:"id"`
	Date    string `xml:"published"`
	Updated string `xml:"updated"`
	Author  string `xml:"author>name"`
	Body    struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	} `xml:"content"`
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.Gone {
		w.WriteHeader(http.StatusGone)
		return
	}
	s.mu.Lock()
	rows := slices.Clone(s.rows)
	s.mu.Unlock()
	slices.SortStableFunc(rows, func(a, b Entry) int { return b.At.Compare(a.At) })
	if s.Newest > 0 {
		rows = rows[:min(s.Newest, len(rows))]
	}
	var doc any
	kind := "application/rss+xml"
	switch r.URL.Path {
	case "/rss":
		out := rss{Version: "2.0", Title: "مدونة"}
		for _, e := range rows {
			out.Items = append(out.Items, item{e.Title, e.ID, e.At.Format(time.RFC1123Z), e.Author, e.HTML})
		}
		doc = out
	case "/atom":
		kind = "application/atom+xml"
		out := atom{Title: "مدونة"}
		for _, e := range rows {
			x := entry{Title: e.Title, ID: e.ID, Date: e.At.Format(time.RFC3339), Updated: e.At.Format(time.RFC3339), Author: e.Author}
			x.Body.Type, x.Body.Text = "html", e.HTML
			out.Entries = append(out.Entries, x)
		}
		doc = out
	default:
		w.WriteHeader(http.StatusNotFound)
		return
	}
	b, err := xml.Marshal(doc)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	b = append([]byte(xml.Header), b...)
	sum := sha256.Sum256(b)
	etag := `"` + hex.EncodeToString(sum[:8]) + `"`
	w.Header().Set("ETag", etag)
	w.Header().Set("Content-Type", kind+"; charset=utf-8")
	if r.Header.Get("If-None-Match") == etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(b)
}

// Sample makes n entries.
func Sample(n int) []Entry {
	out := make([]Entry, n)
	for i := range out {
		out[i] = Entry{ID: fmt.Sprintf("https://blog.example/%d", i), Title: "عنوان", HTML: fmt.Sprintf("<p>تعليق رقم %d &amp; رأي</p>", i), Author: "كاتب",
			At: time.Date(2025, 3, 1, 8, i, 0, 0, time.UTC)}
	}
	return out
}
