package publish_test

import (
	"context"
	"strings"
	"testing"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/publish"
)

// Women say nothing of the first theme and little of the second; a run before
// had another theme. The internal edition tells both, the public one neither.
func TestRepresentedAndChanged(t *testing.T) {
	db := seeded(t)
	o := options(t.TempDir())
	o.K = 5
	site, err := publish.Read(t.Context(), db, &o)
	if err != nil {
		t.Fatal(err)
	}
	if site.Themes.Changed != nil {
		t.Errorf("a first run changed %+v", site.Themes.Changed)
	}
	if err := db.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for _, q := range []string{
			`INSERT INTO theme_runs(theme_run, as_of, model_version, seed, created_at) VALUES ('run0', '2025-10-01', 'm1', 1, '2025-10-01')`,
			`UPDATE theme_runs SET params = '{"events": [{"kind": "death", "theme": "t9", "label_ar": "موضوع مضى", "label_en": "A theme of the past"},
			  {"kind": "merge", "theme": "t8", "label_ar": "طوابير", "label_en": "Queues", "with": "t1", "with_label_ar": "x", "with_label_en": "x"}, {"kind": "birth", "theme": "t2", "label_ar": "x", "label_en": "x"}]}' WHERE theme_run = 'run1'`,
			`DELETE FROM theme_assignments WHERE theme_id = 't1' AND submission_id IN (SELECT submission_id FROM submissions JOIN participants USING(participant_id) WHERE group_id = 'women')`,
			`UPDATE theme_assignments SET theme_id = 't1' WHERE theme_id = 't3' AND submission_id IN (SELECT submission_id FROM submissions JOIN participants USING(participant_id) WHERE group_id = 'youth')`,
			`DELETE FROM theme_assignments WHERE theme_id = 't2' AND submission_id IN (SELECT submission_id FROM submissions JOIN participants USING(participant_id) WHERE group_id = 'women' AND participant_id > 'ps-000020')`,
		} {
			if _, err := tx.Exec(ctx, q); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if site, err = publish.Read(t.Context(), db, &o); err != nil {
		t.Fatal(err)
	}
	x := site.Units[0].Represented
	if x == nil || len(x.Groups) != 2 || x.Groups[0].ID != "women" || x.Groups[0].Source != "سجل الوحدة" || x.Groups[0].SizedOn.IsZero() {
		t.Fatalf("%+v", x)
	}
	of := map[string][]model.GroupVoices{}
	for _, th := range x.Themes {
		of[th.ID] = th.Voices
	}
	if v := of["t1"]; len(v) != 2 || v[0].N != 0 || v[0].Expected <= 0 || v[1].N < 10 {
		t.Errorf("women were silent on t1: %+v", v)
	}
	if v := of["t2"]; len(v) != 2 || v[0].N != model.Hidden || v[0].Expected != 0 || v[1].Expected != 0 {
		t.Errorf("the few voices of t2 can be worked out: %+v", v)
	}
	if o := x.Opinion; o.Messages < 100 || o.Unweighted == nil || (o.Weighted == nil) != (o.Why.EN != "") {
		t.Errorf("%+v", o)
	}
	c := site.Themes.Changed
	if c == nil || c.Since.Format("2006-01-02") != "2025-10-01" || len(c.Events) != 3 || c.Events[0].Label.EN != "Parking" || c.Events[1].WithLabel.EN != "Waiting time" || c.Events[2].Label.AR != "موضوع مضى" {
		t.Fatalf("%+v", c)
	}
	for _, edition := range []model.Edition{model.Internal, model.Public} {
		o := options(t.TempDir())
		o.Edition = edition
		if _, err := publish.Run(t.Context(), db, o); err != nil {
			t.Fatal(err)
		}
		got := files(t, o.OutDir)
		structure(t, got)
		if told := strings.Contains(got["site/en/themes/index.html"], "A theme of the past"); told != (edition == model.Internal) {
			t.Errorf("%s: change of themes told: %v", edition, told)
		}
		if told := strings.Contains(got["site/en/representation.html"], "Weighted to the sizes"); told != (edition == model.Internal) {
			t.Errorf("%s: silence told: %v", edition, told)
		}
	}
}
