// Command cards takes the rows that `analyze eval --format json` prints and
// puts them into pipelines/eval/cards/scores.json, which pages show:
//
//	analyze eval sentiment --data DIR --format json | go run ./tools/cards
//
// Rows of suites that were not run now keep their place. Then it writes the
// tables of the model cards (docs/models) anew from the same file.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/pipelines/eval"
	"github.com/musharaka/musharaka/pipelines/eval/cards"
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stderr)) }

func run(args []string, stdin io.Reader, stderr io.Writer) int {
	fs := flag.NewFlagSet("cards", flag.ContinueOnError)
	fs.SetOutput(stderr)
	out := fs.String("out", "pipelines/eval/cards/scores.json", "the file to bring up to date")
	docs := fs.String("docs", "docs/models", "folder of the model cards")
	if err := fs.Parse(args); err != nil {
		return 2
	}
	err := update(stdin, *out)
	if err == nil {
		err = tables(*out, *docs)
	}
	if err != nil {
		fmt.Fprintf(stderr, "cards: %v\n", err)
		return 1
	}
	return 0
}

func update(in io.Reader, path string) error {
	var rows []eval.Row
	if err := json.NewDecoder(in).Decode(&rows); err != nil {
		return fmt.Errorf("read rows: %w", err)
	}
	var old []cards.Score
	switch b, err := os.ReadFile(path); {
	case err == nil:
		if err := json.Unmarshal(b, &old); err != nil {
			return fmt.Errorf("read %s: %w", path, err)
		}
	case !os.IsNotExist(err):
		return err
	}
	return os.WriteFile(path, format(merge(old, rows)), 0o644)
}

// merge replaces the scores of the models that were measured now.
func merge(old []cards.Score, rows []eval.Row) []cards.Score {
	fresh := map[string]bool{}
	var out []cards.Score
	for _, r := range rows {
		fresh[r.Suite] = true
		out = append(out, cards.Score{Model: r.Suite, Set: r.Set, Slice: r.Slice, Metric: r.Metric, Value: round(r.Value), Low: round(r.Low), High: round(r.High), N: r.N})
	}
	for _, s := range old {
		if !fresh[s.Model] {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b cards.Score) int { return strings.Compare(a.Model, b.Model) })
	return out
}

func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// format writes one score a line, so that a change of one shows as one.
func format(all []cards.Score) []byte {
	var b strings.Builder
	b.WriteString("[\n")
	for i, s := range all {
		l, _ := json.Marshal(s)
		b.Write(l)
		if i < len(all)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString("]\n")
	return []byte(b.String())
}
