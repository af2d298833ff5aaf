package files

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/mapping"
)

// sample is how much of a file is looked at to find its charset and delimiter.
const sample = 256 << 10

func (w *walk) csv(ctx context.Context, r io.Reader, format string) error {
	br := bufio.NewReaderSize(r, sample)
	head, err := br.Peek(sample)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	charset := w.f.set.Charset
	if charset == "" {
		charset = findCharset(head)
	}
	switch charset {
	case "utf-16":
		dec := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
		br = bufio.NewReaderSize(transform.NewReader(br, dec), sample)
		if head, err = br.Peek(sample); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
	case "windows-1256", "utf-8":
	default:
		return &source.Bad{Code: source.BadEncoding, Args: []string{charset}}
	}
	if !bytes.Contains(head, []byte{'\n'}) && bytes.Contains(head, []byte{'\r'}) { // lines of an old Macintosh
		br = bufio.NewReaderSize(crLines{br}, sample)
		if head, err = br.Peek(sample); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
	}
	if bytes.HasPrefix(head, bom) {
		if _, err := br.Discard(len(bom)); err != nil {
			return err
		}
		head = head[len(bom):]
	}
	delim := w.delimiter(head, format)
	next, stop := iter.Pull2(records(br, delim, w.f.set.MaxRecord<<20))
	defer stop()
	t := table{w: w, legacy: charset == "windows-1256", delim: delim, strict: true}
	if err := t.readHeader(next); err != nil {
		return err
	}
	rest := func(yield func([]rawRow, error) bool) {
		batch := make([]rawRow, 0, 1000)
		for {
			row, err, ok := next()
			if !ok {
				break
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if batch = append(batch, row); len(batch) == cap(batch) {
				if !yield(batch, nil) {
					return
				}
				batch = make([]rawRow, 0, 1000)
			}
		}
		if len(batch) > 0 {
			yield(batch, nil)
		}
	}
	for p, err := range ordered(ctx, rest, func() func([]rawRow) part {
		vals := make([]mapping.Value, w.f.m.Len())
		return func(rows []rawRow) part { return t.parse(rows, vals) }
	}) {
		if err != nil {
			return err
		}
		if !w.take(p) {
			return nil
		}
	}
	return nil
}

func (w *walk) delimiter(head []byte, format string) byte {
	switch {
	case w.f.set.Delimiter != "":
		return w.f.set.Delimiter[0]
	case format == "tsv":
		return '\t'
	}
	return findDelimiter(head)
}

// findCharset tells UTF-8 from windows-1256 by the lines that are not ASCII:
// the more common of the two wins, so that one broken line does not change the
// reading of a file.
func findCharset(head []byte) string {
	if bytes.HasPrefix(head, []byte{0xFF, 0xFE}) || bytes.HasPrefix(head, []byte{0xFE, 0xFF}) {
		return "utf-16"
	}
	if i := bytes.LastIndexByte(head, '\n'); i > 0 {
		head = head[:i]
	}
	good, bad := 0, 0
	for line := range bytes.SplitSeq(head, []byte{'\n'}) {
		if !slices.ContainsFunc(line, func(b byte) bool { return b >= 0x80 }) {
			continue
		}
		if utf8.Valid(line) {
			good++
		} else {
			bad++
		}
	}
	if bad > good {
		return "windows-1256"
	}
	return "utf-8"
}

// findDelimiter takes the separator that the first lines have in common.
func findDelimiter(head []byte) byte {
	best, most := byte(','), 0
	for _, d := range []byte{',', ';', '\t', '|'} {
		count := 0
		for row, err := range records(bufio.NewReader(bytes.NewReader(head)), d, 1<<20) {
			if err != nil || row.n > 20 {
				break
			}
			count += len(splitCells(row.data, d, nil)) - 1
		}
		if count > most {
			best, most = d, count
		}
	}
	return best
}

// rawRow is a record before it is split into cells.
type rawRow struct {
	data []byte
	line int // where it begins
	n    int // its number
	bad  source.Code
}

// records cuts a delimited file into records. Only a quote at the start of a
// cell opens a quotation, as spreadsheets have it; one that never closes is a
// fault of its first line, and reading goes on with the next.
func records(r *bufio.Reader, delim byte, limit int) iter.Seq2[rawRow, error] {
	return func(yield func(rawRow, error) bool) {
		s := splitter{delim: delim}
		line, n := 1, 0
		var pending [][]byte // lines of an open quotation
		size, first := 0, 1
		for {
			b, err := readLine(r, limit)
			if err != nil && !errors.Is(err, io.EOF) {
				yield(rawRow{}, err)
				return
			}
			end := err != nil
			if len(b) == 0 && end && len(pending) == 0 {
				break
			}
			open := s.scan(b, len(pending) > 0)
			if len(b) > 0 {
				pending, size = append(pending, b), size+len(b)
			}
			if open && !end && size < limit {
				line++
				continue
			}
			rows := []rawRow{{data: bytes.Join(pending, nil), line: first}}
			if open { // never closed: each of its lines stands for itself
				rows = rows[:0]
				for i, p := range pending {
					row := rawRow{data: p, line: first + i}
					if s.scan(p, false) {
						row.bad = source.BadSyntax
					}
					rows = append(rows, row)
				}
			}
			for _, row := range rows {
				n++
				row.n = n
				if !yield(row, nil) {
					return
				}
			}
			line++
			pending, size, first = nil, 0, line
			if end {
				return
			}
		}
	}
}

func readLine(r *bufio.Reader, limit int) ([]byte, error) {
	var out []byte
	for {
		b, err := r.ReadSlice('\n')
		out = append(out, b...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return out, err
		}
		if len(out) > limit {
			return nil, &source.Bad{Code: source.TooLong}
		}
	}
}

// splitter follows quotations across lines.
type splitter struct{ delim byte }

// scan reports whether a quotation is open at the end of b.
func (s splitter) scan(b []byte, open bool) bool {
	start := !open
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch {
		case open:
			j := bytes.IndexByte(b[i:], '"')
			if j < 0 {
				return true
			}
			i += j
			if i+1 < len(b) && b[i+1] == '"' {
				i++
			} else {
				open = false
			}
		case c == '"' && start:
			open, start = true, false
		case c == s.delim:
			start = true
		case c != ' ':
			start = false
		}
	}
	return open
}

