package ingest

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
)

// fieldsKey holds the names of a source's fields and since when they are new
// or gone.
const fieldsKey = "fields"

// shape is what is known of the fields of a source's records.
type shape struct {
	Known []string             `json:"known"`
	New   map[string]time.Time `json:"new,omitempty"`
	Gone  map[string]time.Time `json:"gone,omitempty"`
}

// enough is from how many records on a pass says something about fields that
// it did not see.
const enough = 50

// maxFields bounds what is remembered: some sources invent names.
const maxFields = 2000

// drift notes fields that the source did not have before, and fields that none
// of many records has any more.
func (p *pass) drift() {
	if len(p.fields) == 0 {
		return
	}
	var s shape
	first := json.Unmarshal([]byte(p.st.Get(fieldsKey)), &s) != nil || len(s.Known) == 0
	if s.New == nil {
		s.New = map[string]time.Time{}
	}
	if s.Gone == nil {
		s.Gone = map[string]time.Time{}
	}
	for _, name := range sortedKeys(p.fields) {
		delete(s.Gone, name)
		if at, known := slices.BinarySearch(s.Known, name); !known && len(s.Known) < maxFields {
			s.Known = slices.Insert(s.Known, at, name)
			if !first {
				s.New[name] = p.r.now
				p.r.log.Warn("the source has a new field; it is kept in the raw payload", "source", p.cfg.Name, "field", name)
			}
		}
	}
	if p.rep.Fetched >= enough {
		for _, name := range s.Known {
			if _, noted := s.Gone[name]; !noted && !p.fields[name] {
				s.Gone[name] = p.r.now
				p.r.log.Warn("no record has this field any more", "source", p.cfg.Name, "field", name)
			}
		}
	}
	p.setJSON(fieldsKey, s)
}

// Drift is a field that came or went.
type Drift struct {
	Field string    `json:"field"`
	Gone  bool      `json:"gone"` // else new
	Since time.Time `json:"since"`
}

// In says it in l.
func (d Drift) In(l i18n.Lang) string {
	t := i18n.Text{AR: "حقل جديد: %s (منذ %s)", EN: "new field: %s (since %s)"}
	if d.Gone {
		t = i18n.Text{AR: "حقل لم يعد يُرسل: %s (منذ %s)", EN: "field that is no longer sent: %s (since %s)"}
	}
	return t.Format(l, d.Field, d.Since.Format(time.DateOnly))
}

func driftOf(value string) []Drift {
	var s shape
	if json.Unmarshal([]byte(value), &s) != nil {
		return nil
	}
	var out []Drift
	for _, n := range sortedKeys(s.New) {
		out = append(out, Drift{n, false, s.New[n]})
	}
	for _, n := range sortedKeys(s.Gone) {
		out = append(out, Drift{n, true, s.Gone[n]})
	}
	return out
}
