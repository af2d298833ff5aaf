// Command langtables trains the two tables of internal/nlp/detect (one for words
// in Arabic letters, one for Latin letters) and counts the word lists of
// internal/nlp/arabizi.
//
//	go run ./tools/langtables -data DIR [-out internal/nlp/detect/data]
//
// It reads only sets whose licence allows training, and text written for this
// project (text/). Same data, same seed, same bytes.
package main

import (
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
)

func main() {
	data := flag.String("data", "../shared/data", "folder with the public sets")
	out := flag.String("out", "internal/nlp/detect/data", "where the tables go")
	words := flag.String("words", "internal/nlp/arabizi/data", "where the word lists go")
	text := flag.String("text", "tools/langtables/text", "text written for the project")
	seed := flag.Uint64("seed", 1, "seed")
	flag.Parse()
	if err := run(*data, *text, *out, *words, *seed); err != nil {
		slog.Error("langtables", "err", err)
		os.Exit(1)
	}
}

func run(data, text, out, words string, seed uint64) error {
	rng := rand.New(rand.NewPCG(seed, 2))
	sets, err := load(data, text)
	if err != nil {
		return err
	}
	emoji, err := emojiTweets(data)
	if err != nil {
		return err
	}
	if err := vocabulary(sets, emoji, words); err != nil {
		return err
	}
	arab := []string{"msa", "gulf", "other", "fa", "ur", "ps", "sd"}
	latin := []string{"en", "arabizi", "fr", "sw", "tl", "de"}
	for _, job := range []struct {
		file   string
		labels []string
		lines  []line
	}{
		{"arab.bin", arab, arabLines(sets, rng)},
		{"latin.bin", latin, latinLines(sets, rng)},
	} {
		t := train(job.lines, job.labels, rng)
		fmt.Printf("%s: %d lines, held-out accuracy of cut lines %.4f\n", job.file, len(job.lines), t.heldOut)
		if err := os.WriteFile(filepath.Join(out, job.file), t.table.Marshal(), 0o644); err != nil {
			return err
		}
	}
	return nil
}
