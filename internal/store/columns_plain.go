//go:build !duckdb_arrow

package store

import (
	"context"
	"database/sql/driver"
	"iter"
	"strings"
	"time"
)

// Without the driver's Arrow interface (the build tag duckdb_arrow, which the
// Makefile sets) columns take the appender's way: the same rows, slower.

func (tx *Tx) load(ctx context.Context, table string, rows *Columns) (int64, error) {
	if _, err := tx.stageColumns(ctx, "columns_in", rows); err != nil {
		return 0, err
	}
	n, err := tx.Exec(ctx, "INSERT INTO "+table+"("+rows.quoted()+") SELECT * FROM columns_in")
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec(ctx, "DROP TABLE columns_in")
	return n, err
}

func (tx *Tx) stageColumns(ctx context.Context, name string, rows *Columns) (int64, error) {
	if err := rows.even(); err != nil {
		return 0, err
	}
	types := []string{"TEXT", "BLOB", "TIMESTAMP", "DOUBLE", "INTEGER", "BOOLEAN"}
	columns := make([]string, len(rows.names))
	for i, n := range rows.names {
		columns[i] = `"` + n + `" ` + types[rows.types[i]]
	}
	return tx.Stage(ctx, name, "CREATE OR REPLACE TEMP TABLE "+name+"("+strings.Join(columns, ", ")+")", rows.all())
}

// all yields the rows one by one.
func (c *Columns) all() iter.Seq2[[]driver.Value, error] {
	return func(yield func([]driver.Value, error) bool) {
		vals := make([]driver.Value, len(c.cols))
		for n := range c.Len() {
			for i := range c.cols {
				vals[i] = c.value(i, n)
			}
			if !yield(vals, nil) {
				return
			}
		}
	}
}

func (c *Columns) value(i, n int) driver.Value {
	d := &c.cols[i]
	if d.valid[n>>3]&(1<<(n&7)) == 0 {
		return nil
	}
	switch c.types[i] {
	case Text:
		return string(d.data[d.offsets[n]:d.offsets[n+1]])
	case Blob:
		return d.data[d.offsets[n]:d.offsets[n+1]]
	case Instant:
		return time.UnixMicro(d.nums[n]).UTC()
	case Float:
		return d.floats[n]
	case Integer:
		return d.ints[n]
	}
	return d.data[n>>3]&(1<<(n&7)) != 0
}
