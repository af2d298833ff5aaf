package enrich

import (
	"context"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/hex"
	"iter"
	"maps"
	"slices"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/store"
)

// maxVectors bounds the cache: about 200 MB of vectors and keys.
const maxVectors = 400_000

// vectorCache is an encoder that looks in the store first. What it gives is
// rounded as stored vectors are, so that a run that finds everything and a run
// that finds nothing get the same bits. Keys are hashes of texts whose personal
// data is masked; the texts themselves are not kept. Erasing a person's words
// empties the table (ingest's forget.sql): a vector cannot be traced to its text.
type vectorCache struct {
	Encoder
	db    *store.DB
	max   int
	room  int             // vectors that may still be added
	used  map[string]bool // keys asked for in this run
	found int             // of the texts asked for, how many were there
}

// openVectorCache drops vectors of other models: they will not be asked for
// again. Vectors of other processor classes stay apart by their key.
func openVectorCache(ctx context.Context, db *store.DB, e Encoder, limit int) (*vectorCache, error) {
	c := &vectorCache{Encoder: e, db: db, max: limit, used: map[string]bool{}}
	return c, db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Exec(ctx, `DELETE FROM vector_cache WHERE model <> ?`, e.ModelVersion()); err != nil {
			return err
		}
		var n int
		err := tx.QueryRow(ctx, `SELECT count(*) FROM vector_cache`).Scan(&n)
		c.room = limit - n
		return err
	})
}

// Encode writes one vector a text to dst: out of the store, else fresh.
func (c *vectorCache) Encode(ctx context.Context, texts []string, dst []float32) error {
	keys := make([]string, len(texts))
	first := map[string]int{} // the first text of each key
	for i, t := range texts {
		sum := sha256.Sum256([]byte(t))
		keys[i] = hex.EncodeToString(sum[:])
		if _, ok := first[keys[i]]; !ok {
			first[keys[i]] = i
		}
		c.used[keys[i]] = true
	}
	vectors, err := c.load(ctx, slices.Sorted(maps.Keys(first)))
	if err != nil {
		return err
	}
	var missing []string
	var fresh []string
	for i, k := range keys {
		if _, ok := vectors[k]; !ok && first[k] == i {
			missing, fresh = append(missing, k), append(fresh, texts[i])
		} else {
			c.found++
		}
	}
	if err := c.encode(ctx, missing, fresh, vectors); err != nil {
		return err
	}
	for i, k := range keys {
		if err := encoder.Dequantise(dst[i*encoder.Dim:(i+1)*encoder.Dim], vectors[k]); err != nil {
			return err
		}
	}
	return nil
}

// load returns what the store has of keys.
func (c *vectorCache) load(ctx context.Context, keys []string) (map[string][]byte, error) {
	have := make(map[string][]byte, len(keys))
	err := c.db.InSnapshot(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := stageKeys(ctx, tx, keys); err != nil {
			return err
		}
		rows, err := tx.Query(ctx, `SELECT v.text_sha256, v.vec FROM vector_cache v JOIN asked a ON a.key = v.text_sha256
			WHERE v.model = ? AND v.class = ?`, c.ModelVersion(), c.Class())
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var key string
			var vec []byte
			if err := rows.Scan(&key, &vec); err != nil {
				return err
			}
			if len(vec) == encoder.Quantised {
				have[key] = vec
			}
		}
		return rows.Err()
	})
	return have, err
}

// encode makes the missing vectors, adds them to vectors, and to the store as
// far as there is room.
func (c *vectorCache) encode(ctx context.Context, keys, texts []string, vectors map[string][]byte) error {
	if len(texts) == 0 {
		return nil
	}
	fresh := make([]float32, encoder.Dim*len(texts))
	if err := c.Encoder.Encode(ctx, texts, fresh); err != nil {
		return err
	}
	for i, k := range keys {
		vectors[k] = encoder.Quantise(nil, fresh[i*encoder.Dim:(i+1)*encoder.Dim])
	}
	keys = keys[:max(0, min(len(keys), c.room))]
	c.room -= len(keys)
	if len(keys) == 0 {
		return nil
	}
	return c.db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		// A vector of another length, if someone put one there, makes way.
		if err := stageKeys(ctx, tx, keys); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM vector_cache WHERE model = ? AND class = ? AND text_sha256 IN (SELECT key FROM asked)`,
			c.ModelVersion(), c.Class()); err != nil {
			return err
		}
		_, err := tx.Append(ctx, "vector_cache", func(yield func([]driver.Value, error) bool) {
			for _, k := range keys {
				if !yield([]driver.Value{c.ModelVersion(), c.Class(), k, vectors[k]}, nil) {
					return
				}
			}
		})
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `DROP TABLE temp.main.asked`)
		return err
	})
}

// close makes room when the cache is full: what this run did not ask for goes.
func (c *vectorCache) close(ctx context.Context) error {
	if c.room > 0 {
		return nil
	}
	return c.db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := stageKeys(ctx, tx, slices.Sorted(maps.Keys(c.used))); err != nil {
			return err
		}
		n, err := tx.Exec(ctx, `DELETE FROM vector_cache WHERE class <> ? OR text_sha256 NOT IN (SELECT key FROM asked)`, c.Class())
		if err != nil {
			return err
		}
		c.room += int(n)
		_, err = tx.Exec(ctx, `DROP TABLE temp.main.asked`)
		return err
	})
}

// stageKeys makes the temporary table asked(key).
func stageKeys(ctx context.Context, tx *store.Tx, keys []string) error {
	_, err := tx.Stage(ctx, "asked", `CREATE OR REPLACE TEMP TABLE asked(key TEXT NOT NULL)`, keyRows(keys))
	return err
}

func keyRows(keys []string) iter.Seq2[[]driver.Value, error] {
	return func(yield func([]driver.Value, error) bool) {
		for _, k := range keys {
			if !yield([]driver.Value{k}, nil) {
				return
			}
		}
	}
}
