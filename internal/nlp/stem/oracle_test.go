package stem_test

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/ar"

	"github.com/musharaka/musharaka/internal/nlp/normalize"
	"github.com/musharaka/musharaka/internal/nlp/stem"
)

// oracle is bleve's Arabic stemmer (the light10 rules) behind our normaliser.
func oracle(word string) string {
	stream := analysis.TokenStream{{Term: []byte(word)}}
	stream = ar.NewArabicNormalizeFilter().Filter(stream)
	return string(ar.NewArabicStemmerFilter().Filter(stream)[0].Term)
}

// TestOracle compares with bleve on the words of testdata/words.txt. Where they
// part, the line must be in testdata/differences.tsv with the reason: a rule
// that changes here shows up there.
func TestOracle(t *testing.T) {
	known := map[string]string{}
	for _, l := range lines(t, "testdata/differences.tsv") {
		f := strings.Split(l, "\t")
		if len(f) != 4 || f[3] == "" {
			t.Fatalf("differences.tsv: %q has no reason", l)
		}
		known[f[0]] = f[1] + "\t" + f[2]
	}
	same := 0
	words := lines(t, "testdata/words.txt")
	for _, w := range words {
		n := normalize.Text(w, normalize.Search)
		got, want := stem.Arabic(n), oracle(n)
		if fold(got) == fold(want) {
			same++
			if _, ok := known[w]; ok {
				t.Errorf("%s: listed as a difference and is none (%s)", w, got)
			}
			continue
		}
		if known[w] != want+"\t"+got {
			t.Errorf("unlisted difference\n%s\t%s\t%s\t", w, want, got)
		}
	}
	t.Logf("%d of %d words have bleve's stem, %d differences are listed", same, len(words), len(known))
	if 2*same < len(words) {
		t.Error("fewer than half of the words agree: the oracle is no oracle")
	}
}

// fold takes the two spellings of a final ya for one: bleve writes ي, so do we,
// but it folds hamza seats too.
func fold(w string) string { return normalize.Text(w, normalize.Loose) }

func lines(t *testing.T, name string) []string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	for s := bufio.NewScanner(f); s.Scan(); {
		if l := s.Text(); l != "" && !strings.HasPrefix(l, "#") {
			out = append(out, l)
		}
	}
	return out
}
