package ingest

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/ingest/merge"
)

// Rotation says what changing the key of the pseudonyms did.
type Rotation struct {
	Renamed  int  // people who have another pseudonym now
	Payloads int  // raw payloads that held one
	Resumed  bool // a rotation that had been interrupted was finished
	Keys     int  // in the file now
}

// Rotate gives every person another pseudonym, made with a new key of the
// present one, so that who had learned the old key or the old pseudonyms
// cannot follow them. Names are not needed, and old and new submissions of a
// person stay linked: the key file keeps its keys, one a line, and a new
// submission goes through all of them.
//
// The new key file is written beside the old one first; then everything is
// renamed in one transaction that also notes which key the store is of; then
// the new file takes the old one's place. A rotation that was interrupted
// anywhere is finished by the next one.
func Rotate(ctx context.Context, ws *config.Workspace, now time.Time) (rot Rotation, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("ingest.Rotate: %w", err)
		}
	}()
	path, err := keyPath(ws)
	if err != nil {
		return rot, err
	}
	old, err := ws.Privacy.Key.Resolve(ws.Dir)
	if err != nil {
		return rot, err
	}
	next, err := nextKey(path, old)
	if err != nil {
		return rot, err
	}
	rot.Keys = strings.Count(next, "\n") + 1
	sqls, err := loadStatements()
	if err != nil {
		return rot, err
	}
	g := NewGate(ws.Database(), 30*time.Second, nil)
	err = g.With(ctx, func(db *store.DB) error {
		return db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			var of string
			if err := tx.QueryRow(ctx, sqls["rotate_which"]).Scan(&of); err != nil {
				return err
			}
			switch of {
			case fingerprint(next):
				rot.Resumed = true
				return nil
			case "", fingerprint(old):
				// Not before this: the file there may be all that is left of another key.
				if err := writeSafely(path+nextSuffix, next+"\n"); err != nil {
					return err
				}
				return rot.rename(ctx, tx, sqls, next, now)
			}
			return errOtherKey
		})
	})
	if err := errors.Join(err, g.Rest()); err != nil {
		return rot, err
	}
	return rot, os.Rename(path+nextSuffix, path)
}

var errOtherKey = i18n.Errorf(i18n.Text{
	AR: "مفتاح الأسماء المستعارة ليس المفتاح الذي صُنعت به أسماء قاعدة البيانات. استعد ملف المفتاح من نسخته الاحتياطية",
	EN: "the key of the pseudonyms is not the one that those in the database were made with. Restore the key file from its backup"})

// nextSuffix names the new key file until the store is of it.
const nextSuffix = ".next"

func keyPath(ws *config.Workspace) (string, error) {
	ref, ok := strings.CutPrefix(string(ws.Privacy.Key), "file:")
	if !ok {
		return "", i18n.Errorf(i18n.Text{
			AR: "لا يُبدَّل إلا مفتاح في ملف: اكتب privacy.key: file:PATH وضع فيه المفتاح الحالي",
			EN: "only a key in a file can be changed: write privacy.key: file:PATH and put the present key there"})
	}
	return ws.Path(ref), nil
}

// nextKey reads the key file of an interrupted rotation, else makes a key.
func nextKey(path, old string) (string, error) {
	b, err := os.ReadFile(path + nextSuffix)
	if err == nil && strings.HasPrefix(string(b), old+"\n") {
		return strings.TrimSpace(string(b)), nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return "", err
	}
	return old + "\n" + base64.StdEncoding.EncodeToString(key), nil
}

// writeSafely writes a file that is there and whole after a loss of power; if
// it comes earlier, whole or not there.
func writeSafely(path, body string) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".key")
	if err != nil {
		return err
	}
	_, err = tmp.WriteString(body)
	if err = errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close()) // the name too
}

// fingerprint tells keys apart without telling them.
func fingerprint(key string) string {
	sum := sha256.Sum256([]byte("which key of pseudonyms\x00" + key))
	return hex.EncodeToString(sum[:8])
}

