package statements_test

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/statements"
)

var update = flag.Bool("update", false, "rewrite docs/kpis.md")

func TestEveryStatementIsServed(t *testing.T) {
	all, err := statements.All()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 113 {
		t.Errorf("%d statements, want 113", len(all))
	}
	known := map[string]bool{}
	for _, s := range all {
		known[s.ID] = true
		if len(s.Rows) == 0 {
			t.Errorf("%s «%s» has no row", s.ID, s.Words)
		}
	}
	defs, err := metrics.Definitions()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range defs {
		for _, s := range d.Statements {
			if !known[s] {
				t.Errorf("%s serves %s, which is no statement", d.ID, s)
			}
		}
	}
}

func TestPageIsCurrent(t *testing.T) {
	const page = "../../../docs/kpis.md"
	var b bytes.Buffer
	if err := statements.Write(&b); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(page, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(have), b.String()); diff != "" {
		t.Errorf("docs/kpis.md is not current, run with -update (-want +got):\n%s", diff)
	}
}
