package registers

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/musharaka/musharaka/internal/store"
)

// ImportChanged imports the folder if its files are not those of the last
// import, or if rows wait in quarantine for something that a source may have
// brought since. It returns a nil report if there was nothing to do.
func ImportChanged(ctx context.Context, db *store.DB, dir string, o Options) (*Report, error) {
	digest, err := digestOf(dir)
	if err != nil || digest == "" {
		return nil, err
	}
	var last sql.NullString
	err = db.QueryRow(ctx, `SELECT value FROM source_state WHERE source = ? AND key = 'digest'`, Source).Scan(&last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	var waiting int
	if err := db.QueryRow(ctx, `SELECT count(*) FROM quarantine WHERE source = ? AND state = 'open' AND code IN ('missing', 'required')`, Source).Scan(&waiting); err != nil {
		return nil, err
	}
	if last.String == digest && waiting == 0 {
		return nil, nil
	}
	o.digest = digest
	return Import(ctx, db, dir, o)
}

// digestOf hashes names and contents of the register files; empty if there are
// none.
func digestOf(dir string) (string, error) {
	files, err := listFiles(dir)
	if errors.Is(err, fs.ErrNotExist) || len(files) == 0 {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%s\x00%d\x00", filepath.Base(f), len(b))
		h.Write(b)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// remember stores which files were imported, with the import.
func (im *importer) remember(ctx context.Context) error {
	if im.o.digest == "" {
		return nil
	}
	_, err := im.tx.Exec(ctx, `INSERT OR REPLACE INTO source_state VALUES (?, 'digest', ?, ?)`, Source, im.o.digest, im.o.Now.UTC())
	return err
}
