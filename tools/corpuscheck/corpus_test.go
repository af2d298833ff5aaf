package main

import (
	"bytes"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/tools/corpusbuild/master"
)

const corpus = "../../testdata/corpus"

func load(t *testing.T) ([]*master.Text, *Stats) {
	t.Helper()
	texts, _, err := master.Load(filepath.Join(corpus, "master"))
	if err != nil {
		t.Fatal(err)
	}
	return texts, Compute(texts)
}

// TestFigures holds the corpus to what testdata/README.md promises.
func TestFigures(t *testing.T) {
	_, s := load(t)
	if s.Originals < 1500 {
		t.Errorf("%d originals, want 1500", s.Originals)
	}
	if s.Campaign != 60 || s.Near < 30 || s.Exact < 30 {
		t.Errorf("campaign %d, near-copies %d, exact copies %d", s.Campaign, s.Near, s.Exact)
	}
	for variety, want := range map[string]float64{"m": .30, "g": .25, "z": .08, "e": .27, "x": .10} {
		if got := s.Share(s.Variety[variety]); math.Abs(got-want) > .01 {
			t.Errorf("variety %s: %.3f, want %.2f within a point", variety, got, want)
		}
	}
	delete(s.Area, "none")
	if len(s.Area) < 8 || len(s.Subject) < 25 {
		t.Errorf("%d areas, %d subjects", len(s.Area), len(s.Subject))
	}
	if most, least := s.Subject["parks"], s.Subject["social_aid"]; most < 10*least {
		t.Errorf("subjects are of one size: %d and %d", most, least)
	}
	if s.Lengths[0] > 3 || s.Lengths[len(s.Lengths)-1] < 190 {
		t.Errorf("lengths from %d to %d words", s.Lengths[0], s.Lengths[len(s.Lengths)-1])
	}
	if got := float64(s.Dev) / float64(s.All); got < .45 || got > .55 {
		t.Errorf("dev is %.3f of all", got)
	}
	if got := s.RepeatShare(); got >= .03 {
		t.Errorf("%.4f of the 5-grams stand in two originals, want below 0.03", got)
	}
}

// TestAgreement holds the two labelling passes to "almost perfect" for what a reader can see, less for sarcasm.
func TestAgreement(t *testing.T) {
	_, subjects, err := master.Load(filepath.Join(corpus, "master"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := readLabels(corpus)
	if err != nil {
		t.Fatal(err)
	}
	areas := map[string]string{}
	for _, s := range subjects {
		areas[s.Code] = s.Area
	}
	for _, a := range Agreements(rows, areas) {
		least := .9
		if a.Label == "sarcasm" {
			least = .7
		}
		if a.N < 1500 || a.Kappa < least {
			t.Errorf("%s: kappa %.3f over %d", a.Label, a.Kappa, a.N)
		}
	}
	for _, r := range rows {
		if r.First == nil {
			continue
		}
		changed := r.First.Subject != r.Subject || r.First.Sentiment != r.Sentiment || r.First.Intent != r.Intent || r.First.Sarcasm != r.Sarcasm
		differ := *r.First != *r.Second
		if (changed || differ) && r.Settled == "" {
			t.Errorf("%s: the passes differ and no note says how it was settled", r.ID)
		}
	}
}

func TestKappa(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b string
		want float64
	}{
		{"all agree", "xxyy", "xxyy", 1},
		{"as by chance", "xxyy", "xyxy", 0},
		{"three of four", "xxyy", "xxyx", .5},
		{"one category", "xxxx", "xxxx", 1},
	} {
		if got := Kappa(strings.Split(c.a, ""), strings.Split(c.b, "")); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestSpans: identifiers lie inside their texts, do not overlap, and are not marked up any more.
func TestSpans(t *testing.T) {
	texts, _ := load(t)
	for _, x := range texts {
		end := 0
		for _, p := range x.PII {
			if p.Start < end || p.End <= p.Start || p.End > utf8.RuneCountInString(x.Full()) {
				t.Errorf("%s: span %+v", x.Key, p)
			}
			end = p.End
		}
		if strings.ContainsAny(x.Full(), "{}") {
			t.Errorf("%s: mark-up left in the text", x.Key)
		}
	}
}

// TestBuilt: the derived files are those of this master. The kiosk's spreadsheet and everything else are compared byte by byte.
func TestBuilt(t *testing.T) {
	dir := t.TempDir()
	for _, sub := range []string{"master", "registers"} {
		if err := os.CopyFS(filepath.Join(dir, sub), os.DirFS(filepath.Join(corpus, sub))); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.CommandContext(t.Context(), "go", "run", "../corpusbuild", "-dir", dir).CombinedOutput()
	if err != nil {
		t.Fatalf("corpusbuild: %v\n%s", err, out)
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		got, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		want, err := os.ReadFile(filepath.Join(corpus, rel))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what corpusbuild writes: run go run ./tools/corpusbuild", rel)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestOnlyEvalReadsTheTestHalf: no other program names the folder of the test labels or the master.
func TestOnlyEvalReadsTheTestHalf(t *testing.T) {
	root := "../.."
	allowed := []string{"pipelines/eval/", "tools/corpusbuild/", "tools/corpuscheck/"}
	var found []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && slices.Contains([]string{".git", "node_modules", "testdata"}, d.Name()) {
			return fs.SkipDir
		}
		if d.IsDir() || filepath.Ext(path) != ".go" {
			return nil
		}
		rel, err := filepath.Rel(root, path)
		if err != nil || slices.ContainsFunc(allowed, func(p string) bool { return strings.HasPrefix(rel, p) }) {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, name := range []string{"labels/test", "test.ndjson", "corpus/master", "master/test"} {
			if bytes.Contains(b, []byte(name)) {
				found = append(found, rel+" names "+name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string(nil), found); diff != "" {
		t.Errorf("readers of the test half (-want +got)\n%s", diff)
	}
}
