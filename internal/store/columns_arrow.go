//go:build duckdb_arrow

package store

import (
	"context"
	"database/sql/driver"
	"runtime"
	"unsafe"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	duckdb "github.com/duckdb/duckdb-go/v2"
)

// kinds are the types of columns as Arrow names them.
var kinds = []arrow.DataType{arrow.BinaryTypes.String, arrow.BinaryTypes.Binary, &arrow.TimestampType{Unit: arrow.Microsecond}, //nolint:gochecknoglobals // a table
	arrow.PrimitiveTypes.Float64, arrow.PrimitiveTypes.Int32, arrow.FixedWidthTypes.Boolean}

// record is the columns as Arrow sees them; pin keeps them where they are.
func (c *Columns) record(pin *runtime.Pinner) (arrow.RecordBatch, error) {
	if err := c.even(); err != nil {
		return nil, err
	}
	out, fields := make([]arrow.Array, len(c.cols)), make([]arrow.Field, len(c.cols))
	for i := range c.cols {
		d := &c.cols[i]
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
		fields[i] = arrow.Field{Name: c.names[i], Type: kinds[c.types[i]], Nullable: true}
		data := array.NewData(fields[i].Type, d.n, bufs, nil, d.nulls, 0)
		out[i] = array.MakeFromData(data)
		data.Release()
	}
	return array.NewRecordBatch(arrow.NewSchema(fields, nil), out, int64(c.cols[0].n)), nil
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

func (tx *Tx) load(ctx context.Context, table string, rows *Columns) (int64, error) {
	return tx.from(ctx, rows, "INSERT INTO "+table+"("+rows.quoted()+") SELECT * FROM "+viewName)
}

func (tx *Tx) stageColumns(ctx context.Context, name string, rows *Columns) (int64, error) {
	return tx.from(ctx, rows, "CREATE OR REPLACE TEMP TABLE "+name+" AS SELECT * FROM "+viewName)
}

// from runs a statement that reads all columns of rows in their order, and
// nothing else: DuckDB pushes conditions and the choice of columns down to a
// scan of this kind and trusts it to obey, and this one does not.
func (tx *Tx) from(ctx context.Context, rows *Columns, statement string) (n int64, err error) {
	var pin runtime.Pinner
	defer pin.Unpin()
	rec, err := rows.record(&pin)
	if err != nil {
		return 0, err
	}
	defer rec.Release()
	reader, err := array.NewRecordReader(rec.Schema(), []arrow.RecordBatch{rec})
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
