package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/musharaka/musharaka/internal/datasets"
)

// ownLines are the lines of tools/train/own and tools/areashead that models are
// trained on, those of fewer than four words left out ("No comment" is everybody's).
func ownLines(t *testing.T) []datasets.Item {
	t.Helper()
	files, err := filepath.Glob("../../tools/train/own/*")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	files = append(files, "../../internal/nlp/areas/examples.tsv")
	var out []datasets.Item
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range strings.Split(string(b), "\n") {
			if filepath.Ext(f) == ".tsv" {
				l = l[strings.LastIndexByte(l, '\t')+1:]
			}
			if l != "" && !strings.ContainsRune("#=@", rune(l[0])) && len(strings.Fields(l)) >= 4 {
				out = append(out, datasets.Item{Text: l, TrainSet: filepath.Base(f)})
			}
		}
	}
	return out
}

// TestOwnTextIsNotCorpus: nothing that was written to train on repeats a text
// of the corpus, nor nearly so. Its test half only measures; its development
// half trains intent and areas itself, and text written for the project
// stays apart from it too, so that what is written is never a copy.
func TestOwnTextIsNotCorpus(t *testing.T) {
	own := ownLines(t)
	for _, half := range []string{"test", "dev"} {
		f, err := os.Open("../../testdata/corpus/labels/" + half + ".ndjson")
		if err != nil {
			t.Fatal(err)
		}
		corpus, err := readCorpus(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		var items []datasets.Item
		for _, it := range corpus {
			items = append(items, datasets.Item{Text: it.Text})
		}
		kept := map[string]bool{}
		for _, it := range datasets.Without(own, items) {
			kept[it.Text] = true
		}
		for _, it := range own {
			if !kept[it.Text] {
				t.Errorf("%s: %q nearly repeats a text of the %s half", it.TrainSet, it.Text, half)
			}
		}
	}
}

// TestHalvesAreApart: no text of the development half, which trains intent
// and areas, nearly repeats one of the test half.
func TestHalvesAreApart(t *testing.T) {
	halves := map[string][]datasets.Item{}
	for _, half := range []string{"test", "dev"} {
		f, err := os.Open("../../testdata/corpus/labels/" + half + ".ndjson")
		if err != nil {
			t.Fatal(err)
		}
		corpus, err := readCorpus(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range corpus {
			halves[half] = append(halves[half], datasets.Item{Text: it.Text})
		}
	}
	if n := nearOf(halves["dev"], halves["test"]); n > 0 {
		t.Errorf("%g texts of the development half nearly repeat one of the test half", n)
	}
}
