package metrics_test

import (
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite testdata/snapshot.tsv")

// Every row of the fixtures on three days: a change of what is known or of a
// population shows here, and must be meant.
func TestSnapshot(t *testing.T) {
	db, suite := lab(t)
	got, err := suite.Snapshot(t.Context(), db, nil)
	if err != nil {
		t.Fatal(err)
	}
	const file = "testdata/snapshot.tsv"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
