package files

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/mapping"
)

// headerWithin is how many lines a title above the header may take.
const headerWithin = 20

// table reads rows of cells below a header.
type table struct {
	w       *walk
	columns []string
	places  []int
	needID  bool
	legacy  bool // windows-1256
	delim   byte
	strict  bool // a row has as many cells as the header
}

// readHeader finds the header: the first row that has the mapped columns; rows
// above it are titles.
func (t *table) readHeader(next func() (rawRow, error, bool)) error {
	var missing []string
	var first *rawRow
	for range headerWithin {
		row, err, ok := next()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		cells := t.cells(row.data)
		if blankCells(cells) {
			continue
		}
		if first == nil {
			first = &row
		}
		places, lacks := t.w.f.m.Bind(trimAll(cells))
		if len(lacks) == 0 {
			t.setHeader(cells, places)
			return nil
		}
		if missing == nil || len(lacks) < len(missing) {
			missing, first = lacks, &row
		}
	}
	if first == nil {
		return nil // an empty file has no rows
	}
	return &source.Bad{Place: lineName(t.w.name, first.line), Column: strings.Join(missing, ", "), Code: source.MissingField,
		Args: missing, Original: source.Cut(first.data)}
}

func (t *table) setHeader(cells []string, places []int) {
	t.columns, t.places = uniqueNames(trimAll(cells)), places
	t.needID = t.w.f.m.HasID(t.columns)
}

func (t *table) cells(b []byte) []string {
	cells := splitCells(b, t.delim, nil)
	if t.legacy {
		for i, c := range cells {
			cells[i] = decode1256(c)
		}
	}
	return cells
}

func (t *table) parse(rows []rawRow, vals []mapping.Value) part {
	p := part{names: t.columns}
	out := make([]mapping.Row, len(rows))
	for i, r := range rows {
		var bad *source.Bad
		var rec source.Record
		switch {
		case r.bad != "":
			bad = &source.Bad{Code: r.bad}
		case !t.legacy && !utf8.Valid(r.data):
			bad = &source.Bad{Code: source.BadEncoding}
		default:
			cells := t.cells(r.data)
			if blankCells(cells) {
				continue
			}
			rec, bad = t.record(cells, vals, &out[i])
		}
		if bad != nil {
			bad.Place, bad.Original = lineName(t.w.name, r.line), source.Cut(bytes.TrimRight(r.data, "\r\n"))
			p.bad = append(p.bad, *bad)
		} else {
			p.recs = append(p.recs, rec)
		}
		p.order, p.lines = append(p.order, bad == nil), append(p.lines, r.line)
	}
	return p
}

// record makes a record of a row's cells.
func (t *table) record(cells []string, vals []mapping.Value, row *mapping.Row) (source.Record, *source.Bad) {
	if len(cells) > len(t.columns) && !blankCells(cells[len(t.columns):]) || t.strict && len(cells) < len(t.columns) {
		return source.Record{}, &source.Bad{Code: source.Columns}
	}
	for i := range vals {
		vals[i] = mapping.Value{}
	}
	for j, c := range cells[:min(len(cells), len(t.columns))] {
		if i := t.places[j]; i >= 0 {
			vals[i] = mapping.Cell(c)
		}
	}
	if bad := t.w.f.m.Read(vals, t.w.f.env.Zone, t.needID, row); bad != nil {
		return source.Record{}, bad
	}
	payload, private := t.rowJSON(cells)
	if row.ID == "" {
		row.ID = contentID(payload)
	}
	return source.Record{ID: row.ID, Payload: payload, Private: private, Deleted: row.Deleted, Submissions: row.Submissions()}, nil
}

// rowJSON keeps a row with its headers, in their order, so that it can be read
// again when the map changes.
func (t *table) rowJSON(cells []string) ([]byte, []source.Span) {
	var b bytes.Buffer
	var private []source.Span
	b.WriteByte('{')
	for j, c := range t.columns {
		if j >= len(cells) {
			break
		}
		if j > 0 {
			b.WriteByte(',')
		}
		quote(&b, c)
		b.WriteByte(':')
		from := b.Len()
		quote(&b, cells[j])
		if j < len(t.places) && t.w.f.m.IsPrivate(t.places[j]) && cells[j] != "" {
			private = append(private, source.Span{From: from, To: b.Len()})
		}
	}
	b.WriteByte('}')
	return b.Bytes(), private
}

func quote(b *bytes.Buffer, s string) {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string always encodes
	b.Truncate(b.Len() - 1)
}

func blankCells(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

func trimAll(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.TrimSpace(strings.TrimPrefix(c, "\ufeff"))
	}
	for len(out) > 1 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}

// uniqueNames gives columns without a name, or with one that is there twice, a
// name of their own.
func uniqueNames(columns []string) []string {
	seen := map[string]bool{}
	out := make([]string, len(columns))
	for i, c := range columns {
		for n := 2; c == "" || seen[c]; n++ {
			c = strings.TrimSuffix(columns[i]+"_", "_") + "_" + lineName("", n)[1:]
		}
		seen[c], out[i] = true, c
	}
	return out
}
