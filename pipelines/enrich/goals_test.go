package enrich

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/internal/store/storetest"
)

func TestGoalsForThemesAndActivities(t *testing.T) {
	db := storetest.Open(t)
	exec := func(q string) {
		t.Helper()
		if err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, q)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	exec(`INSERT INTO activities(activity_id, unit_id, title_ar, kind, level) VALUES
		('A1', 'U1', 'استشارة حول جودة مياه الشرب والآبار', 'consultation', 'consult'),
		('A2', 'U1', 'جلسة حوارية مفتوحة', 'consultation', 'consult')`)
	o := Options{Now: time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC), Budget: -1}
	st, err := Goals(t.Context(), db, o)
	if err != nil || st.Read != 2 || st.Suggested != 1 {
		t.Fatalf("%+v, %v", st, err)
	}
	const q = `SELECT id || ' ' || array_to_string(list_transform(json_extract_string(goals, '$[*].goal'), g -> g), ',') || ' ' ||
		(json_array_length(goals, '$[0].words') > 0)::TEXT FROM goal_suggestions WHERE kind = 'activity' AND json_array_length(goals) > 0 ORDER BY 1`
	if diff := cmp.Diff([]string{"A1 6 true"}, dump(t, db, q)); diff != "" {
		t.Error(diff)
	}
	if n := dump(t, db, `SELECT count(*)::TEXT FROM activity_sdgs`); n[0] != "0" {
		t.Errorf("%s goals confirmed by the machine", n)
	}
	if st, err = Goals(t.Context(), db, o); err != nil || st.Read != 0 {
		t.Errorf("second run: %+v, %v", st, err)
	}
	exec(`DELETE FROM activities WHERE activity_id = 'A1'`)
	if _, err = Goals(t.Context(), db, o); err != nil {
		t.Fatal(err)
	}
	if n := dump(t, db, `SELECT count(*)::TEXT FROM goal_suggestions`); n[0] != "1" {
		t.Errorf("%s suggestions are left, want 1", n)
	}
}

func TestDangerIsTold(t *testing.T) {
	db := storetest.Open(t)
	fill(t, db, 10)
	err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO submission_versions(submission_id, version, source, external_id, text, text_sha256, run_id, stored_at)
			VALUES ('a:x', 1, 'a', 'x', 'أفكر في الانتحار', sha256('x'), 'r', '2025-01-01')`); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO submissions(submission_id, unit_id, received_at) VALUES ('a:x', 'U1', '2025-01-02')`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Now: time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC), AsOf: time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC)}
	st, err := Texts(t.Context(), db, o)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a:x"}, st.Danger); diff != "" {
		t.Error(diff)
	}
}
