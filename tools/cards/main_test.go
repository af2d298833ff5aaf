package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/pipelines/eval/cards"
)

// TestUpdate: rows of a suite replace its old ones, others stay.
func TestUpdate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "scores.json")
	for _, in := range []string{
		`[{"suite":"sentiment","set":"a","slice":"all","metric":"macro_f1","value":0.5,"low":0.4,"high":0.6,"n":10},
		  {"suite":"intent","set":"b","slice":"all","metric":"macro_f1","value":0.61234,"low":0.6,"high":0.7,"n":12}]`,
		`[{"suite":"sentiment","set":"a","slice":"all","metric":"macro_f1","value":0.7,"low":0.6,"high":0.8,"n":11}]`,
	} {
		var stderr strings.Builder
		if code := run([]string{"-out", path, "-docs", t.TempDir()}, strings.NewReader(in), &stderr); code != 0 {
			t.Fatalf("exit %d: %s", code, stderr.String())
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := `[
{"model":"intent","set":"b","slice":"all","metric":"macro_f1","value":0.6123,"low":0.6,"high":0.7,"n":12},
{"model":"sentiment","set":"a","slice":"all","metric":"macro_f1","value":0.7,"low":0.6,"high":0.8,"n":11}
]
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestDocs: the tables of the cards say what scores.json says.
func TestDocs(t *testing.T) {
	all, err := cards.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, model := range []string{"sentiment", "intent"} {
		b, err := os.ReadFile("../../docs/models/" + model + ".md")
		if err != nil {
			t.Fatal(err)
		}
		want, ok := withTable(string(b), table(all, model))
		if !ok {
			t.Fatalf("the card of %s has no place for its table", model)
		}
		if diff := cmp.Diff(want, string(b)); diff != "" {
			t.Errorf("%s: pipe rows of `analyze eval` to tools/cards (-want +got)\n%s", model, diff)
		}
	}
}
