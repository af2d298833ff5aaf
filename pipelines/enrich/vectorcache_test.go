package enrich

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/internal/store/storetest"
)

// spelling is an encoder whose vectors follow from a text's bytes; it counts
// what it was asked for.
type spelling struct {
	class string
	asked *int
}

func (s spelling) Encode(_ context.Context, texts []string, dst []float32) error {
	*s.asked += len(texts)
	for i, t := range texts {
		v := dst[i*encoder.Dim : (i+1)*encoder.Dim]
		for j := range v {
			v[j] = float32(int(t[j%len(t)])%17) - 8.3 + float32(j)/100
		}
	}
	return nil
}
func (s spelling) ModelVersion() string { return "spelling-1" }
func (s spelling) Class() string        { return s.class }

func count(t *testing.T, db *store.DB) (n int) {
	t.Helper()
	if err := db.QueryRow(t.Context(), `SELECT count(*) FROM vector_cache`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func encodeCached(t *testing.T, c *vectorCache, texts []string) []float32 {
	t.Helper()
	dst := make([]float32, encoder.Dim*len(texts))
	if err := c.Encode(t.Context(), texts, dst); err != nil {
		t.Fatal(err)
	}
	return dst
}

func cache(t *testing.T, db *store.DB, class string, limit int) (*vectorCache, *int) {
	t.Helper()
	asked := new(int)
	c, err := openVectorCache(t.Context(), db, spelling{class, asked}, limit)
	if err != nil {
		t.Fatal(err)
	}
	return c, asked
}

func TestVectorCacheGivesTheSameBits(t *testing.T) {
	db := storetest.Open(t)
	list := []string{"one", "two", "one", "ثلاثة"}
	c, asked := cache(t, db, "a", 100)
	fresh := encodeCached(t, c, list)
	if *asked != 3 || count(t, db) != 3 {
		t.Fatalf("%d texts encoded, %d kept; want 3 and 3", *asked, count(t, db))
	}
	again, asked := cache(t, db, "a", 100)
	if !slices.Equal(fresh, encodeCached(t, again, list)) {
		t.Error("a cached vector differs from a fresh one")
	}
	if *asked != 0 || again.found != 4 {
		t.Errorf("%d texts encoded again, %d found", *asked, again.found)
	}
	// Another class never sees them.
	other, asked := cache(t, db, "b", 100)
	encodeCached(t, other, list)
	if *asked != 3 || count(t, db) != 6 {
		t.Errorf("class b: %d encoded, %d kept", *asked, count(t, db))
	}
}

func TestVectorCacheIsBounded(t *testing.T) {
	db := storetest.Open(t)
	c, _ := cache(t, db, "a", 5)
	old := []string{"o1", "o2", "o3", "o4"}
	encodeCached(t, c, old)
	c, _ = cache(t, db, "a", 5)
	var list []string
	for i := range 4 {
		list = append(list, fmt.Sprintf("text %d", i))
	}
	encodeCached(t, c, list)
	if n := count(t, db); n != 5 {
		t.Errorf("%d vectors kept, want 5", n)
	}
	if err := c.close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := count(t, db); n != 1 {
		t.Errorf("%d vectors left after the full cache was closed, want the one of this run", n)
	}
	encodeCached(t, c, list)
	if n := count(t, db); n != 4 {
		t.Errorf("%d vectors, want 4", n)
	}
}

func TestVectorCacheDropsOtherModels(t *testing.T) {
	db := storetest.Open(t)
	err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO vector_cache VALUES ('old', 'a', 'x', '\x00'::BLOB)`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	cache(t, db, "a", 5)
	if n := count(t, db); n != 0 {
		t.Errorf("%d vectors of another model left", n)
	}
}
