// Command train fits the models that ship with the project, from the public
// sets marked for training, from text written for the project and, for intent
// alone, from the development half of the bundled corpus:
//
//	go run ./tools/train -data DIR [job…]
//
// Jobs are sentiment, heads (its precise tier), marks, intent and sdg; without one all
// run, in this order. Two run only when named: calibrate (a part of sentiment)
// and compare (measures, writes nothing). The same data and seed give the same
// bytes. What needs the encoder takes some minutes, the rest seconds.
// docs/models/ says what is trained on what.
package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"slices"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

// trainer is what every job needs.
type trainer struct {
	data, corpus, own, reviewed, out, cache string
	bits                                    int // width of the hashed tables
	log                                     *slog.Logger
}

type job struct {
	name string
	run  func(context.Context, *trainer) error
	ask  bool // runs only when it is named
}

func jobs() []job {
	return []job{
		{name: "sentiment", run: trainSentiment}, {name: "heads", run: trainHeads},
		{name: "marks", run: trainMarks}, {name: "intent", run: trainIntent}, {name: "sdg", run: trainSDG},
		{name: "calibrate", run: recalibrate, ask: true}, {name: "compare", run: compareEnglish, ask: true},
	}
}

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	t := &trainer{log: slog.New(slog.NewTextHandler(os.Stderr, nil))}
	fs := flag.NewFlagSet("train", flag.ContinueOnError)
	fs.StringVar(&t.data, "data", "../shared/data", "folder of the public sets")
	fs.StringVar(&t.corpus, "corpus", "testdata/corpus/labels/dev.ndjson", "the development half of the bundled corpus")
	fs.StringVar(&t.reviewed, "reviewed", "", "NDJSON of a workspace's reviewed texts (text, lang, sentiment, intent) to train on too")
	fs.StringVar(&t.own, "own", "tools/train/own", "text written for the project")
	fs.StringVar(&t.out, "out", "internal/nlp", "where the packages are that embed the models")
	fs.StringVar(&t.cache, "vectors", "", "a file that remembers vectors from one training to the next")
	fs.IntVar(&t.bits, "bits", features.Bits, "width of the hashed tables of sentiment; less is smaller and worse")
	if err := fs.Parse(args); err != nil {
		return 2
	}
	for _, j := range jobs() {
		if fs.NArg() == 0 && j.ask || fs.NArg() > 0 && !slices.Contains(fs.Args(), j.name) {
			continue
		}
		if err := j.run(context.Background(), t); err != nil {
			fmt.Fprintf(os.Stderr, "train %s: %v\n", j.name, err)
			return 1
		}
	}
	return 0
}
