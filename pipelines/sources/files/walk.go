package files

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash/maphash"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/musharaka/musharaka/pipelines/source"
)

// stream names the records of every file: a record keeps its identity when it
// moves to another file.
const stream = "rows"

var seed = maphash.MakeSeed() //nolint:gochecknoglobals // hashes compared within one process only

// walk is the reading of one file.
type walk struct {
	f       *files
	name    string
	place   string // the file, or the sheet of a workbook
	state   state
	row     int         // records read so far, good and bad
	skip    int         // of which so many were stored by a former run
	seen    source.Seen // hash of id → hash of content
	yield   func(source.Page, error) bool
	stopped bool
}

// part is what a piece of the file came to, in order.
type part struct {
	recs []source.Record
	bad  []source.Bad
	// order tells good (true) from bad records as they stood, so that a walk
	// can be taken up behind any of them.
	order []bool
	lines []int    // of every record, good and bad
	names []string // of columns or members
}

func (w *walk) run(ctx context.Context, h *os.File) error {
	format := w.f.set.Format
	if format == "" {
		format = strings.TrimPrefix(strings.ToLower(filepath.Ext(w.name)), ".")
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	sum := sha256.New()
	var err error
	switch format {
	case "ndjson", "jsonl", "json":
		err = w.ndjson(ctx, io.TeeReader(h, sum))
	case "csv", "tsv", "txt":
		err = w.csv(ctx, io.TeeReader(h, sum), format)
	case "xlsx", "xlsm":
		err = w.xlsx(ctx, h)
	case "parquet":
		err = w.parquet(ctx, h)
	default:
		return &source.Bad{Place: w.name, Code: source.BadSyntax, Args: []string{format}}
	}
	if err != nil || w.stopped {
		return err
	}
	if format == "xlsx" || format == "xlsm" || format == "parquet" {
		digest, err := hashFile(h)
		if err != nil {
			return err
		}
		w.state.SHA = digest
	} else {
		w.state.SHA = hex.EncodeToString(sum.Sum(nil))
	}
	w.state.Row = 0
	w.emit(source.Page{Last: true, Whole: w.skip == 0})
	return nil
}

// take sorts out what was stored before, exact copies and contradictions, and
// hands the rest on as a page. false ends the walk.
func (w *walk) take(p part) bool {
	page := source.Page{Fields: p.names}
	good, bad := 0, 0
	for i, ok := range p.order {
		w.row++
		stored := w.row <= w.skip
		if !ok {
			if !stored {
				page.Bad = append(page.Bad, p.bad[bad])
			}
			bad++
			continue
		}
		r := &p.recs[good]
		good++
		id, content := maphash.String(seed, r.ID), maphash.Bytes(seed, r.Payload)
		old, known := w.seen.Add(id, content)
		switch {
		case known && old == content: // an exact copy
		case known:
			if !stored {
				page.Bad = append(page.Bad, source.Bad{Place: lineName(w.place, p.lines[i]), ID: r.ID, Code: source.DuplicateID, Original: source.Cut(r.Payload)})
			}
		default:
			if !stored {
				page.Records = append(page.Records, *r)
			}
		}
	}
	w.state.Row = w.row
	if len(page.Records)+len(page.Bad) == 0 {
		return true
	}
	return w.emit(page)
}

func (w *walk) emit(p source.Page) bool {
	cursor, err := json.Marshal(w.state)
	if err != nil {
		w.stopped = true
		return w.yield(source.Page{}, err)
	}
	p.Stream, p.Key, p.Cursor = stream, "file:"+w.name, string(cursor)
	if !w.yield(p, nil) {
		w.stopped = true
	}
	return !w.stopped
}

func hashFile(h *os.File) (string, error) {
	if _, err := h.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, h); err != nil {
		return "", err
	}
	_, err := h.Seek(0, io.SeekStart)
	return hex.EncodeToString(sum.Sum(nil)), err
}

func asBad(err error, b **source.Bad) bool { return errors.As(err, b) }
