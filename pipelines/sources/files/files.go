// Package files reads what units keep as files: CSV, TSV, NDJSON, XLSX and
// Parquet, in the shapes in which offices really have them (byte order marks,
// windows-1256, semicolons, Arabic-Indic digits, titles above the header).
//
// It is not for the registers that a unit keeps by hand; `ingest registers
// import` reads those.
package files

import (
	"context"
	"encoding/json"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/mapping"
)

// Settings are the keys of a source of kind files.
type Settings struct {
	config.Common `yaml:",inline"`
	Path          string `yaml:"path"`      // pattern, relative to the workspace
	Format        string `yaml:"format"`    // csv, tsv, ndjson, xlsx, parquet; empty: by the file's name
	Charset       string `yaml:"charset"`   // utf-8, windows-1256, utf-16; empty: found out
	Delimiter     string `yaml:"delimiter"` // empty: found out
	Sheet         string `yaml:"sheet"`     // of a workbook; empty: the first that has rows
	MaxRecord     int    `yaml:"max_record_mb"`
}

// Kind is what pipelines/sources lists.
func Kind() source.Kind {
	return source.Kind{
		Name: "files",
		Text: i18n.Text{AR: "ملفات CSV وTSV وNDJSON وXLSX وParquet", EN: "CSV, TSV, NDJSON, XLSX and Parquet files"},
		New:  New, Deletes: source.DeleteSignal,
	}
}

type files struct {
	set  Settings
	env  source.Env
	m    *mapping.Mapping
	size int // of a chunk, in bytes; a parameter of tests
}

// New validates the settings.
func New(env source.Env) (source.Source, error) {
	s := Settings{MaxRecord: 16}
	if err := env.Decode(&s); err != nil {
		return nil, err
	}
	if s.Path == "" {
		return nil, i18n.Errorf(i18n.Text{AR: "المصدر %s: المفتاح path ناقص", EN: "source %s: path is missing"}, env.Config.Name)
	}
	if _, err := filepath.Match(s.Path, ""); err != nil {
		return nil, i18n.Errorf(i18n.Text{AR: "المصدر %s: النمط %q غير صالح", EN: "source %s: the pattern %q is not valid"}, env.Config.Name, s.Path)
	}
	if s.Format != "" && !slices.Contains([]string{"csv", "tsv", "ndjson", "xlsx", "parquet"}, s.Format) {
		return nil, i18n.Errorf(i18n.Text{AR: "المصدر %s: الصيغة %q غير معروفة", EN: "source %s: unknown format %q"}, env.Config.Name, s.Format)
	}
	m, err := mapping.New(s.Map, nil)
	if err != nil {
		return nil, err
	}
	if env.Zone == nil {
		env.Zone = time.UTC
	}
	return &files{set: s, env: env, m: m, size: 1 << 20}, nil
}

// state is the cursor of one file.
type state struct {
	Size  int64  `json:"size"`
	MTime int64  `json:"mtime"`
	Row   int    `json:"row,omitempty"`    // rows stored so far
	SHA   string `json:"sha256,omitempty"` // of a file that was read to its end
}

// Probe tells whether the pattern finds readable files.
func (f *files) Probe(context.Context) error {
	names, err := f.list()
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return i18n.Errorf(i18n.Text{AR: "لا ملفات تطابق %s", EN: "no file matches %s"}, f.set.Path)
	}
	for _, n := range names {
		h, _, err := f.open(n)
		if err != nil {
			return err
		}
		if err := h.Close(); err != nil {
			return err
		}
	}
	return nil
}

// list finds the files, relative to the workspace where they lie in it.
func (f *files) list() ([]string, error) {
	pattern := f.set.Path
	if !filepath.IsAbs(pattern) {
		pattern = filepath.Join(f.env.Dir, pattern)
	}
	found, err := filepath.Glob(pattern)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(found))
	for _, p := range found {
		st, err := os.Stat(p)
		base := filepath.Base(p)
		if err != nil || st.IsDir() || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") {
			continue // a folder, or what an open office leaves behind
		}
		if rel, err := filepath.Rel(f.env.Dir, p); err == nil && !strings.HasPrefix(rel, "..") {
			p = rel
		}
		names = append(names, p)
	}
	slices.Sort(names)
	return names, nil
}

func (f *files) open(name string) (*os.File, fs.FileInfo, error) {
	if !filepath.IsAbs(name) {
		name = filepath.Join(f.env.Dir, name)
	}
	h, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	st, err := h.Stat()
	return h, st, err
}

// Pages reads every file that is new or changed, one after the other. A file
// that cannot be read at all is one bad record, and the others go on.
func (f *files) Pages(ctx context.Context, req source.Request) iter.Seq2[source.Page, error] {
	return func(yield func(source.Page, error) bool) {
		names, err := f.list()
		if err != nil {
			yield(source.Page{}, err)
			return
		}
		for _, name := range names {
			if err := ctx.Err(); err != nil {
				yield(source.Page{}, err)
				return
			}
			var at state
			if c := req.Cursors["file:"+name]; c != "" {
				_ = json.Unmarshal([]byte(c), &at) // a cursor of another shape starts afresh
			}
			if !f.file(ctx, name, at, req.Full, yield) {
				return
			}
		}
	}
}

// file reads one file; false ends the walk.
func (f *files) file(ctx context.Context, name string, at state, full bool, yield func(source.Page, error) bool) bool {
	h, st, err := f.open(name)
	if err != nil {
		return yield(f.unreadable(name, err), nil)
	}
	defer h.Close()
	same := at.Size == st.Size() && at.MTime == st.ModTime().UnixNano()
	if at.SHA != "" && !full {
		if same {
			return true
		}
		if at.Size == st.Size() { // touched, perhaps not changed
			if sum, err := hashFile(h); err == nil && sum == at.SHA {
				return true
			}
		}
	}
	skip := 0
	if same && at.SHA == "" {
		skip = at.Row // a run ended in the middle of it
	}
	w := &walk{f: f, name: name, place: name, state: state{Size: st.Size(), MTime: st.ModTime().UnixNano()}, skip: skip, yield: yield}
	if err := w.run(ctx, h); err != nil {
		if ctx.Err() != nil {
			return yield(source.Page{}, ctx.Err())
		}
		return yield(f.unreadable(name, err), nil)
	}
	return !w.stopped
}

// unreadable is the page of a file that cannot be read at all: it is listed,
// and tried again with the next run.
func (f *files) unreadable(name string, err error) source.Page {
	bad := source.Bad{Place: name, Code: source.BadSyntax}
	var b *source.Bad
	if asBad(err, &b) {
		bad = *b
		if bad.Place == "" {
			bad.Place = name
		}
	} else {
		bad.Args = []string{i18n.Describe(i18n.EN, err)}
	}
	return source.Page{Stream: stream, Key: "file:" + name, Bad: []source.Bad{bad}}
}
