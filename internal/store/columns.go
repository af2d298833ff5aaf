package store

import (
	"context"
	"database/sql/driver"
	"fmt"
	"runtime"
	"strings"
	"time"
	"unicode/utf8"
	"unsafe"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	duckdb "github.com/duckdb/duckdb-go/v2"
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
	schema *arrow.Schema
	types  []ColumnType
	cols   []columnData
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
	fields := make([]arrow.Field, len(columns))
	kinds := []arrow.DataType{arrow.BinaryTypes.String, arrow.BinaryTypes.Binary, &arrow.TimestampType{Unit: arrow.Microsecond},
		arrow.PrimitiveTypes.Float64, arrow.PrimitiveTypes.Int32, arrow.FixedWidthTypes.Boolean}
	for i, col := range columns {
		c.types = append(c.types, col.Type)
		fields[i] = arrow.Field{Name: col.Name, Type: kinds[col.Type], Nullable: true}
	}
	c.schema = arrow.NewSchema(fields, nil)
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

// Bytes is about how much memory the values take.
func (c *Columns) Bytes() int {
	n := 0
	for i := range c.cols {
		n += len(c.cols[i].data)
	}
	return n
}

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

// record is the columns as Arrow sees them; pin keeps them where they are.
func (c *Columns) record(pin *runtime.Pinner) (arrow.RecordBatch, error) {
	out := make([]arrow.Array, len(c.cols))
	for i := range c.cols {
		d := &c.cols[i]
		if d.n != c.cols[0].n {
			return nil, fmt.Errorf("column %s has %d values of %d", c.schema.Field(i).Name, d.n, c.cols[0].n)
		}
		var valid *memory.Buffer
		if d.nulls > 0 {
			valid = pinned(pin, d.valid)
		}
		var bufs []*memory.Buffer
		switch c.types[i] {
		case Text, Blob:
			bufs = []*memory.Buffer{valid, pinned(pin, raw(d.offsets)), pinned(pin, d.data)}
		case Instant:
			bufs = []*memory.Buffer{valid, pinned(pin, raw(d.nums))}
		case Float:
			bufs = []*memory.Buffer{valid, pinned(pin, raw(d.floats))}
		case Integer:
			bufs = []*memory.Buffer{valid, pinned(pin, raw(d.ints))}
		case Flag:
			bufs = []*memory.Buffer{valid, pinned(pin, d.data)}
		}
		data := array.NewData(c.schema.Field(i).Type, d.n, bufs, nil, d.nulls, 0)
		out[i] = array.MakeFromData(data)
		data.Release()
	}
	return array.NewRecordBatch(c.schema, out, int64(c.cols[0].n)), nil
}

func pinned(pin *runtime.Pinner, b []byte) *memory.Buffer {
	if len(b) > 0 {
		pin.Pin(&b[0])
	}
	return memory.NewBufferBytes(b)
}

// raw is the memory of s.
func raw[T int32 | int64 | float64](s []T) []byte {
	if len(s) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&s[0])), len(s)*int(unsafe.Sizeof(s[0])))
}

// viewName is what the rows are called while a statement reads them.
const viewName = "columns_in"

// Load appends rows to table ("table" or "schema.table"), whose columns have
// the names of theirs.
func (tx *Tx) Load(ctx context.Context, table string, rows *Columns) (int64, error) {
	names := make([]string, len(rows.cols))
	for i := range names {
		names[i] = `"` + rows.schema.Field(i).Name + `"`
	}
	return tx.from(ctx, rows, "INSERT INTO "+table+"("+strings.Join(names, ", ")+") SELECT * FROM "+viewName)
}

// StageColumns makes a temporary table of rows.
func (tx *Tx) StageColumns(ctx context.Context, name string, rows *Columns) (int64, error) {
	return tx.from(ctx, rows, "CREATE OR REPLACE TEMP TABLE "+name+" AS SELECT * FROM "+viewName)
}

// from runs a statement that reads all columns of rows in their order, and
// nothing else: DuckDB pushes conditions and the choice of columns down to a
// scan of this kind and trusts it to obey, and this one does not.
func (tx *Tx) from(ctx context.Context, rows *Columns, statement string) (n int64, err error) {
	if rows.Len() == 0 && strings.HasPrefix(statement, "INSERT") {
		return 0, nil
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("store: %s: %w", strings.TrimSuffix(statement, " SELECT * FROM "+viewName), err)
		}
	}()
	var pin runtime.Pinner
	defer pin.Unpin()
	rec, err := rows.record(&pin)
	if err != nil {
		return 0, err
	}
	defer rec.Release()
	reader, err := array.NewRecordReader(rows.schema, []arrow.RecordBatch{rec})
	if err != nil {
		return 0, err
	}
	defer reader.Release()
	release := func() {}
	if err := tx.conn.Raw(func(c any) error {
		a, err := duckdb.NewArrowFromConn(c.(driver.Conn))
		if err != nil {
			return err
		}
		release, err = a.RegisterView(reader, viewName)
		return err
	}); err != nil {
		return 0, err
	}
	defer release()
	if n, err = tx.Exec(ctx, statement); err != nil {
		return n, err
	}
	// The view points to memory that goes away now.
	_, err = tx.Exec(ctx, "DROP VIEW IF EXISTS temp.main."+viewName)
	return n, err
}