// splitCells cuts a record into cells, appending to cells.
func splitCells(b []byte, delim byte, cells []string) []string {
	b = bytes.TrimRight(b, "\r\n")
	for {
		trimmed := bytes.TrimLeft(b, " ")
		if len(trimmed) == 0 || trimmed[0] != '"' {
			cell, rest, more := bytes.Cut(b, []byte{delim})
			cells = append(cells, string(cell))
			if !more {
				return cells
			}
			b = rest
			continue
		}
		var cell strings.Builder
		b = trimmed[1:]
		for {
			i := bytes.IndexByte(b, '"')
			if i < 0 { // the caller has seen that it closes; keep what is there
				cell.Write(b)
				return append(cells, cell.String())
			}
			cell.Write(b[:i])
			b = b[i+1:]
			if len(b) == 0 || b[0] != '"' {
				break
			}
			cell.WriteByte('"')
			b = b[1:]
		}
		tail, rest, more := bytes.Cut(b, []byte{delim})
		cell.Write(bytes.TrimRight(tail, " "))
		cells = append(cells, cell.String())
		if !more {
			return cells
		}
		b = rest
	}
}

func decode1256(s string) string {
	out, err := charmap.Windows1256.NewDecoder().String(s)
	if err != nil {
		return s
	}
	return out
}

func lineName(file string, line int) string { return file + ":" + strconv.Itoa(line) }

// crLines turns carriage returns into newlines.
type crLines struct{ r io.Reader }

func (c crLines) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	for i, b := range p[:n] {
		if b == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}