// rename gives every pseudonym of the store the next key's.
func (rot *Rotation) rename(ctx context.Context, tx *store.Tx, sqls statements, next string, now time.Time) error {
	people, err := column(ctx, tx, sqls["rotate_all"])
	if err != nil {
		return wrapStatement("rotate_all", err)
	}
	mac := hmac.New(sha256.New, []byte(next[strings.LastIndexByte(next, '\n')+1:]))
	names, renamed := make(map[string]string, len(people)), store.NewColumns(text("id"), text("next"))
	for _, p := range people {
		names[p] = rehash(mac, p)
		renamed.Text(0, p)
		renamed.Text(1, names[p])
	}
	rot.Renamed = len(people)
	if err := rot.payloads(ctx, tx, sqls, names); err != nil {
		return err
	}
	if _, err := tx.StageColumns(ctx, "renamed", renamed); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, sqls["rotate_steps"]); err != nil {
		return wrapStatement("rotate_steps", err)
	}
	if _, err := merge.Registers(ctx, tx); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, sqls["rotate_done"], fingerprint(next), now.UTC())
	return wrapStatement("rotate_done", err)
}

// piece is how many payloads are in memory at a time.
const piece = 20_000

func (rot *Rotation) payloads(ctx context.Context, tx *store.Tx, sqls statements, names map[string]string) error {
	next := store.NewColumns(text("raw_id"), blob("payload"))
	for last, n := "", piece; n == piece; {
		var err error
		if last, n, err = readPayloads(ctx, tx, sqls, last, names, next); err != nil {
			return wrapStatement("rotate_payloads", err)
		}
		rot.Payloads += next.Len()
		if _, err := tx.StageColumns(ctx, "new_payloads", next); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqls["rotate_payload_store"]); err != nil {
			return wrapStatement("rotate_payload_store", err)
		}
	}
	return nil
}

// readPayloads fills next with those of the payloads after last that hold a
// renamed pseudonym. It returns the last one looked at and how many they were.
func readPayloads(ctx context.Context, tx *store.Tx, sqls statements, last string, names map[string]string, next *store.Columns) (string, int, error) {
	next.Reset()
	rows, err := tx.Query(ctx, sqls["rotate_payloads"], last, piece)
	if err != nil {
		return last, 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		var id, authors string
		var payload []byte
		if err := rows.Scan(&id, &payload, &authors); err != nil {
			return last, n, err
		}
		n, last = n+1, id
		changed := payload
		for a := range strings.SplitSeq(authors, ",") {
			if to, ok := names[a]; ok {
				changed = bytes.ReplaceAll(changed, []byte(a), []byte(to))
			}
		}
		if !bytes.Equal(changed, payload) {
			next.Text(0, id)
			next.Blob(1, changed)
		}
	}
	return last, n, rows.Err()
}

// unfinished refuses to run between the two halves of a rotation: rows of now
// would get the old key's pseudonyms.
func unfinished(ctx context.Context, db *store.DB, sqls statements, ws *config.Workspace) error {
	var of string
	if err := db.QueryRow(ctx, sqls["rotate_which"]).Scan(&of); err != nil || of == "" {
		return err
	}
	key, err := ws.Privacy.Key.Resolve(ws.Dir)
	if err != nil || fingerprint(key) == of {
		return nil //nolint:nilerr // a missing key is reported where it is needed
	}
	if path, perr := keyPath(ws); perr == nil {
		if b, rerr := os.ReadFile(path + nextSuffix); rerr == nil && fingerprint(strings.TrimSpace(string(b))) == of {
			return i18n.Errorf(i18n.Text{
				AR: "تبديل مفتاح الأسماء المستعارة لم يكتمل. أكمله بالأمر: ingest rotate-key",
				EN: "changing the key of the pseudonyms was interrupted. Finish it with: ingest rotate-key"})
		}
	}
	return errOtherKey
}

// sameKey refuses a batch whose pseudonyms were made with a key that is not the
// store's any more: it was changed while the source was being read.
func (w *writer) sameKey(ctx context.Context, tx *store.Tx) error {
	var of string
	if err := tx.QueryRow(ctx, w.sql["rotate_which"]).Scan(&of); err != nil {
		return wrapStatement("rotate_which", err)
	}
	if of != "" && of != w.key {
		return errRotated
	}
	return nil
}

var errRotated = i18n.Errorf(i18n.Text{
	AR: "بُدّل مفتاح الأسماء المستعارة أثناء القراءة: لم يُحفظ شيء من هذه الدفعة، وستُقرأ في المرة القادمة بالمفتاح الجديد",
	EN: "the key of the pseudonyms was changed during this pass: nothing of this batch was stored, and the next pass reads it with the new key"})
