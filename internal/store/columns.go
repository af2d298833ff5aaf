package store

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// RowGroup is how many rows DuckDB keeps together. A load that appends
// multiples of it leaves no partial groups behind, which a checkpoint would
// read, join and write again: that was a third of the cost of a large load.
const RowGroup = 122_880

// ColumnType is what a column of Columns holds.
type ColumnType uint8

// The types that a load needs.
const (
	Text    ColumnType = iota // TEXT
	Blob                      // BLOB
	Instant                   // TIMESTAMP, in microseconds
	Float                     // DOUBLE
	Integer                   // INTEGER
	Flag                      // BOOLEAN
)

// Column describes one column of Columns.
type Column struct {
	Name string
	Type ColumnType
}

// Columns are rows, column by column, in memory that DuckDB reads in place:
// for many rows far cheaper than a call for each value. A row is one append to
// every column. Its memory is used again after Reset. Not safe for concurrent
// use.
type Columns struct {
	names []string
	types []ColumnType
	cols  []columnData
}

type columnData struct {
	valid   []byte  // bitmap
	offsets []int32 // of texts and blobs: where each begins, and where the last ends
	data    []byte  // bytes of texts and blobs, bitmap of flags
	nums    []int64 // instants
	floats  []float64
	ints    []int32
	n       int
	nulls   int
}

// NewColumns makes an empty set of columns.
func NewColumns(columns ...Column) *Columns {
	c := &Columns{cols: make([]columnData, len(columns))}
	for _, col := range columns {
		c.types, c.names = append(c.types, col.Type), append(c.names, col.Name)
	}
	c.Reset()
	return c
}

// Reset empties the columns and keeps their memory.
func (c *Columns) Reset() {
	for i := range c.cols {
		d := &c.cols[i]
		*d = columnData{valid: d.valid[:0], offsets: append(d.offsets[:0], 0), data: d.data[:0], nums: d.nums[:0], floats: d.floats[:0], ints: d.ints[:0]}
	}
}

// Len is the number of rows.
func (c *Columns) Len() int { return c.cols[0].n }

// mark notes whether the next value is there.
func (d *columnData) mark(there bool) {
	if d.n&7 == 0 {
		d.valid = append(d.valid, 0)
	}
	if there {
		d.valid[d.n>>3] |= 1 << (d.n & 7)
	} else {
		d.nulls++
	}
	d.n++
}

// Null appends nothing to column i.
func (c *Columns) Null(i int) {
	d := &c.cols[i]
	switch c.types[i] {
	case Text, Blob:
		d.offsets = append(d.offsets, int32(len(d.data))) //nolint:gosec // Text and Blob refuse what is larger
	case Instant:
		d.nums = append(d.nums, 0)
	case Float:
		d.floats = append(d.floats, 0)
	case Integer:
		d.ints = append(d.ints, 0)
	case Flag:
		if d.n&7 == 0 {
			d.data = append(d.data, 0)
		}
	}
	d.mark(false)
}

// Text appends s to column i. Bytes that are no UTF-8 become U+FFFD: DuckDB
// trusts what it reads in place.
func (c *Columns) Text(i int, s string) {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	d := &c.cols[i]
	d.data = append(d.data, s...)
	d.offsets = append(d.offsets, int32(len(d.data))) //nolint:gosec // a batch is bounded far below 2 GiB
	d.mark(true)
}

// TextOrNull appends s to column i, nothing if s is empty.
func (c *Columns) TextOrNull(i int, s string) {
	if s == "" {
		c.Null(i)
		return
	}
	c.Text(i, s)
}

// Blob appends b to column i.
func (c *Columns) Blob(i int, b []byte) {
	d := &c.cols[i]
	d.data = append(d.data, b...)
	d.offsets = append(d.offsets, int32(len(d.data))) //nolint:gosec // a batch is bounded far below 2 GiB
	d.mark(true)
}

// Instant appends t to column i, nothing if it is the zero time.
func (c *Columns) Instant(i int, t time.Time) {
	if t.IsZero() {
		c.Null(i)
		return
	}
	d := &c.cols[i]
	d.nums = append(d.nums, t.UnixMicro())
	d.mark(true)
}

// Float appends f to column i.
func (c *Columns) Float(i int, f float64) {
	d := &c.cols[i]
	d.floats = append(d.floats, f)
	d.mark(true)
}

// Integer appends n to column i.
func (c *Columns) Integer(i, n int) {
	d := &c.cols[i]
	d.ints = append(d.ints, int32(n)) //nolint:gosec // positions in a batch
	d.mark(true)
}

// Flag appends b to column i.
func (c *Columns) Flag(i int, b bool) {
	d := &c.cols[i]
	if d.n&7 == 0 {
		d.data = append(d.data, 0)
	}
	if b {
		d.data[d.n>>3] |= 1 << (d.n & 7)
	}
	d.mark(true)
}

// Load appends rows to table ("table" or "schema.table"), whose columns have
// the names of theirs.
func (tx *Tx) Load(ctx context.Context, table string, rows *Columns) (n int64, err error) {
	if rows.Len() == 0 {
		return 0, nil
	}
	if n, err = tx.load(ctx, table, rows); err != nil {
		return n, fmt.Errorf("store.Load(%s): %w", table, err)
	}
	return n, nil
}

// StageColumns makes a temporary table of rows.
func (tx *Tx) StageColumns(ctx context.Context, name string, rows *Columns) (n int64, err error) {
	if n, err = tx.stageColumns(ctx, name, rows); err != nil {
		return n, fmt.Errorf("store.StageColumns(%s): %w", name, err)
	}
	return n, nil
}

// quoted are the names of the columns as SQL takes them.
func (c *Columns) quoted() string { return `"` + strings.Join(c.names, `", "`) + `"` }

// even tells whether every column has a value for every row.
func (c *Columns) even() error {
	for i := range c.cols {
		if c.cols[i].n != c.cols[0].n {
			return fmt.Errorf("column %s has %d values of %d", c.names[i], c.cols[i].n, c.cols[0].n)
		}
	}
	return nil
}
