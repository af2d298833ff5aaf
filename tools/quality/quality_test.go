package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// root is the top of the tree.
func root() string { return "../.." }

// TestPage checks that the committed page is what the committed baseline gives.
func TestPage(t *testing.T) {
	rows, err := readRows(filepath.Join(root(), baselineFile))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root(), pageFile))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(drawPage(rows)), string(got)); diff != "" {
		t.Errorf("docs/quality.md is not what baseline.json gives; run make quality UPDATE=1 (-want +got)\n%s", diff)
	}
}

func TestCompare(t *testing.T) {
	was := []row{
		{"text", "lines", "all", "macro_f1", .96, .93, .98, 174},
		{"text", "lines", "ar", "recall", .9, .9, .9, 100},       // no interval of its own: Wilson's, .826
		{"dup", "c", "originals", "flagged", .02, .01, .03, 900}, // less is better
		{"text", "lines", "ar as en", "confusion", 2, 2, 2, 30},
		{"dup", "c", "all", "exact", 1, 1, 1, 50},
	}
	now := []row{
		{"text", "lines", "all", "macro_f1", .929, .9, .95, 174},
		{"text", "lines", "ar", "recall", .83, .83, .83, 100},
		{"dup", "c", "originals", "flagged", .031, .02, .04, 900},
		{"text", "lines", "ar as fa", "confusion", 9, 9, 9, 30},
		{"text", "new", "all", "recall", 1, 1, 1, 3},
	}
	rep := compare(was, now)
	var b bytes.Buffer
	rep.write(&b)
	want := []string{
		"quality: WORSE  text, lines, all, macro_f1: .929, beyond .930 (baseline .960, n 174)",
		"quality: WORSE  dup, c, originals, flagged: .031, beyond .030 (baseline .020, n 900)",
		"quality: GONE   dup, c, all, exact: in the baseline and not measured",
		"quality: beside the baseline  text, new, all, recall: 1.000 (n 3)",
		"quality: 1 values within the baseline's intervals, 2 worse, 1 gone, 1 beside it",
	}
	if diff := cmp.Diff(want, strings.Split(strings.TrimSpace(b.String()), "\n")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestRun goes through the command: a first baseline, the same again, a loss.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	write := func(name, s string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	good := write("good.json", `[{"suite":"s","set":"x","slice":"all","metric":"recall","value":0.9,"low":0.8,"high":0.95,"n":50}]`)
	bad := write("bad.json", `[{"suite":"s","set":"x","slice":"all","metric":"recall","value":0.7,"low":0.6,"high":0.8,"n":50}]`)
	base, page := filepath.Join(dir, "base.json"), filepath.Join(dir, "page.md")
	for _, tt := range []struct {
		args []string
		want int
		says string
	}{
		{[]string{"-now", good, "-update"}, 0, "1 rows are the baseline"},
		{[]string{"-now", good}, 0, "1 values within"},
		{[]string{"-now", bad}, 1, "WORSE  s, x, all, recall"},
		{[]string{"-now", filepath.Join(dir, "none")}, 2, ""},
		{nil, 2, ""},
	} {
		var out, fault bytes.Buffer
		if got := run(append(tt.args, "-baseline", base, "-page", page), &out, &fault); got != tt.want || !strings.Contains(out.String(), tt.says) {
			t.Errorf("%v: status %d, want %d\n%s%s", tt.args, got, tt.want, &out, &fault)
		}
	}
	b, err := os.ReadFile(page)
	if err != nil || !strings.Contains(string(b), "| all | 50 | .900 (.800–.950) |") {
		t.Errorf("page: %v\n%s", err, b)
	}
}
