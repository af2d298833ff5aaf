package ingest_test

import (
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/pipelines/ingest"
	"github.com/musharaka/musharaka/pipelines/sources/decidim/decidimfake"
)

func TestDecidimThroughTheStore(t *testing.T) {
	fake := &decidimfake.Server{PageMax: 50}
	for _, p := range decidimfake.Sample(230) {
		fake.Put(p)
	}
	srv := httptest.NewServer(fake)
	defer srv.Close()
	ws := workspace(t, `
units: [{id: U1, name_ar: وحدة, name_en: Unit}]
sources:
  platform: {kind: decidim, url: "`+srv.URL+`", unit: U1}
`, map[string]string{})
	first := run(t, ws, nil).Sources[0]
	if first.New != 232 || first.Err != nil { // and two components
		t.Fatalf("first: %+v", first)
	}
	again := run(t, ws, nil).Sources[0]
	if again.New+again.Changed+again.Deleted+again.Quarantined != 0 || again.Unchanged != 232 {
		t.Fatalf("again: %+v", again)
	}
	p := decidimfake.Sample(230)[3]
	p.Body = "نص معدّل"
	accepted, when := "accepted", "2025-02-01T10:00:00Z"
	p.State, p.Answered, p.Answer = &accepted, &when, map[string]string{"ar": "<p>تم&nbsp;الاعتماد</p>"}
	fake.Put(p)
	fake.Delete("1005")
	edited := run(t, ws, nil).Sources[0]
	if edited.Changed != 1 || edited.Deleted != 0 {
		t.Fatalf("edited: %+v", edited)
	}
	gone := run(t, ws, func(o *ingest.Options) { o.Full = true }).Sources[0]
	if gone.Deleted != 1 || gone.Changed != 0 {
		t.Fatalf("second walk without it: %+v", gone)
	}
	if diff := cmp.Diff([]string{"1"}, query(t, ws, `SELECT count(*)::TEXT FROM submission_versions WHERE deleted_at IS NOT NULL AND text IS NULL`)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"adopted تم الاعتماد"}, query(t, ws, `SELECT status || ' ' || replace(reason, chr(160), ' ') FROM outcomes WHERE submission_id = 'platform:1003'`)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"platform:11", "platform:12"}, query(t, ws, `SELECT activity_id FROM activities ORDER BY 1`)); diff != "" {
		t.Error(diff)
	}
	if got := query(t, ws, `SELECT count(*)::TEXT FROM participations`); got[0] != strconv.Itoa(229) {
		t.Errorf("participations %v", got)
	}
	if got := query(t, ws, `SELECT payload::TEXT FROM raw_records WHERE payload::TEXT LIKE '%nick"%'`); len(got) != 0 {
		t.Errorf("nickname kept: %s", got[0])
	}
}
