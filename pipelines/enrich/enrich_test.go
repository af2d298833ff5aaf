package enrich

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/internal/store/storetest"
)

var texts = []string{
	"التطبيق ما يفتح من يومين والله تعبنا", "The app keeps crashing when I try to renew my permit", "ابا اجدد رخصتي والتطبيق يعلق في صفحة الدفع",
	"الشارع قدام بيتنا كله حفر ومحد صلحه", "Potholes all over the road near the school in Al Amerat", "نطلب إنارة طريق الوادي فالحوادث كثيرة ليلا",
	"شكرا لفريق البلدية على سرعة الاستجابة", "Garbage was not collected for a week in our lane", "القمامة متكدسة جنب البيت صار لها خمس أيام", "رقمي 92123456 وأرجو التواصل معي بخصوص الموقف",
}

func fill(t *testing.T, db *store.DB, n int) { t.Helper(); fillFrom(t, db, 0, n) }

func fillFrom(t *testing.T, db *store.DB, from, n int) {
	t.Helper()
	err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for i := from; i < n; i++ {
			text := texts[i%len(texts)]
			if i >= len(texts) {
				text = fmt.Sprintf("%s ولاية %d", text, i)
			}
			if _, err := tx.Exec(ctx, `INSERT INTO submission_versions(submission_id, version, source, external_id, text, text_sha256, run_id, stored_at) VALUES (?, 1, 'a', ?, ?, sha256(?), 'r', '2025-01-01')`,
				fmt.Sprintf("a:%03d", i), fmt.Sprint(i), text, text); err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, `INSERT INTO submissions(submission_id, unit_id, received_at) VALUES (?, 'U1', ?)`, fmt.Sprintf("a:%03d", i), time.Date(2025, 1, 1+i%28, 8, 0, 0, 0, time.UTC)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func dump(t *testing.T, db *store.DB, q string) []string {
	t.Helper()
	rows, err := db.Query(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

func TestStagesDoOnlyWhatIsMissing(t *testing.T) {
	db := storetest.Open(t)
	fill(t, db, 200)
	o := Options{Now: time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC), AsOf: time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC), Seed: 1}
	st, err := Texts(t.Context(), db, o)
	if err != nil || st.Read != 200 {
		t.Fatalf("%+v, %v", st, err)
	}
	const q = `SELECT submission_id || lang || sentiment || masked || enriched_at::TEXT FROM current_enrichments ORDER BY 1`
	first := dump(t, db, q)
	o.Now = o.Now.Add(time.Hour)
	if st, err = Texts(t.Context(), db, o); err != nil || st.Read != 0 {
		t.Errorf("second run: %+v, %v", st, err)
	}
	if d := cmp.Diff(first, dump(t, db, q)); d != "" {
		t.Errorf("(-first +second)\n%s", d)
	}
	if got := dump(t, db, `SELECT masked FROM current_enrichments WHERE submission_id = 'a:009'`); len(got) != 1 || got[0] != "رقمي [هاتف] وأرجو التواصل معي بخصوص الموقف" {
		t.Errorf("masked: %q", got)
	}
	th, err := Themes(t.Context(), db, o)
	if err != nil || th.Unchanged || th.Themes == 0 {
		t.Fatalf("%+v, %v", th, err)
	}
	if n := dump(t, db, `SELECT count(*)::TEXT FROM current_assignments`); n[0] != "200" {
		t.Errorf("%s assignments", n[0])
	}
	if th, err = Themes(t.Context(), db, o); err != nil || !th.Unchanged {
		t.Errorf("second run: %+v, %v", th, err)
	}
}

func TestEditedTextIsReadAgain(t *testing.T) {
	db := storetest.Open(t)
	fill(t, db, 3)
	o := Options{Now: time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC)}
	if _, err := Texts(t.Context(), db, o); err != nil {
		t.Fatal(err)
	}
	err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO submission_versions(submission_id, version, source, external_id, text, text_sha256, run_id, stored_at) VALUES ('a:000', 2, 'a', '0', 'thank you, it works now', 'x', 'r', '2025-01-02');
			INSERT INTO submission_versions(submission_id, version, source, external_id, text, text_sha256, run_id, stored_at, deleted_at) VALUES ('a:001', 2, 'a', '1', NULL, '', 'r', '2025-01-02', '2025-01-02')`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if st, err := Texts(t.Context(), db, o); err != nil || st.Read != 1 {
		t.Errorf("%+v, %v", st, err)
	}
	if d := cmp.Diff([]string{"a:000 en", "a:002 ar"}, dump(t, db, `SELECT submission_id || ' ' || lang FROM current_enrichments ORDER BY 1`)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestGroupsAndCampaigns(t *testing.T) {
	db := storetest.Open(t)
	err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for i := range 22 {
			text, author := texts[i%10], fmt.Sprint("p", i)
			if i < 12 {
				text = "أوقفوا مشروع المكب قرب بيوتنا فوراً"
			}
			if _, err := tx.Exec(ctx, `INSERT INTO submission_versions(submission_id, version, source, external_id, text, text_sha256, author_id, run_id, stored_at) VALUES (?, 1, 'a', ?, ?, sha256(?), ?, 'r', '2025-01-01')`,
				fmt.Sprintf("a:%03d", i), fmt.Sprint(i), text, text, author); err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, `INSERT INTO submissions(submission_id, unit_id, received_at) VALUES (?, 'U1', ?)`, fmt.Sprintf("a:%03d", i), time.Date(2025, 1, 5, 8, i, 0, 0, time.UTC)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Now: time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC)}
	if _, err := Texts(t.Context(), db, o); err != nil {
		t.Fatal(err)
	}
	st, err := Groups(t.Context(), db, o)
	if err != nil || st.Groups != 1 || st.Campaigns != 1 {
		t.Errorf("%+v, %v", st, err)
	}
	if d := cmp.Diff([]string{"a:000 campaign 12", "single 10"}, dump(t, db, `SELECT any_value(group_id) || ' campaign ' || count(*) FROM message_groups WHERE kind = 'campaign' UNION ALL SELECT 'single ' || count(*) FROM message_groups WHERE kind = 'single'`)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if st, err = Groups(t.Context(), db, o); err != nil || !st.Unchanged {
		t.Errorf("second run: %+v, %v", st, err)
	}
}
