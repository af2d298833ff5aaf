package themesfilter

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"path/filepath"

	"github.com/musharaka/musharaka/internal/nlp/themes"
)

// assignment is one line of assignments.ndjson.
type assignment struct {
	ID        json.RawMessage `json:"id"`
	Theme     *string         `json:"theme"`
	Path      []string        `json:"path"`
	Area      *string         `json:"area"`
	AreaScore float64         `json:"area_score"`
	Score     float64         `json:"score"`
	Group     *string         `json:"message_group"`
	Reason    string          `json:"reason,omitempty"`
	Via       string          `json:"via,omitempty"`
}

// document is themes.json.
type document struct {
	themes.Run
	Themes []themeRow `json:"themes"`
}

// themeRow is a theme whose quotes are ids as they came.
type themeRow struct {
	themes.Theme
	Quotes []json.RawMessage `json:"quotes"`
}

func write(dir string, ids []json.RawMessage, items []themes.Item, res *themes.Result) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	raw := make(map[string]json.RawMessage, len(ids))
	for i, id := range ids {
		raw[items[i].ID] = id
	}
	err := replace(filepath.Join(dir, "assignments.ndjson"), func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		for i, a := range res.Assignments {
			row := assignment{
				ID: ids[i], Theme: orNull(a.Theme), Path: a.Path, Area: orNull(a.Area), AreaScore: round(a.AreaScore),
				Score: round(a.Score), Group: orNull(a.Group), Reason: a.Reason,
			}
			if row.Path == nil {
				row.Path = []string{}
			}
			if a.Estimated {
				row.Via = "estimated"
			}
			if err := enc.Encode(row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	doc := document{Run: res.Run, Themes: []themeRow{}}
	for _, t := range res.Themes {
		row := themeRow{Theme: t, Quotes: []json.RawMessage{}}
		for _, q := range t.Quotes {
			row.Quotes = append(row.Quotes, raw[q])
		}
		doc.Themes = append(doc.Themes, row)
	}
	return replace(filepath.Join(dir, "themes.json"), func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		return enc.Encode(doc)
	})
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// round keeps four decimals: more is not known.
func round(x float64) float64 {
	const unit = 1e4
	if x < 0 {
		return -round(-x)
	}
	return float64(int64(x*unit+0.5)) / unit
}

// replace writes a file beside its place and moves it there when it is whole.
func replace(path string, body func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".part-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // already moved away when all went well
	w := bufio.NewWriterSize(f, 1<<20)
	if err := body(w); err != nil {
		f.Close()
		return err
	}
	if err := w.Flush(); err != nil {
		f.Close()
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
