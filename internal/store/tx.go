package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"iter"
	"strings"

	duckdb "github.com/duckdb/duckdb-go/v2"
)

// Tx is one transaction on one connection. It is not safe for concurrent use.
type Tx struct{ conn *sql.Conn }

// InTx runs fn in a transaction and commits it if fn returns nil, else rolls
// it back. It is the only place that begins or ends a transaction, because a
// connection that went back to the pool inside one would poison its next user,
// and because a rollback must run even when ctx is already cancelled.
func (db *DB) InTx(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) (err error) {
	conn, err := db.sql.Conn(ctx)
	if err != nil {
		return translate(err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := conn.ExecContext(ctx, "BEGIN"); err != nil {
		return translate(err)
	}
	done := false
	defer func() {
		if !done { // fn failed or panicked
			_, rerr := conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
			if rerr != nil && !strings.Contains(rerr.Error(), "no transaction is active") {
				err = errors.Join(err, rerr)
			}
		}
	}()
	if err := fn(ctx, &Tx{conn}); err != nil {
		return translate(err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if _, err := conn.ExecContext(context.WithoutCancel(ctx), "COMMIT"); err != nil {
		return translate(err)
	}
	done = true
	return nil
}

// InSnapshot runs fn in a transaction that is always rolled back: temporary
// tables and views made in it leave no trace, and everything it reads is of
// one moment.
func (db *DB) InSnapshot(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	err := db.InTx(ctx, func(ctx context.Context, tx *Tx) error {
		if err := fn(ctx, tx); err != nil {
			return err
		}
		return errRollback
	})
	if errors.Is(err, errRollback) {
		return nil
	}
	return err
}

var errRollback = errors.New("snapshot ends")

// Exec runs a statement, or several without args, and returns the rows that it
// touched.
func (tx *Tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	res, err := tx.conn.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// Query runs a reading statement. The caller closes the rows.
func (tx *Tx) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return tx.conn.QueryContext(ctx, query, args...)
}

// QueryRow is Query for a single row.
func (tx *Tx) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	return tx.conn.QueryRowContext(ctx, query, args...)
}

// Append writes rows to table ("table" or "schema.table"; temporary tables are
// "temp.main.table") by DuckDB's appender, inside the transaction. Values are
// what the appender takes: string, []byte, bool, integers, float64, time.Time,
// []any for lists, nil. An error in rows stops it.
func (tx *Tx) Append(ctx context.Context, table string, rows iter.Seq2[[]driver.Value, error]) (n int64, err error) {
	catalog, schema, name := "", "main", table
	if parts := strings.Split(table, "."); len(parts) == 3 {
		catalog, schema, name = parts[0], parts[1], parts[2]
	} else if len(parts) == 2 {
		schema, name = parts[0], parts[1]
	}
	err = tx.conn.Raw(func(c any) error {
		a, err := duckdb.NewAppender(c.(driver.Conn), catalog, schema, name)
		if err != nil {
			return err
		}
		for row, rerr := range rows {
			if rerr == nil && n&1023 == 0 {
				rerr = ctx.Err()
			}
			if rerr == nil {
				rerr = a.AppendRow(row...)
			}
			if rerr != nil {
				// Close would flush half a batch; the transaction is lost anyway.
				_ = a.Close()
				return rerr
			}
			n++
		}
		return a.Close()
	})
	if err != nil {
		return n, fmt.Errorf("store.Append(%s): %w", table, err)
	}
	return n, nil
}

// Stage makes a temporary table by ddl ("CREATE TEMP TABLE name(…)" with
// CREATE OR REPLACE allowed) and appends rows to it. From there one MERGE
// takes them to where they belong: row by row is never done.
func (tx *Tx) Stage(ctx context.Context, name, ddl string, rows iter.Seq2[[]driver.Value, error]) (int64, error) {
	if _, err := tx.Exec(ctx, ddl); err != nil {
		return 0, fmt.Errorf("store.Stage(%s): %w", name, err)
	}
	return tx.Append(ctx, "temp.main."+name, rows)
}
