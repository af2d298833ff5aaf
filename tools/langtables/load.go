package main

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// line is one training line; weight says how often its windows are drawn.
type line struct {
	label  string
	text   string
	weight int
}

// sets are the raw lines by name.
type sets map[string][]string

var noise = regexp.MustCompile(`https?://\S+|@\S+|:[a-z_0-9+-]+:`)

func clean(s string) string {
	s = noise.ReplaceAllString(s, " ")
	return strings.Join(strings.Fields(strings.NewReplacer("#", " ", "_", " ", "\"", " ").Replace(s)), " ")
}

func load(data, text string) (sets, error) {
	out := make(sets)
	for _, code := range []string{
		"arb_Arab", "arz_Arab", "apc_Arab", "ajp_Arab", "aeb_Arab", "ary_Arab", "acm_Arab", "pes_Arab", "prs_Arab", "urd_Arab", "pbt_Arab", "snd_Arab",
		"eng_Latn", "fra_Latn", "swh_Latn", "tgl_Latn",
	} {
		rows, err := table(filepath.Join(data, "topics/sib200", code, "train.tsv"), '\t')
		if err != nil {
			return nil, err
		}
		for _, r := range rows[1:] {
			out[code] = append(out[code], clean(r[len(r)-1]))
		}
	}
	rows, err := table(filepath.Join(data, "sentiment/arsarcasm_v2/training_data.csv"), ',')
	if err != nil {
		return nil, err
	}
	for _, r := range rows[1:] {
		out["tweet_"+r[3]] = append(out["tweet_"+r[3]], clean(r[0]))
	}
	rows, err = table(filepath.Join(data, "sentiment/saudi_irony/SaudiIrony.csv"), ',')
	if err != nil {
		return nil, err
	}
	for _, r := range rows[1:] {
		out["saudi"] = append(out["saudi"], clean(r[1]))
	}
	for _, part := range []string{"tweets", "amazonReviewSnippets", "movieReviewSnippets", "nytEditorialSnippets"} {
		b, err := os.ReadFile(filepath.Join(data, "sentiment/vader_groundtruth", part+"_GroundTruth.txt"))
		if err != nil {
			return nil, err
		}
		for l := range strings.Lines(string(b)) {
			if f := strings.SplitN(l, "\t", 3); len(f) == 3 {
				out["vader"] = append(out["vader"], clean(f[2]))
			}
		}
	}
	for _, name := range []string{"gulf", "arabizi", "german", "english", "msa"} {
		b, err := os.ReadFile(filepath.Join(text, name+".txt"))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out["own_"+name] = strings.Split(strings.TrimSpace(string(b)), "\n")
	}
	return out, nil
}

// table reads a delimited file; stray quotes and short rows are let through.
func table(path string, comma rune) ([][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if comma == '\t' {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var rows [][]string
		for l := range strings.Lines(string(b)) {
			rows = append(rows, strings.Split(strings.TrimRight(l, "\r\n"), "\t"))
		}
		return rows, nil
	}
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	all, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	width := len(all[0])
	rows := all[:0]
	for _, row := range all {
		if len(row) == width {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

func add(dst []line, label string, weight int, texts []string) []line {
	for _, t := range texts {
		dst = append(dst, line{label, t, weight})
	}
	return dst
}

// sample takes n of texts, the same ones for the same generator.
func sample(texts []string, n int, rng *rand.Rand) []string {
	out := append([]string(nil), texts...)
	rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out[:min(n, len(out))]
}
