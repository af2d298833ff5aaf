package enrich

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/nlp/themes/signals"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/internal/store/storetest"
)

func TestFatesFollowTheRoot(t *testing.T) {
	row := func(id, who, dup string, f func(*registered)) registered {
		r := registered{id: id, unit: "U", participant: who, dupOf: dup, told: true}
		if f != nil {
			f(&r)
		}
		return r
	}
	got := judgeFates([]registered{
		row("a", "p1", "", func(r *registered) { r.decided, r.used, r.replied = true, true, true }),
		row("b", "p1", "a", nil), // the same person again: does not count
		row("c", "p2", "b", nil), // somebody else: counts, with the fate of a
		row("d", "", "c", nil),   // unnamed: somebody else
		row("e", "", "c", nil),   // and another one
		row("f", "p3", "", nil),  // waits
		row("g", "p4", "", func(r *registered) { r.replied = true }), // answered, undecided
		row("h", "p5", "", func(r *registered) { r.out = true }),     // spam
		row("i", "p6", "", func(r *registered) { r.told = false }),   // its unit keeps no outcomes
		row("x", "p7", "y", nil), row("y", "p8", "x", nil),           // a circle
	})
	used, waits := fate{true, true, false}, fate{true, false, true}
	want := map[string]fate{"a": used, "c": used, "d": used, "e": used, "f": waits, "g": {countable: true}, "x": waits, "y": waits}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(fate{})); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestSignalsAreKept(t *testing.T) {
	db := storetest.Open(t)
	fill(t, db, 200)
	o := Options{Now: time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC), AsOf: time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC), Seed: 1}
	if _, err := Texts(t.Context(), db, o); err != nil {
		t.Fatal(err)
	}
	st, err := Themes(t.Context(), db, o)
	if err != nil || st.Signals.Changed == 0 || st.Signals.Changed != st.Signals.Themes {
		t.Fatalf("%+v, %v", st.Signals, err)
	}
	if st, err = Themes(t.Context(), db, o); err != nil || st.Signals.Changed != 0 || st.Signals.Themes == 0 {
		t.Errorf("second run: %+v, %v", st.Signals, err)
	}
	// An outcome changes signals though themes stand.
	err = db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO outcomes(submission_id, status, decided_at, linked_type, linked_id) SELECT submission_id, 'adopted', '2025-01-30', 'service', 'S1' FROM submissions WHERE submission_id < 'a:100'`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if st, err = Themes(t.Context(), db, o); err != nil || !st.Unchanged || st.Signals.Changed == 0 {
		t.Errorf("after outcomes: %+v, %v", st, err)
	}
	used, countable, messages := 0, 0, 0
	for _, j := range dump(t, db, `SELECT signals::TEXT FROM current_themes WHERE level = 1 ORDER BY theme_id`) {
		var s signals.Theme
		if err := json.Unmarshal([]byte(j), &s); err != nil {
			t.Fatal(err)
		}
		used, countable, messages = used+s.Adopted.Used, countable+s.Adopted.Countable, messages+s.Volume.AllMessages
		if !strings.HasPrefix(s.EvidenceEN, fmt.Sprint(s.Volume.AllMessages)) || !strings.HasSuffix(s.EvidenceAR, ".") || len(s.Volume.Starts) != len(s.Volume.Messages) {
			t.Errorf("evidence %q, %q, volume %+v", s.EvidenceEN, s.EvidenceAR, s.Volume)
		}
	}
	placed := dump(t, db, `SELECT count(*) || ' ' || count(*) FILTER (submission_id < 'a:100') FROM current_assignments WHERE theme_id IS NOT NULL`)[0]
	if got := fmt.Sprint(messages, " ", used); got != placed || countable != messages {
		t.Errorf("%s messages and used ones in themes (%d countable), want %s", got, countable, placed)
	}
}

func TestCompareTwoPeriods(t *testing.T) {
	db := storetest.Open(t)
	fill(t, db, 200)
	o := Options{Now: time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC), AsOf: time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC), Seed: 1}
	if _, err := Texts(t.Context(), db, o); err != nil {
		t.Fatal(err)
	}
	if _, err := Themes(t.Context(), db, o); err != nil {
		t.Fatal(err)
	}
	got, err := Compare(t.Context(), db, o, "period", "2025-01", "2024Q4")
	if err != nil || len(got) != 0 {
		t.Errorf("against an empty period: %v, %v", got, err)
	}
	got, err = Compare(t.Context(), db, o, "period", "2025-01", "2025")
	if err != nil || len(got) == 0 {
		t.Fatalf("%v, %v", got, err)
	}
	for _, d := range got {
		if d.Discovery || d.A != d.B || d.LabelAR+d.LabelEN == "" {
			t.Errorf("the same messages differ: %+v", d)
		}
	}
	o.YearStart = 4
	got, err = Compare(t.Context(), db, o, "period", "2025-01", "2024Q4") // January to March
	if err != nil || len(got) == 0 || got[0].A != got[0].B {
		t.Errorf("the reporting year starts in April: %v, %v", got, err)
	}
	for _, bad := range [][2]string{{"period", "summer"}, {"mood", "x"}} {
		if _, err := Compare(t.Context(), db, o, bad[0], bad[1], bad[1]); err == nil {
			t.Errorf("%v was taken", bad)
		}
	}
}

// TestFewNewTextsArePlaced: a hundredth of new texts does not form themes anew;
// more of them do.
func TestFewNewTextsArePlaced(t *testing.T) {
	db := storetest.Open(t)
	fill(t, db, 300)
	asked := 0
	day := time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC)
	o := Options{Now: day, AsOf: day, Seed: 1, Budget: 1000, Encoder: func() (Encoder, error) { return spelling{"x", &asked}, nil }}
	run := func() ThemeStats {
		t.Helper()
		o.Now = o.Now.Add(time.Hour)
		words := o
		words.Encoder = nil // the fast tier alone
		if _, err := Texts(t.Context(), db, words); err != nil {
			t.Fatal(err)
		}
		st, err := Themes(t.Context(), db, o)
		if err != nil {
			t.Fatal(err)
		}
		return st
	}
	if st := run(); st.Themes == 0 || st.Placed != 0 {
		t.Fatalf("first run: %+v", st)
	}
	const ids = `SELECT theme_id FROM current_themes ORDER BY 1`
	before := dump(t, db, ids)
	fillFrom(t, db, 300, 302)
	if st := run(); st.Placed != 2 || st.Unchanged {
		t.Errorf("two new texts: %+v", st)
	}
	if d := cmp.Diff(before, dump(t, db, ids)); d != "" {
		t.Errorf("themes changed (-before +after)\n%s", d)
	}
	if n := dump(t, db, `SELECT count(*) || ' ' || count(*) FILTER (theme_id IS NOT NULL AND submission_id >= 'a:300') FROM current_assignments`)[0]; n != "302 2" {
		t.Errorf("assignments, and new ones with a theme: %s", n)
	}
	if wrong := dump(t, db, `SELECT theme_id FROM current_themes WHERE (signals->>'$.volume.all_messages')::BIGINT <> messages`); len(wrong) > 0 {
		t.Errorf("messages and signals differ in %v", wrong)
	}
	if st := run(); !st.Unchanged {
		t.Errorf("nothing new: %+v", st)
	}
	fillFrom(t, db, 302, 303)
	if st := run(); st.Placed != 1 {
		t.Errorf("still within a hundredth: %+v", st)
	}
	fillFrom(t, db, 303, 320)
	if st := run(); st.Placed != 0 || st.Themes == 0 {
		t.Errorf("many new texts: %+v", st)
	}
}

// The sentence counts in the words of the pages on which it stands.
func TestEvidenceInTheWordsOfThePages(t *testing.T) {
	n := names{map[string]string{"youth": "الشباب"}}
	for want, x := range map[string]signals.Theme{
		"مشاركة واحدة من مشارك واحد، أي 1.0٪ من جميع المشاركات.": {Volume: signals.Volume{AllMessages: 1, AllVoices: 1}},
		"مشاركتان من مشاركين، أي 2.0٪ من جميع المشاركات.":        {Volume: signals.Volume{AllMessages: 2, AllVoices: 2}},
		"25 مشاركة من 7 مشاركين، أي 25٪ من جميع المشاركات؛ وأكثر ما يُسمع في الشباب (1.5 مرة قدر غيرها).": {
			Volume: signals.Volume{AllMessages: 25, AllVoices: 7}, Lifts: []signals.Lift{{Dimension: "group", Code: "youth", Lift: 1.5}}},
	} {
		if got, _ := n.evidence(x, 100, 5); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
