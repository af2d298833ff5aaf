// Command corpuscheck prints the figures of the bundled corpus that testdata/README.md reports: counts, shares, lengths,
// repeats and the agreement of the two labelling passes. Its tests hold the corpus to them.
// It measures the corpus, not the product.
package main

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/musharaka/musharaka/tools/corpusbuild/master"
)

func main() {
	dir := flag.String("dir", "testdata/corpus", "folder of the corpus")
	repeats := flag.Bool("repeats", false, "list the repeated 5-grams with the keys of their texts")
	flag.Parse()
	if err := report(*dir, *repeats, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func report(dir string, repeats bool, out io.Writer) error {
	texts, subjects, err := master.Load(filepath.Join(dir, "master"))
	if err != nil {
		return err
	}
	s := Compute(texts)
	fmt.Fprintf(out, "submissions %d, originals %d; campaign %d, near-copies %d, exact copies %d; dev %d, test %d\n", s.All, s.Originals, s.Campaign, s.Near, s.Exact, s.Dev, s.Test)
	fmt.Fprintf(out, "variety: %s\nsource: %s\n", table(s.Variety, s.Originals), table(s.Source, s.Originals))
	fmt.Fprintf(out, "areas (%d): %s\nsubjects (%d of %d): %s\n", len(s.Area), table(s.Area, s.Originals), len(s.Subject), len(subjects), table(s.Subject, s.Originals))
	fmt.Fprintf(out, "sentiment: %s\nintent: %s\n", table(s.Sentiment, s.Originals), table(s.Intent, s.Originals))
	fmt.Fprintf(out, "sarcasm %d, spam %d, toxic %d, information requests %d, identifiers %d\n", s.Sarcasm, s.Spam, s.Toxic, s.Requests, s.PII)
	fmt.Fprintf(out, "tokens %d, types %d, type/token %.3f\n", s.Tokens, s.Types, float64(s.Types)/float64(s.Tokens))
	fmt.Fprintf(out, "words: least %d, p10 %d, p25 %d, median %d, p75 %d, p90 %d, p99 %d, most %d\n", s.Lengths[0], s.Quantile(.1), s.Quantile(.25), s.Quantile(.5), s.Quantile(.75), s.Quantile(.9), s.Quantile(.99), s.Lengths[len(s.Lengths)-1])
	fmt.Fprintf(out, "5-grams %d, repeated in another original %d (%.2f %%)\n", s.FiveGrams, s.Repeated, 100*s.RepeatShare())
	if repeats {
		for _, g := range slices.Sorted(maps.Keys(s.RepeatedIn)) {
			fmt.Fprintln(out, " ", g, s.RepeatedIn[g])
		}
	}
	rows, err := readLabels(dir)
	if err != nil {
		return err
	}
	areas := map[string]string{}
	for _, s := range subjects {
		areas[s.Code] = s.Area
	}
	for _, a := range Agreements(rows, areas) {
		fmt.Fprintf(out, "kappa %s: %.3f (agreed %d of %d)\n", a.Label, a.Kappa, a.Agreed, a.N)
	}
	return nil
}
