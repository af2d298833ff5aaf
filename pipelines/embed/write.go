package embed

import (
	"bufio"
	"io"
	"strconv"
)

// writer puts batches out as NDJSON, or as Parquet with the bad lines as NDJSON.
type writer struct {
	out   *bufio.Writer
	line  []byte
	table *table // nil: everything to out
}

func newWriter(out, parquet io.Writer) (*writer, error) {
	w := &writer{out: bufio.NewWriterSize(out, 1<<18)}
	if parquet == nil {
		return w, nil
	}
	var err error
	w.table, err = newTable(parquet)
	return w, err
}

// write puts out one batch and flushes, so that whoever waits at the other end
// of a pipe has it.
func (w *writer) write(b batch) error {
	vectors := b.vectors
	for _, it := range b.items {
		var v []float32
		if it.via == Encoded || it.via == Estimated {
			v, vectors = vectors[:Dim], vectors[Dim:]
		}
		switch {
		case it.bad != "":
			w.line = appendBad(w.line[:0], it)
		case w.table != nil:
			if err := w.table.add(it, v); err != nil {
				return err
			}
			continue
		default:
			w.line = appendLine(w.line[:0], it, v)
		}
		if _, err := w.out.Write(w.line); err != nil {
			return err
		}
	}
	return w.out.Flush()
}

func (w *writer) close() error {
	if w.table == nil {
		return nil
	}
	return w.table.close()
}

func appendBad(to []byte, it item) []byte {
	to = append(strconv.AppendInt(append(to, `{"id":null,"line":`...), int64(it.line), 10), `,"error":`...)
	return append(strconv.AppendQuote(to, it.bad), "}\n"...) // the reasons are plain ASCII
}

// appendLine writes the id as it came in and the numbers in the fewest digits
// that give the same float32 back.
func appendLine(to []byte, it item, v []float32) []byte {
	to = append(append(to, `{"id":`...), it.id...)
	to = append(to, `,"vector":`...)
	if v == nil {
		to = append(to, "null"...)
	} else {
		for i, x := range v {
			c := byte(',')
			if i == 0 {
				c = '['
			}
			to = strconv.AppendFloat(append(to, c), float64(x), 'g', -1, 32)
		}
		to = append(to, ']')
	}
	return append(append(append(to, `,"via":"`...), it.via...), "\"}\n"...)
}
