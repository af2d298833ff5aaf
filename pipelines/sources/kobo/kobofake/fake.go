// Package kobofake is a faithful small KoboToolbox: one asset's answers, with
// offset paging, a filter on the time of submission and a page of at most
// 1,000.
package kobofake

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Answer is one row: free fields with the server's own beside them.
type Answer map[string]any

// Server is the fake of one asset. Token, if set, is required.
type Server struct {
	Asset, Token string
	PageMax      int
	Between      func(s *Server, page int) // after each page

	mu    sync.Mutex
	rows  []Answer
	pages int
}

// Load reads answers, one JSON object a line.
func Load(r io.Reader) (*Server, error) {
	s := &Server{Asset: "aFake", PageMax: 1000}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 16<<20)
	for sc.Scan() {
		d := json.NewDecoder(strings.NewReader(sc.Text()))
		d.UseNumber()
		var a Answer
		if err := d.Decode(&a); err != nil {
			return nil, err
		}
		s.rows = append(s.rows, a)
	}
	return s, sc.Err()
}

// Put inserts or replaces an answer by its _id.
func (s *Server) Put(a Answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := s.find(fmt.Sprint(a["_id"])); i >= 0 {
		s.rows[i] = a
		return
	}
	s.rows = append(s.rows, a)
}

// Delete takes an answer away.
func (s *Server) Delete(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := s.find(id); i >= 0 {
		s.rows = slices.Delete(s.rows, i, i+1)
	}
}

func (s *Server) find(id string) int {
	return slices.IndexFunc(s.rows, func(a Answer) bool { return fmt.Sprint(a["_id"]) == id })
}

var since = regexp.MustCompile(`"_submission_time":\{"\$gt":"([^"]+)"\}`)

// SetPageMax bounds the rows of a page.
func (s *Server) SetPageMax(n int) { s.PageMax = n }

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	if s.Token != "" && r.Header.Get("Authorization") != "Token "+s.Token {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"detail":"Invalid token."}`)
		return
	}
	if r.URL.Path != "/api/v2/assets/"+s.Asset+"/data.json" {
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"detail":"Not found."}`)
		return
	}
	q := r.URL.Query()
	start, _ := strconv.Atoi(q.Get("start")) // as the real one, rubbish is 0
	limit, err := strconv.Atoi(q.Get("limit"))
	if err != nil {
		limit = 100
	}
	limit = min(max(limit, 1), s.PageMax)
	s.mu.Lock()
	var rows []Answer
	after := ""
	if m := since.FindStringSubmatch(q.Get("query")); m != nil {
		after = m[1]
	}
	for _, a := range s.rows {
		if t, _ := a["_submission_time"].(string); t > after {
			rows = append(rows, a)
		}
	}
	slices.SortStableFunc(rows, func(a, b Answer) int { return compareIDs(fmt.Sprint(a["_id"]), fmt.Sprint(b["_id"])) })
	start = min(start, len(rows))
	end := min(start+limit, len(rows))
	out := map[string]any{"count": len(rows), "next": nil, "previous": nil, "results": append([]Answer{}, rows[start:end]...)}
	if end < len(rows) {
		v := url.Values{"start": {strconv.Itoa(end)}, "limit": {strconv.Itoa(limit)}}
		if q.Get("query") != "" {
			v.Set("query", q.Get("query"))
		}
		out["next"] = "http://" + r.Host + r.URL.Path + "?" + v.Encode()
	}
	s.pages++
	page := s.pages
	b, err := json.Marshal(out)
	s.mu.Unlock()
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	_, _ = w.Write(b)
	if s.Between != nil {
		s.Between(s, page)
	}
}

func compareIDs(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// Sample makes n answers.
func Sample(n int) []Answer {
	out := make([]Answer, n)
	for i := range out {
		out[i] = Answer{"_id": json.Number(strconv.Itoa(5000 + i)), "_uuid": fmt.Sprintf("00000000-0000-4000-8000-%012d", i),
			"_submission_time": time.Date(2025, 3, 1, 8, 0, i, 0, time.UTC).Format("2006-01-02T15:04:05"),
			"g/suggestion":     fmt.Sprintf("اقتراح رقم %d", i), "gov": "مسقط", "_submitted_by": "collector"}
	}
	return out
}
