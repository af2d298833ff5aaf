// Package workspace makes a new workspace: the commented configuration, empty
// registers, a sample source and the key of the pseudonyms. It never
// overwrites a file that is there.
package workspace

import (
	"context"
	"crypto/rand"
	_ "embed"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/registers"
)

//go:embed musharaka.ar.yaml
var configAR []byte

//go:embed musharaka.en.yaml
var configEN []byte

//go:embed sample.csv
var sample []byte

const gitignore = `# Personal data and secrets stay out of version control.
/data/
/secrets/
/out/
/inbox/
`

// Report lists what Init made and what it left as it was.
type Report struct {
	Dir     string
	Made    []string
	Kept    []string
	KeyMade bool
}

// Init makes a workspace in dir. The pseudonyms' key is 32 random bytes of
// mode 0600: who loses it can never again tell that two submissions come from
// one person, and who copies it can, so it is made once, kept apart and backed
// up.
func Init(ctx context.Context, dir string, l i18n.Lang) (rep *Report, err error) {
	dir, err = filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	rep = &Report{Dir: dir}
	for _, d := range []string{"", "registers", "inbox", "secrets", "data"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o700); err != nil {
			return nil, i18n.Wrap(err, i18n.Text{AR: "تعذّر إنشاء المجلد %s", EN: "cannot make the folder %s"}, filepath.Join(dir, d))
		}
	}
	cfg := configEN
	if l == i18n.AR {
		cfg = configAR
	}
	files := map[string][]byte{config.FileName: cfg, ".gitignore": []byte(gitignore), "inbox/sample.csv": sample}
	templates, err := emptyRegisters(ctx, dir, l)
	if err != nil {
		return nil, err
	}
	for name, b := range templates {
		files[filepath.Join("registers", name)] = b
	}
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	const keyFile = "secrets/pseudonym.key"
	files[keyFile] = []byte(base64.StdEncoding.EncodeToString(key) + "\n")
	names := make([]string, 0, len(files))
	for n := range files {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		made, err := create(filepath.Join(dir, n), files[n])
		if err != nil {
			return nil, err
		}
		if made {
			rep.Made = append(rep.Made, n)
			rep.KeyMade = rep.KeyMade || n == keyFile
		} else {
			rep.Kept = append(rep.Kept, n)
		}
	}
	return rep, nil
}

// emptyRegisters asks a fresh database for the types of the columns.
func emptyRegisters(ctx context.Context, dir string, l i18n.Lang) (files map[string][]byte, err error) {
	ws := config.Workspace{Dir: dir}
	db, err := store.Open(ctx, ws.Database(), store.Options{})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	all, err := registers.Templates(ctx, db, l)
	if err != nil {
		return nil, err
	}
	// The workbook is enough to begin with; the CSV files lie beside it as
	// templates, outside the folder that is read.
	files = map[string][]byte{}
	for n, b := range all {
		if filepath.Ext(n) == ".csv" {
			n = filepath.Join("templates", n)
		}
		files[n] = b
	}
	return files, nil
}

// create writes a file of mode 0600 unless it is there.
func create(path string, b []byte) (bool, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return false, err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("workspace.Init: %w", err)
	}
	_, err = f.Write(b)
	return true, errors.Join(err, f.Close())
}
