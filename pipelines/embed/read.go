package embed

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
)

// maxLine is the longest line that is read; a longer one is bad.
const maxLine = 16 << 20

// readAll cuts in into batches. It ends when in or ctx does. A batch goes off as
// soon as it is full, or when nothing more is at hand: a person who types a line
// gets its vector.
func readAll(ctx context.Context, in io.Reader, o Options, to chan<- batch) error {
	r := bufio.NewReaderSize(in, 1<<20)
	var b batch
	send := func() error {
		if len(b.items) == 0 {
			return nil
		}
		select {
		case to <- b:
			b = batch{}
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	encoded := 0
	for n := 1; ; n++ {
		line, tooLong, err := readLine(r)
		if err != nil && !errors.Is(err, io.EOF) {
			return errors.Join(send(), err)
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if it, ok := parse(n, bytes.TrimSpace(line), tooLong); ok {
			if it.bad == "" {
				it.via = Skipped
				if o.Budget <= 0 || encoded < o.Budget {
					it.via = Encoded
					encoded++
				}
			}
			b.items = append(b.items, it)
		}
		if len(b.items) >= o.Batch || r.Buffered() == 0 || err != nil {
			if sendErr := send(); sendErr != nil || err != nil {
				return sendErr
			}
		}
	}
}

// parse reads one line; ok is false for an empty one. The reasons never quote
// the line.
func parse(n int, body []byte, tooLong bool) (it item, ok bool) {
	it = item{line: n}
	var r struct {
		ID   json.RawMessage `json:"id"`
		Text *string         `json:"text"`
	}
	switch {
	case tooLong:
		it.bad = "line longer than 16 MiB"
	case len(body) == 0:
		return it, false
	case json.Unmarshal(body, &r) != nil:
		it.bad = "not a JSON object with id and text"
	case len(r.ID) == 0 || bytes.Equal(r.ID, []byte("null")):
		it.bad = "no id"
	case r.ID[0] == '{' || r.ID[0] == '[':
		it.bad = "id is neither a string nor a number"
	case r.Text == nil:
		it.bad = "no text"
	default:
		it.id, it.text = bytes.ToValidUTF8(r.ID, []byte("\ufffd")), *r.Text
	}
	return it, true
}

// readLine reads one line of any length, keeping at most maxLine bytes of it.
func readLine(r *bufio.Reader) (line []byte, tooLong bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
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
