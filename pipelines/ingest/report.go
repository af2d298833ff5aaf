package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
)

// Report is what a run did.
type Report struct {
	RunID   string         `json:"run_id"`
	Sources []SourceReport `json:"sources"`
	Doubts  []Doubt        `json:"doubts,omitempty"` // of the sources that brought something
}

// SourceReport is what a run did to one source.
type SourceReport struct {
	Source      string  `json:"source"`
	Fetched     int     `json:"fetched"`
	New         int     `json:"new"`
	Changed     int     `json:"changed"`
	Deleted     int     `json:"deleted"`
	Quarantined int     `json:"quarantined"` // newly, in this run
	Unchanged   int     `json:"unchanged"`
	Seconds     float64 `json:"seconds"`
	FullWalk    bool    `json:"full_walk"`
	Status      string  `json:"status"` // ok, failed, skipped (its secret is missing)
	Message     string  `json:"message,omitempty"`
	Err         error   `json:"-"`
}

// ExitStatus is the status that the program ends with: 0 all well, 1 nothing
// went well, 3 done in part.
func (r Report) ExitStatus() int {
	failed, partly := 0, 0
	for _, s := range r.Sources {
		if s.Status != "ok" {
			failed++
		}
		if s.Quarantined > 0 {
			partly++
		}
	}
	switch {
	case failed > 0 && failed == len(r.Sources) && !r.onlySkipped():
		return 1
	case failed+partly > 0:
		return 3
	}
	return 0
}

func (r Report) onlySkipped() bool {
	for _, s := range r.Sources {
		if s.Status != "skipped" {
			return false
		}
	}
	return true
}

// Write prints the report, format "table" or "json".
func (r Report) Write(w io.Writer, l i18n.Lang, format string) error {
	if format == "json" {
		return writeJSON(w, r)
	}
	t := newTable(
		i18n.Text{AR: "المصدر", EN: "source"}, i18n.Text{AR: "جديد", EN: "new"}, i18n.Text{AR: "معدّل", EN: "changed"},
		i18n.Text{AR: "محذوف", EN: "deleted"}, i18n.Text{AR: "محجور", EN: "quarantined"}, i18n.Text{AR: "ثوانٍ", EN: "seconds"},
		i18n.Text{AR: "الحالة", EN: "status"})
	for _, s := range r.Sources {
		status := statusWord(s.Status).In(l)
		if s.Err != nil {
			status += ": " + i18n.Describe(l, s.Err)
		}
		t.add(s.Source, fmt.Sprint(s.New), fmt.Sprint(s.Changed), fmt.Sprint(s.Deleted), fmt.Sprint(s.Quarantined), fmt.Sprintf("%.1f", s.Seconds), status)
	}
	if err := t.write(w, l); err != nil {
		return err
	}
	for _, d := range r.Doubts {
		if _, err := fmt.Fprintf(w, "! %s\n", d.In(l)); err != nil {
			return err
		}
	}
	return nil
}

func statusWord(s string) i18n.Text {
	switch s {
	case "ok":
		return i18n.Text{AR: "تم", EN: "ok"}
	case "skipped":
		return i18n.Text{AR: "تُرك", EN: "skipped"}
	case "running":
		return i18n.Text{AR: "يعمل", EN: "running"}
	case "never":
		return i18n.Text{AR: "لم يُشغّل بعد", EN: "never run"}
	}
	return i18n.Text{AR: "فشل", EN: "failed"}
}

// settle fills status and message from an error.
func (s *SourceReport) settle(err error, seconds float64) {
	s.Seconds, s.Err = seconds, err
	var missing *config.Missing
	switch {
	case err == nil:
		s.Status = "ok"
	case errors.As(err, &missing):
		s.Status, s.Message = "skipped", i18n.Describe(i18n.EN, err)
	default:
		s.Status, s.Message = "failed", i18n.Describe(i18n.EN, err)
	}
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// table prints columns for a terminal. Arabic is as wide as it has letters:
// combining marks take no room.
type table struct {
	head []i18n.Text
	rows [][]string
}

func newTable(head ...i18n.Text) *table { return &table{head: head} }

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) write(w io.Writer, l i18n.Lang) error {
	lines := make([][]string, 0, len(t.rows)+1)
	head := make([]string, len(t.head))
	for i, h := range t.head {
		head[i] = h.In(l)
	}
	lines = append(append(lines, head), t.rows...)
	width := make([]int, len(head))
	for _, line := range lines {
		for i, c := range line {
			width[i] = max(width[i], cellWidth(c))
		}
	}
	for _, line := range lines {
		var b strings.Builder
		for i, c := range line {
			b.WriteString(c)
			if i < len(line)-1 {
				b.WriteString(strings.Repeat(" ", width[i]-cellWidth(c)+2))
			}
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(b.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}

func cellWidth(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		if r >= 0x064B && r <= 0x0652 || r == 0x200F || r == 0x200E {
			n--
		}
	}
	return n
}

func stamp(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return "-"
	}
	return t.In(zone).Format("2006-01-02 15:04")
}
