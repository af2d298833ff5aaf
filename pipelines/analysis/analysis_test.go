package analysis

import (
	"context"
	"testing"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/internal/store/storetest"
)

func workspace(t *testing.T) *config.Workspace {
	t.Helper()
	c, err := config.Parse([]byte("units: [{id: U1, name_ar: وحدة, name_en: Unit}]"))
	if err != nil {
		t.Fatal(err)
	}
	return &config.Workspace{Dir: t.TempDir(), Config: c}
}

// TestRunAgainSavesNothing: the same registers give the same numbers, and then
// nothing is written or published twice over.
func TestRunAgainSavesNothing(t *testing.T) {
	db, ws := storetest.Open(t), workspace(t)
	err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO units(unit_id, name_ar, name_en) VALUES ('U1', 'وحدة', 'Unit');
			INSERT INTO polls VALUES ('1', 'U1', '2025-01-10', NULL, false), ('2', 'U1', '2025-02-10', NULL, false)`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	published := 0
	o := Options{Now: time.Date(2025, 3, 1, 8, 0, 0, 0, time.UTC), AsOf: metrics.Day(2025, 3, 1),
		Publish: func(context.Context, *store.DB, string) (Published, error) { published++; return Published{}, nil }}
	rep, err := Run(t.Context(), db, ws, o)
	if err != nil || !rep.KPISaved || rep.KPIRows == 0 || published != 1 {
		t.Fatalf("%+v, published %d, %v", rep, published, err)
	}
	var value float64
	if err := db.QueryRow(t.Context(), `SELECT value FROM kpi_results WHERE kpi_id = 'O1' AND dims = '{}' AND p_start = '2025-01-01' AND p_end = '2026-01-01'`).Scan(&value); err != nil || value != 1 {
		t.Errorf("O1 = %v, %v", value, err)
	}
	if rep, err = Run(t.Context(), db, ws, o); err != nil || rep.KPISaved {
		t.Errorf("second run: %+v, %v", rep, err)
	}
	o.From = "publish"
	if rep, err = Run(t.Context(), db, ws, o); err != nil || len(rep.Ran) != 1 {
		t.Errorf("from publish: %+v, %v", rep, err)
	}
	o.To = "kpis"
	if rep, err = Run(t.Context(), db, ws, o); err == nil || len(rep.Ran) > 0 {
		t.Errorf("from publish to kpis: %+v, %v", rep, err)
	}
}

func TestTomorrowIsLocal(t *testing.T) {
	muscat, err := time.LoadLocation("Asia/Muscat")
	if err != nil {
		t.Fatal(err)
	}
	// Half past eight in the evening UTC is the next day in Muscat.
	if got := Tomorrow(time.Date(2025, 1, 31, 20, 30, 0, 0, time.UTC), muscat); !got.Equal(metrics.Day(2025, 2, 2)) {
		t.Errorf("got %v", got)
	}
}
