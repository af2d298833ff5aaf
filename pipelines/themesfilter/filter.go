// Package themesfilter is the `analyze themes` filter: submissions as NDJSON
// in, a tree of themes and an assignment per submission out. It needs no
// workspace. It owns the files and the clock of that command; what a theme is,
// package themes decides.
package themesfilter

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/nlp/duplicates"
	"github.com/musharaka/musharaka/internal/nlp/themes"
)

// Options of Run.
type Options struct {
	Encoder   themes.Encoder // nil: vectors come from the words alone
	Themes    int            // wished number, 0 = found
	Seed      uint64
	Budget    int              // texts encoded at most, 0 = the default
	StopAfter time.Duration    // 0 = no stop; a result cut short is marked partial
	Now       func() time.Time // the clock; nil = time.Now
}

// Stats says what was read and found.
type Stats struct {
	Lines   int // with content
	Bad     int // that could not be read or have no id or text field
	First   []BadLine
	Themes  int
	None    int
	Partial bool
}

// BadLine is one line that could not be read. It never holds its content.
type BadLine struct {
	Line   int
	Reason string
}

// maxLine is the longest line that is read; longer ones are counted as bad.
const maxLine = 16 << 20

// keepBad is how many bad lines are named in Stats.
const keepBad = 20

// record is one line of the input.
type record struct {
	ID        json.RawMessage `json:"id"`
	Text      *string         `json:"text"`
	Author    flexible        `json:"author"`
	CreatedAt flexible        `json:"created_at"`
	Source    flexible        `json:"source"`
	Lang      flexible        `json:"lang"`
}

// flexible reads a string or anything else as its JSON text; null is "".
type flexible string

func (f *flexible) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		*f = flexible(s)
		return nil
	}
	if !bytes.Equal(b, []byte("null")) {
		*f = flexible(b)
	}
	return nil
}

// Run reads in to its end, finds the themes and writes assignments.ndjson and
// themes.json to outDir, which it makes if needed. Bad lines are counted, not
// fatal.
func Run(ctx context.Context, in io.Reader, outDir string, o Options) (st Stats, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("themes filter: %w", err)
		}
	}()
	if o.Now == nil {
		o.Now = time.Now
	}
	start := o.Now()
	ids, items, err := read(ctx, in, &st)
	if err != nil {
		return st, err
	}
	group(items)
	opts := themes.Options{Seed: o.Seed, Budget: o.Budget, Themes: o.Themes}
	if o.StopAfter > 0 {
		opts.Stop = func() bool { return o.Now().Sub(start) > o.StopAfter }
	}
	res, err := themes.Discover(ctx, items, o.Encoder, opts)
	if err != nil {
		return st, err
	}
	st.Themes, st.Partial = len(res.Themes), res.Run.Partial
	for _, a := range res.Assignments {
		if a.Theme == "" {
			st.None++
		}
	}
	return st, write(outDir, ids, items, res)
}

// group joins copies, near copies and campaigns: they count once when themes
// are formed.
func group(items []themes.Item) {
	x := duplicates.New(duplicates.Options{})
	for i, it := range items {
		x.Add(duplicates.Item{ID: strconv.Itoa(i), Text: it.Text, Author: it.Author, At: it.Time})
	}
	for _, g := range x.Groups() {
		for _, m := range g.Members {
			items[m].Group = g.ID
		}
	}
}

// read turns lines into items. Items get their position as id: what came as id
// is kept as it was written.
func read(ctx context.Context, in io.Reader, st *Stats) (ids []json.RawMessage, items []themes.Item, err error) {
	br := bufio.NewReaderSize(in, 1<<20)
	for n := 1; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		line, tooLong, err := readLine(br)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, nil, err
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if body := bytes.TrimSpace(line); len(body) > 0 || tooLong {
			st.Lines++
			var r record
			reason := ""
			switch jsonErr := json.Unmarshal(body, &r); {
			case tooLong:
				reason = "line too long"
			case jsonErr != nil:
				reason = "not a JSON object with id and text"
			case len(r.ID) == 0 || bytes.Equal(r.ID, []byte("null")):
				reason = "no id"
			case r.Text == nil:
				reason = "no text"
			}
			if reason != "" {
				st.Bad++
				if len(st.First) < keepBad {
					st.First = append(st.First, BadLine{n, reason})
				}
			} else {
				ids = append(ids, r.ID)
				items = append(items, r.item())
			}
		}
		if errors.Is(err, io.EOF) {
			return ids, items, nil
		}
	}
}

func (r record) item() themes.Item {
	it := themes.Item{
		ID: idText(r.ID), Text: strings.ToValidUTF8(*r.Text, "\ufffd"),
		Author: string(r.Author), Source: string(r.Source), Lang: string(r.Lang),
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", time.DateOnly} {
		if t, err := time.Parse(layout, string(r.CreatedAt)); err == nil {
			it.Time = t
			break
		}
	}
	return it
}

// idText is an id as themes compare it: strings without their quotes.
func idText(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}

// readLine reads one line of any length, keeping at most maxLine bytes.
func readLine(br *bufio.Reader) (line []byte, tooLong bool, err error) {
	for {
		part, err := br.ReadSlice('\n')
		if len(line)+len(part) <= maxLine {
			line = append(line, part...)
		} else {
			tooLong = true
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, tooLong, err
		}
	}
}
