// Package httpjsonfake is a small interface that pages in every way that the
// connector knows, chosen by the path: /page, /offset, /cursor, /link, /next
// and /all; by GET, or by POST with the same parameters in a JSON body.
package httpjsonfake

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
)

// Row is one object, with an "id" and an "updated_at".
type Row map[string]any

// Server is the fake.
type Server struct {
	PageMax int // default 100
	// EmptyFirst answers the first page of /next and /cursor with no rows and a
	// next page.
	EmptyFirst bool
	Between    func(s *Server, page int)

	mu    sync.Mutex
	rows  []Row
	pages int
}

// Load reads rows, one JSON object a line.
func Load(r io.Reader) (*Server, error) {
	s := &Server{}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 16<<20)
	for sc.Scan() {
		d := json.NewDecoder(strings.NewReader(sc.Text()))
		d.UseNumber()
		var row Row
		if err := d.Decode(&row); err != nil {
			return nil, err
		}
		s.rows = append(s.rows, row)
	}
	return s, sc.Err()
}

// Add inserts a row whose id is new.
func (s *Server) Add(r Row) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rows = append(s.rows, r)
}

// Put inserts or replaces a row.
func (s *Server) Put(r Row) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := s.find(fmt.Sprint(r["id"])); i >= 0 {
		s.rows[i] = r
		return
	}
	s.rows = append(s.rows, r)
}

// Delete takes a row away.
func (s *Server) Delete(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := s.find(id); i >= 0 {
		s.rows = slices.Delete(s.rows, i, i+1)
	}
}

func (s *Server) find(id string) int {
	return slices.IndexFunc(s.rows, func(r Row) bool { return fmt.Sprint(r["id"]) == id })
}

// SetPageMax bounds the rows of a page.
func (s *Server) SetPageMax(n int) { s.PageMax = n }

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	get := r.URL.Query().Get
	if r.Method == http.MethodPost {
		var body map[string]any
		d := json.NewDecoder(io.LimitReader(r.Body, 1<<20))
		d.UseNumber()
		if err := d.Decode(&body); err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		get = func(k string) string {
			if v, ok := body[k]; ok {
				return fmt.Sprint(v)
			}
			return ""
		}
	}
	s.mu.Lock()
	rows := s.rows
	if since := get("since"); since != "" {
		rows = nil
		for _, row := range s.rows {
			if at, _ := row["updated_at"].(string); at >= since {
				rows = append(rows, row)
			}
		}
	}
	size := s.PageMax
	if size == 0 {
		size = 100
	}
	if n, err := strconv.Atoi(get("size")); err == nil && n > 0 {
		size = min(n, size)
	}
	start, _ := strconv.Atoi(get("offset"))
	if n, err := strconv.Atoi(get("page")); err == nil {
		start = (n - 1) * size
	}
	hollow := false
	if c := get("cursor"); c != "" {
		b, err := base64.StdEncoding.DecodeString(c)
		n, nerr := strconv.Atoi(string(b))
		if err != nil || nerr != nil {
			s.mu.Unlock()
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, `{"error":"bad cursor"}`)
			return
		}
		start = n
	} else if s.EmptyFirst {
		hollow = true
	}
	start = min(max(start, 0), len(rows))
	end := min(start+size, len(rows))
	if hollow {
		end = start
	}
	next := ""
	if end < len(rows) {
		next = base64.StdEncoding.EncodeToString([]byte(strconv.Itoa(end)))
	}
	out := map[string]any{"data": map[string]any{"items": append([]Row{}, rows[start:end]...)}, "meta": map[string]any{"next": nil}, "next": nil}
	address := fmt.Sprintf("%s?cursor=%s&size=%d", r.URL.Path, strings.NewReplacer("=", "%3D", "+", "%2B", "/", "%2F").Replace(next), size)
	if next != "" {
		out["meta"], out["next"] = map[string]any{"next": next}, address
	}
	s.pages++
	page := s.pages
	var b []byte
	var err error
	if r.URL.Path == "/link" || r.URL.Path == "/all" {
		if r.URL.Path == "/all" {
			end, start = len(rows), 0
		}
		b, err = json.Marshal(append([]Row{}, rows[start:end]...))
	} else {
		b, err = json.Marshal(out)
	}
	s.mu.Unlock()
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if r.URL.Path == "/link" && next != "" {
		w.Header().Set("Link", fmt.Sprintf(`<%s>; rel="next"`, address))
	}
	_, _ = w.Write(b)
	if s.Between != nil {
		s.Between(s, page)
	}
}

// Sample makes n rows.
func Sample(n int) []Row {
	out := make([]Row, n)
	for i := range out {
		out[i] = Row{"id": json.Number(strconv.Itoa(i + 1)), "text": fmt.Sprintf("نص رقم %d", i+1), "author": map[string]any{"id": fmt.Sprintf("a%d", i%9)},
			"updated_at": fmt.Sprintf("2025-03-01T%02d:%02d:%02dZ", i/3600%24, i/60%60, i%60)}
	}
	return out
}
