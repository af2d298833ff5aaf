package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

type migration struct {
	version   int
	name, sql string
	sum       string
}

// migrations returns the embedded files in their order. Files are named
// NNNN_name.sql and are never edited once a version has shipped.
func migrations() ([]migration, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var out []migration
	for i, n := range names {
		b, err := migrationFiles.ReadFile(n)
		if err != nil {
			return nil, err
		}
		base := strings.TrimSuffix(strings.TrimPrefix(n, "migrations/"), ".sql")
		num, _, _ := strings.Cut(base, "_")
		v, err := strconv.Atoi(num)
		if err != nil || v != i+1 {
			return nil, fmt.Errorf("migration %s: want number %d", n, i+1)
		}
		sum := sha256.Sum256(b)
		out = append(out, migration{v, base, string(b), hex.EncodeToString(sum[:])})
	}
	return out, nil
}

// migrate runs what the file lacks, each in a transaction of its own, so that
// a crash leaves the file at a whole version.
func (db *DB) migrate(ctx context.Context, now func() time.Time) error {
	all, err := migrations()
	if err != nil {
		return err
	}
	have, err := db.version(ctx)
	if err != nil {
		return err
	}
	if have > len(all) {
		return errNewer(have, len(all))
	}
	for _, m := range all[have:] {
		err := db.InTx(ctx, func(ctx context.Context, tx *Tx) error {
			if _, err := tx.Exec(ctx, `CREATE TABLE IF NOT EXISTS schema_migrations(version INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at TIMESTAMP NOT NULL)`); err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, m.sql); err != nil {
				return err
			}
			_, err := tx.Exec(ctx, `INSERT INTO schema_migrations VALUES (?, ?, ?, ?)`, m.version, m.name, m.sum, now().UTC())
			return err
		})
		if err != nil {
			return fmt.Errorf("migration %s: %w", m.name, err)
		}
	}
	return nil
}

// version is the number of the newest migration in the file, 0 for a new one.
func (db *DB) version(ctx context.Context) (int, error) {
	var n int
	err := db.QueryRow(ctx, `SELECT count(*) FROM information_schema.tables WHERE table_schema = 'main' AND table_name = 'schema_migrations'`).Scan(&n)
	if err != nil || n == 0 {
		return 0, err
	}
	var v sql.NullInt64
	err = db.QueryRow(ctx, `SELECT max(version) FROM schema_migrations`).Scan(&v)
	return int(v.Int64), err
}

// checkVersion refuses to read a file whose schema is not this program's.
func (db *DB) checkVersion(ctx context.Context) error {
	all, err := migrations()
	if err != nil {
		return err
	}
	have, err := db.version(ctx)
	switch {
	case err != nil:
		return err
	case have > len(all):
		return errNewer(have, len(all))
	case have < len(all):
		return i18n.Errorf(i18n.Text{
			AR: "قاعدة البيانات من إصدار أقدم (%d من %d). شغّل ingest run أو analyze run لتحديثها",
			EN: "the database is of an older version (%d of %d). Run ingest run or analyze run to bring it up to date"}, have, len(all))
	}
	return nil
}

func errNewer(have, want int) error {
	return i18n.Errorf(i18n.Text{
		AR: "قاعدة البيانات من إصدار أحدث (%d) مما يعرفه هذا البرنامج (%d). حدّث البرنامج",
		EN: "the database is of a newer version (%d) than this program knows (%d). Update the program"}, have, want)
}
