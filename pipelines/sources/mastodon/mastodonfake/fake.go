// Package mastodonfake is a faithful small Mastodon: hashtag timelines, newest
// first, forty to a page, with Link headers. Habits of other servers can be
// switched on.
package mastodonfake

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Status is a post.
type Status struct {
	ID         string  `json:"id"`
	CreatedAt  string  `json:"created_at"`
	EditedAt   *string `json:"edited_at"`
	Content    string  `json:"content"`
	Spoiler    string  `json:"spoiler_text"`
	Visibility string  `json:"visibility"`
	Language   *string `json:"language"`
	InReplyTo  *string `json:"in_reply_to_id"`
	Account    Account `json:"account"`
	Tags       []Tag   `json:"tags"`
}

// Account is who posted.
type Account struct {
	ID       string `json:"id"`
	Username string `json:"username"`
	Acct     string `json:"acct"`
	Display  string `json:"display_name"`
}

// Tag is a hashtag.
type Tag struct {
	Name string `json:"name"`
}

// Server is the fake.
type Server struct {
	Token   string // required if set
	NoLink  bool   // sends no Link header, as snac
	PageMax int    // default 40
	Between func(s *Server, page int)

	mu    sync.Mutex
	rows  []Status
	pages int
}

// Load reads posts, one JSON object a line.
func Load(r io.Reader) (*Server, error) {
	s := &Server{}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 16<<20)
	for sc.Scan() {
		var st Status
		if err := json.Unmarshal(sc.Bytes(), &st); err != nil {
			return nil, err
		}
		s.rows = append(s.rows, st)
	}
	return s, sc.Err()
}

// Put inserts or replaces a post.
func (s *Server) Put(st Status) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := s.find(st.ID); i >= 0 {
		s.rows[i] = st
		return
	}
	s.rows = append(s.rows, st)
}

// Delete takes a post away.
func (s *Server) Delete(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := s.find(id); i >= 0 {
		s.rows = slices.Delete(s.rows, i, i+1)
	}
}

func (s *Server) find(id string) int {
	return slices.IndexFunc(s.rows, func(x Status) bool { return x.ID == id })
}

// SetPageMax bounds the rows of a page.
func (s *Server) SetPageMax(n int) { s.PageMax = n }

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if r.Header.Get("User-Agent") == "" {
		w.WriteHeader(http.StatusTeapot)
		return
	}
	if s.Token != "" && r.Header.Get("Authorization") != "Bearer "+s.Token {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"error":"The access token is invalid"}`)
		return
	}
	tag, ok := strings.CutPrefix(r.URL.Path, "/api/v1/timelines/tag/")
	if !ok || tag == "" {
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"error":"Record not found"}`)
		return
	}
	q := r.URL.Query()
	limit, err := strconv.Atoi(q.Get("limit"))
	if err != nil {
		limit = 20
	}
	top := s.PageMax
	if top == 0 {
		top = 40
	}
	limit = min(max(limit, 1), top)
	s.mu.Lock()
	var rows []Status
	for _, st := range s.rows {
		if slices.ContainsFunc(st.Tags, func(t Tag) bool { return strings.EqualFold(t.Name, tag) }) && inRange(st.ID, q) {
			rows = append(rows, st)
		}
	}
	slices.SortFunc(rows, func(a, b Status) int { return Compare(b.ID, a.ID) })
	if q.Get("min_id") != "" && len(rows) > limit { // the ones just after
		rows = rows[len(rows)-limit:]
	}
	rows = rows[:min(limit, len(rows))]
	s.pages++
	page := s.pages
	b, err := json.Marshal(append([]Status{}, rows...))
	s.mu.Unlock()
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	if len(rows) > 0 && !s.NoLink {
		link := func(param, id string) string {
			v := url.Values{"limit": {strconv.Itoa(limit)}, param: {id}}
			return fmt.Sprintf("<http://%s%s?%s>", r.Host, r.URL.EscapedPath(), v.Encode())
		}
		w.Header().Set("Link", link("max_id", rows[len(rows)-1].ID)+`; rel="next", `+link("min_id", rows[0].ID)+`; rel="prev"`)
	}
	_, _ = w.Write(b)
	if s.Between != nil {
		s.Between(s, page)
	}
}

func inRange(id string, q url.Values) bool {
	if m := q.Get("max_id"); m != "" && Compare(id, m) >= 0 {
		return false
	}
	for _, p := range []string{"min_id", "since_id"} {
		if m := q.Get(p); m != "" && Compare(id, m) <= 0 {
			return false
		}
	}
	return true
}

// Compare orders ids as the server does: by length, then by letters.
func Compare(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// Sample makes n posts under a hashtag, one every ten minutes.
func Sample(n int, tag string) []Status {
	out := make([]Status, n)
	for i := range out {
		at := time.Date(2025, 3, 1, 8, 10*i, 0, 0, time.UTC)
		out[i] = Status{ID: strconv.FormatInt(115292150460100000+int64(i), 10), CreatedAt: at.Format("2006-01-02T15:04:05.000Z"), Visibility: "public",
			Content: fmt.Sprintf("<p>منشور رقم %d <a href=\"https://x/tags/t\">#%s</a></p>", i, tag), Tags: []Tag{{tag}},
			Account: Account{ID: strconv.Itoa(i % 7), Username: "user", Acct: fmt.Sprintf("user%d@other.example", i%7), Display: "اسم"}}
	}
	return out
}
