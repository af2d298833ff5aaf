package files

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"strconv"

	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/mapping"
)

// chunk is whole lines of a file.
type chunk struct {
	data  []byte
	line  int  // number of the first line
	first bool // a byte order mark at its start is no fault
}

func (w *walk) ndjson(ctx context.Context, r io.Reader) error {
	limit := w.f.set.MaxRecord << 20
	parse := func() func(chunk) part {
		j, vals := w.f.m.NewJSON(), make([]mapping.Value, w.f.m.Len())
		return func(c chunk) part { return w.lines(c, j, vals) }
	}
	for p, err := range ordered(ctx, lineChunks(r, w.f.size, limit), parse) {
		if err != nil {
			return err
		}
		if !w.take(p) {
			return nil
		}
	}
	return nil
}

var bom = []byte("\xef\xbb\xbf")

// lineChunks cuts r into pieces of about size bytes that end with a line. A
// line longer than limit ends the file: it is no NDJSON.
func lineChunks(r io.Reader, size, limit int) iter.Seq2[chunk, error] {
	return func(yield func(chunk, error) bool) {
		var rest []byte
		line, first := 1, true
		for {
			buf := make([]byte, max(size, 2*len(rest)))
			n := copy(buf, rest)
			m, err := io.ReadFull(r, buf[n:])
			buf = buf[:n+m]
			end := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
			if err != nil && !end {
				yield(chunk{}, err)
				return
			}
			cut := len(buf)
			if !end {
				cut = bytes.LastIndexByte(buf, '\n') + 1
			}
			if cut == 0 && !end {
				if len(buf) > limit {
					yield(chunk{}, &source.Bad{Code: source.TooLong, Args: []string{"line " + strconv.Itoa(line)}})
					return
				}
				rest = buf
				continue
			}
			if cut > 0 && !yield(chunk{buf[:cut:cut], line, first}, nil) {
				return
			}
			if end {
				return
			}
			line += bytes.Count(buf[:cut], []byte{'\n'})
			rest, first = buf[cut:], false
		}
	}
}

// lines reads each line of c as a record.
func (w *walk) lines(c chunk, j *mapping.JSON, vals []mapping.Value) part {
	var p part
	n := bytes.Count(c.data, []byte{'\n'}) + 1
	rows := make([]mapping.Row, n)
	p.recs, p.order = make([]source.Record, 0, n), make([]bool, 0, n)
	data := c.data
	if c.first {
		data = bytes.TrimPrefix(data, bom)
	}
	for i := 0; len(data) > 0; i++ {
		line, rest, _ := bytes.Cut(data, []byte{'\n'})
		data = rest
		line = bytes.TrimSuffix(line, []byte{'\r'})
		bad := w.line(line, j, vals, &rows[i])
		if bad != nil {
			bad.Place = w.name + ":" + strconv.Itoa(c.line+i)
			bad.Original = source.Cut(line)
			p.bad = append(p.bad, *bad)
		} else {
			p.recs = append(p.recs, source.Record{ID: rows[i].ID, Payload: line, Private: w.f.m.Private(vals), Deleted: rows[i].Deleted, Submissions: rows[i].Submissions()})
		}
		p.order, p.lines = append(p.order, bad == nil), append(p.lines, c.line+i)
	}
	p.names = j.Fields()
	return p
}

func (w *walk) line(line []byte, j *mapping.JSON, vals []mapping.Value, row *mapping.Row) *source.Bad {
	if len(bytes.TrimSpace(line)) == 0 {
		return &source.Bad{Code: source.Blank}
	}
	if bad := j.Values(line, vals); bad != nil {
		return bad
	}
	if bad := w.f.m.Read(vals, w.f.env.Zone, w.f.hasID(), row); bad != nil {
		return bad
	}
	if row.ID == "" {
		row.ID = contentID(line)
	}
	return nil
}
