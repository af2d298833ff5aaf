package store_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/internal/store/storetest"
)

// Columns arrive as they were filled: every type, absent values, texts short
// and long, bytes that are no text, over more rows than one vector holds and
// more than one use of the same memory.
func TestColumns(t *testing.T) {
	db := storetest.Open(t)
	c := store.NewColumns(store.Column{Name: "n", Type: store.Integer}, store.Column{Name: "s", Type: store.Text}, store.Column{Name: "b", Type: store.Blob},
		store.Column{Name: "at", Type: store.Instant}, store.Column{Name: "f", Type: store.Float}, store.Column{Name: "yes", Type: store.Flag})
	at := time.Date(2025, 3, 1, 10, 0, 0, 123456000, time.UTC)
	for _, rows := range []int{0, 1, 8, 5000} {
		c.Reset()
		var want []string
		for i := range rows {
			c.Integer(0, i)
			if i%3 == 1 {
				for j := 1; j < 6; j++ {
					c.Null(j)
				}
				want = append(want, fmt.Sprintf("%d|-|-|-|-|-", i))
				continue
			}
			text := strings.Repeat("نص", i%20)
			c.Text(1, text+"\xff")
			c.Blob(2, []byte{0, byte(i), 0xff})
			c.Instant(3, at.Add(time.Duration(i)*time.Second))
			c.Float(4, float64(i)/4)
			c.Flag(5, i%2 == 0)
			want = append(want, fmt.Sprintf("%d|%s\uFFFD|00%02X FF|%s|%g|%t", i, text, byte(i), at.Add(time.Duration(i)*time.Second).Format("15:04:05.000000"), float64(i)/4, i%2 == 0))
		}
		var got []string
		err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			if _, err := tx.Exec(ctx, `CREATE OR REPLACE TEMP TABLE target(extra TEXT DEFAULT 'x', yes BOOLEAN, f DOUBLE, "at" TIMESTAMP, b BLOB, s TEXT, n INTEGER)`); err != nil {
				return err
			}
			n, err := tx.Load(ctx, "target", c)
			if err != nil || int(n) != rows {
				return fmt.Errorf("%d rows loaded, %w", n, err)
			}
			if _, err := tx.StageColumns(ctx, "copy_of", c); err != nil {
				return err
			}
			res, err := tx.Query(ctx, `SELECT concat_ws('|', n, coalesce(s, '-'), coalesce(hex(b)[:4] || ' ' || hex(b)[5:], '-'), coalesce(strftime("at", '%H:%M:%S.%f'), '-'),
				coalesce(printf('%g', f), '-'), coalesce(yes::TEXT, '-')) FROM (SELECT n, s, b, "at", f, yes FROM target INTERSECT SELECT n, s, b, "at", f, yes FROM copy_of) ORDER BY n`)
			if err != nil {
				return err
			}
			defer res.Close()
			for res.Next() {
				var s string
				if err := res.Scan(&s); err != nil {
					return err
				}
				got = append(got, s)
			}
			return res.Err()
		})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%d rows (-want +got)\n%.2000s", rows, diff)
		}
	}
}

// A column that was forgotten in a row is an error and no shift of values.
func TestColumnsOfOneLength(t *testing.T) {
	db := storetest.Open(t)
	c := store.NewColumns(store.Column{Name: "a", Type: store.Text}, store.Column{Name: "b", Type: store.Text})
	c.Text(0, "x")
	err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.StageColumns(ctx, "x", c)
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "column b has 0 values of 1") {
		t.Errorf("got %v", err)
	}
}
