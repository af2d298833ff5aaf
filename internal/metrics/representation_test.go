package metrics_test

import (
	"context"
	"math"
	"testing"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/cases"
	"github.com/musharaka/musharaka/internal/store"
)

// Groups 200, 100 and 20 of which 60, 20 and nobody took part: ratios 1.2, 0.8
// and 0, similarity 0.875; the third is silent. Opinions: of 80 men 40 negative,
// of 20 women 15: 0.55, weighted to halves 0.625.
func TestRepresentation(t *testing.T) {
	db := filled(t, &cases.Case{Fixture: "U1"})
	fill := func(statements ...string) {
		t.Helper()
		if err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			for _, q := range statements {
				if _, err := tx.Exec(ctx, q); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	fill(`DELETE FROM audience_groups`, `DELETE FROM participations`, `DELETE FROM submissions`, `DELETE FROM participants`,
		`INSERT INTO audience_groups(unit_id, plan_year, group_id, name_ar, entity_type, category, size, size_source, sized_on, is_targeted, is_partition)
		 SELECT (SELECT min(unit_id) FROM units), 2024, g, g, 'person', 'citizen', n, 'تعداد', DATE '2024-01-01', true, true FROM (VALUES ('a', 200), ('b', 100), ('c', 20)) v(g, n)`,
		`INSERT INTO participants(participant_id, unit_id, entity_type, identity_level, group_id) SELECT 'p' || i, (SELECT min(unit_id) FROM units), 'person', 'account', CASE WHEN i < 60 THEN 'a' ELSE 'b' END FROM range(80) r(i)`,
		`INSERT INTO participations(participation_id, activity_id, participant_id, participated_at) SELECT 'x' || i, 'A1', 'p' || i, '2024-02-02' FROM range(80) r(i)`)
	req := metrics.Request{AsOf: metrics.Day(2025, 1, 1)}
	list, err := metrics.Represent(t.Context(), db, req)
	if err != nil || len(list) != 1 {
		t.Fatal(err, list)
	}
	x := list[0]
	if math.Abs(*x.Similarity-0.875) > 1e-12 || *x.Groups[0].Ratio != 1.2 || *x.Groups[1].Ratio != 0.8 || *x.Groups[2].Ratio != 0 || !x.Groups[2].Silent || x.Groups[0].Silent {
		t.Errorf("%+v", x)
	}
	rows, err := metrics.Compute(t.Context(), db, metrics.Request{AsOf: req.AsOf, KPIs: []string{"I2"}})
	if err != nil || math.Abs(*rows[0].Value-*x.Similarity) > 1e-12 {
		t.Errorf("I2 says %v, %v", rows, err)
	}
	if x.Opinion.Weighted != nil || x.Opinion.WhyEN == "" {
		t.Errorf("weighted without opinions: %+v", x.Opinion)
	}
	fill(`DELETE FROM audience_groups WHERE group_id = 'c'`, `UPDATE audience_groups SET size = 100`,
		`INSERT INTO submissions(submission_id, unit_id, activity_id, participant_id, received_at) SELECT 's' || i, (SELECT min(unit_id) FROM units), 'A1', CASE WHEN i < 80 THEN 'p1' ELSE 'p70' END, '2024-02-02' FROM range(100) r(i)`,
		`INSERT INTO submission_versions(submission_id, version, source, external_id, text, text_sha256, run_id, stored_at) SELECT 's' || i, 1, 'x', i::TEXT, 't', 'h', 'r', '2024-02-02' FROM range(100) r(i)`,
		`INSERT INTO enrichments(submission_id, version, model_version, text_sha256, lang, sentiment, unclear, enriched_at) SELECT 's' || i, 1, 'm', 'h', 'ar', CASE WHEN i < 40 OR i >= 85 THEN 'negative' ELSE 'neutral' END, false, '2024-02-02' FROM range(100) r(i)`,
		`INSERT INTO theme_runs(theme_run, as_of, model_version, seed, created_at) VALUES ('t', '2025-01-01', 'm', 1, '2025-01-01')`,
		`INSERT INTO theme_assignments(theme_run, submission_id, theme_id) SELECT 't', 's' || i, 'T1' FROM range(80) r(i)`,
		`INSERT INTO submissions(submission_id, unit_id, activity_id, participant_id, received_at) SELECT 'v' || i, (SELECT min(unit_id) FROM units), 'A1', 'p' || i, '2024-02-02' FROM range(20) r(i)`,
		`INSERT INTO theme_assignments(theme_run, submission_id, theme_id) SELECT 't', 'v' || i, 'T1' FROM range(20) r(i)`)
	list, err = metrics.Represent(t.Context(), db, req)
	if err != nil {
		t.Fatal(err)
	}
	o := list[0].Opinion
	if o.Weighted == nil || math.Abs(*o.Unweighted-0.55) > 1e-12 || math.Abs(*o.Weighted-0.625) > 1e-12 || math.Abs(o.EffectiveN-64) > 1e-9 || o.Deff != 1.5625 {
		t.Errorf("%+v %v %v", o, o.Unweighted, o.Weighted)
	}
	if th := list[0].Themes; len(th) != 1 || len(th[0].Silent) != 1 || th[0].Silent[0] != "b" || th[0].Groups[0] != (metrics.GroupVoices{Group: "a", Voices: 20, Expected: 20}) || th[0].Groups[1].Voices != 0 {
		t.Errorf("%+v", th)
	}
	fill(`UPDATE audience_groups SET size = NULL, sized_on = NULL WHERE group_id = 'b'`)
	if list, err = metrics.Represent(t.Context(), db, req); err != nil || list[0].Groups[1].Size != nil || list[0].Groups[1].Old {
		t.Errorf("a size that nobody entered is old: %+v, %v", list, err)
	}
}
