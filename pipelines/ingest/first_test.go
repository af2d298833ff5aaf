package ingest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/pipelines/ingest"
)

// The store does not tell how its rows were cut into batches, nor whether they
// came with a first load or were compared with what was there.
func TestBatchesDoNotShow(t *testing.T) {
	const config = `
units: [{id: U1, name_ar: وحدة, name_en: A unit}]
sources:
  letters: {kind: files, path: "inbox/*", unit: U1, map: {id: id, text: text, created_at: at, author: by, governorate: gov, activity: act, outcome: outcome,
    answered_at: answered, deleted: deleted, reply_to: reply, rating: rating, channel: channel}}
`
	var one, two strings.Builder
	for i := range 60 {
		line := fmt.Sprintf(`{"id":"%d","text":"text %d","at":"2025-01-%02dT10:00:00Z","by":"p%d","channel":"portal"`, i, i, 1+i%28, i%7)
		switch i % 5 {
		case 1:
			line += fmt.Sprintf(`,"gov":"%s"`, []string{"muscat", "dhofar", "wusta"}[i%3])
		case 2:
			line += `,"outcome":"accepted","answered":"2025-02-01T00:00:00Z","rating":4.5`
		case 3:
			line += fmt.Sprintf(`,"act":"A%d","reply":"%d"`, i%3, i-1)
		case 4:
			if i%2 == 0 {
				line += `,"deleted":true`
			}
		}
		b := &one
		if i >= 40 {
			b = &two
		}
		b.WriteString(line + "}\n")
		if i == 20 || i == 50 {
			b.WriteString("broken\n")
		}
	}
	two.WriteString(`{"id":"3","text":"the same record says something else in another file","at":"2025-01-04T10:00:00Z","by":"p3","channel":"portal"}` + "\n")
	const everything = `SELECT x FROM (
		SELECT 'raw ' || concat_ws('|', raw_id, stream, external_id, coalesce(decode(payload), '-'), sha256, superseded_at IS NULL, deleted_at IS NULL) FROM raw_records
		UNION ALL SELECT 'version ' || concat_ws('|', submission_id, version, coalesce(text, '-'), text_sha256, author_id, coalesce(activity_id, '-'), coalesce(reply_to, '-'), coalesce(rating, 0), created_at, deleted_at IS NULL, raw_id) FROM submission_versions
		UNION ALL SELECT 'sub ' || s::TEXT FROM submissions s UNION ALL SELECT 'ing ' || s::TEXT FROM ingested.submissions s
		UNION ALL SELECT 'person ' || s::TEXT FROM participants s UNION ALL SELECT 'iperson ' || s::TEXT FROM ingested.participants s
		UNION ALL SELECT 'part ' || s::TEXT FROM participations s UNION ALL SELECT 'outcome ' || s::TEXT FROM outcomes s
		UNION ALL SELECT 'bad ' || place FROM quarantine) t(x) ORDER BY x`
	var want []string
	for _, rows := range []int{1 << 20, 1, 3, 7, 41} {
		ws := workspace(t, config, map[string]string{"inbox/a.ndjson": one.String(), "inbox/b.ndjson": two.String()})
		rep := run(t, ws, func(o *ingest.Options) { o.Rows = rows })
		if rep.Sources[0].Err != nil {
			t.Fatal(rep.Sources[0].Err)
		}
		got := query(t, ws, everything)
		if want == nil {
			if want = got; len(want) < 200 {
				t.Fatalf("only %d rows", len(want))
			}
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("batches of %d (-one batch +small ones)\n%s", rows, diff)
		}
	}
}
