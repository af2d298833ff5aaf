// Command train fits the models that ship with the project, from the public
// sets marked for training and from text written for the project:
//
//	go run ./tools/train -data DIR [job…]
//
// Jobs are sentiment, calibrate (a part of sentiment), intent, heads and sdg;
// without one all run. The same data and seed give the same bytes. heads and
// sdg need the encoder (some minutes), the others seconds; heads reads the
// embedded fast models, so run it again after them. docs/models/ says what is
// trained on what.
package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"slices"
)

// trainer is what every job needs.
type trainer struct {
	data, corpus, own, out string
	log                    *slog.Logger
}

type job struct {
	name string
	run  func(context.Context, *trainer) error
}

func jobs() []job {
	return []job{{"sentiment", trainSentiment}, {"calibrate", recalibrate}, {"intent", trainIntent}, {"heads", trainHeads}, {"sdg", trainSDG}}
}

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	t := &trainer{log: slog.New(slog.NewTextHandler(os.Stderr, nil))}
	fs := flag.NewFlagSet("train", flag.ContinueOnError)
	fs.StringVar(&t.data, "data", "../shared/data", "folder of the public sets")
	fs.StringVar(&t.corpus, "corpus", "testdata/corpus/labels/dev.ndjson", "the development half of the bundled corpus")
	fs.StringVar(&t.own, "own", "tools/train/own", "text written for the project")
	fs.StringVar(&t.out, "out", "internal/nlp", "where the packages are that embed the models")
	if err := fs.Parse(args); err != nil {
		return 2
	}
	for _, j := range jobs() {
		if fs.NArg() > 0 && !slices.Contains(fs.Args(), j.name) {
			continue
		}
		if err := j.run(context.Background(), t); err != nil {
			fmt.Fprintf(os.Stderr, "train %s: %v\n", j.name, err)
			return 1
		}
	}
	return 0
}
