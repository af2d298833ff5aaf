// Package store is the only package that knows DuckDB. It opens the
// workspace's file late and closes it early, keeps its schema by numbered
// migrations, and owns every transaction.
//
// It holds no SQL of the product's stages: those live beside the Go that runs
// them and reach the file through DB and Tx.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	duckdb "github.com/duckdb/duckdb-go/v2"
)

// Options say how to open the file. The zero value opens it for writing.
type Options struct {
	ReadOnly    bool
	MemoryLimit string           // in DuckDB's words, such as "2GB"; empty is DuckDB's default
	Threads     int              // 0 is one for each core
	Now         func() time.Time // clock for the migration log; nil is time.Now
}

// DB is an open workspace file. At most one process may hold it for writing,
// and while it does nobody else can open it, not even to read.
type DB struct {
	sql  *sql.DB
	path string
}

// Open opens or creates the file at path with mode 0600, brings its schema up
// to date unless opened read-only, and shuts DuckDB's own doors: no extension
// is ever downloaded. A lock held by another process comes back as a
// *LockedError.
func Open(ctx context.Context, path string, o Options) (_ *DB, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("store.Open(%q): %w", path, err)
		}
	}()
	if o.Now == nil {
		o.Now = time.Now
	}
	if err := prepareFile(path, o.ReadOnly); err != nil {
		return nil, err
	}
	dsn := path
	if o.ReadOnly {
		dsn += "?access_mode=read_only"
	}
	connector, err := duckdb.NewConnector(dsn, nil)
	if err != nil {
		return nil, translate(err)
	}
	db := &DB{sql: sql.OpenDB(connector), path: path}
	defer func() {
		if err != nil {
			err = errors.Join(err, db.sql.Close())
		}
	}()
	if err := db.configure(ctx, o); err != nil {
		return nil, translate(err)
	}
	if o.ReadOnly {
		return db, db.checkVersion(ctx)
	}
	if err := protect(path); err != nil {
		return nil, err
	}
	return db, db.migrate(ctx, o.Now)
}

// prepareFile makes the folder. DuckDB itself creates the file (it refuses an
// empty one), with the process's umask, so the folder is closed to others first.
func prepareFile(path string, readOnly bool) error {
	if path == "" {
		return errors.New("no path")
	}
	if readOnly {
		_, err := os.Stat(path)
		if errors.Is(err, fs.ErrNotExist) {
			return errMissing(path)
		}
		return err
	}
	return os.MkdirAll(filepath.Dir(path), 0o700)
}

// protect takes the file and its log away from other users.
func protect(path string) error {
	if err := os.Chmod(path, 0o600); err != nil {
		return err
	}
	if err := os.Chmod(path+".wal", 0o600); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (db *DB) configure(ctx context.Context, o Options) error {
	set := []string{
		"SET autoinstall_known_extensions = false",
		"SET autoload_known_extensions = false",
		"SET TimeZone = 'UTC'",
	}
	if o.MemoryLimit != "" {
		set = append(set, "SET memory_limit = '"+quote(o.MemoryLimit)+"'")
	}
	if o.Threads > 0 {
		set = append(set, fmt.Sprintf("SET threads = %d", o.Threads))
	}
	for _, s := range set {
		if _, err := db.sql.ExecContext(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// Path is the file's path.
func (db *DB) Path() string { return db.path }

// Threads says on how many cores statements may run from now on.
func (db *DB) Threads(ctx context.Context, n int) error {
	_, err := db.sql.ExecContext(ctx, fmt.Sprintf("SET threads = %d", max(n, 1)))
	return err
}

// Close flushes and lets go of the file.
func (db *DB) Close() error { return db.sql.Close() }

// Query runs a reading statement outside any transaction. The caller closes
// the rows.
func (db *DB) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return db.sql.QueryContext(ctx, query, args...)
}

// QueryRow is Query for a single row.
func (db *DB) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	return db.sql.QueryRowContext(ctx, query, args...)
}
