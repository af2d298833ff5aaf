// Command areashead trains the linear head that helps to name the service area
// of a text (internal/nlp/areas/head.bin) from two sources, both written for
// this project: internal/nlp/areas/examples.tsv and the development half of
// the bundled corpus. The test half is never read.
//
//	go run -tags=duckdb_arrow ./tools/areashead
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/areas"
	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/nlp/themes"
)

const (
	examples    = "internal/nlp/areas/examples.tsv"
	development = "testdata/corpus/labels/dev.ndjson"
	out         = "internal/nlp/areas/head.bin"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "areashead:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	enc, err := encoder.Open(encoder.Options{})
	if err != nil {
		return err
	}
	var lines []areas.Line
	for _, path := range []string{examples, development} {
		texts, langs, codes, err := read(path)
		if err != nil {
			return err
		}
		// Each source is centred by itself, as a body of texts is in use.
		clean, v, err := themes.Centred(ctx, enc, texts, langs)
		if err != nil {
			return err
		}
		for i := range clean {
			lines = append(lines, areas.Line{Text: clean[i], Vector: v[i*themes.Dim : (i+1)*themes.Dim], Area: codes[i]})
		}
	}
	taxonomy, err := areas.Default()
	if err != nil {
		return err
	}
	h := areas.Train(lines, taxonomy.Compile())
	fmt.Printf("%d lines\n", len(lines))
	return os.WriteFile(out, h.Bytes(), 0o644)
}

// read lists texts with an area, each once, and none that copies another.
func read(path string) (texts, langs, codes []string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, nil, err
	}
	defer f.Close()
	seen := map[string]bool{}
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<22)
	for sc.Scan() {
		var text, lang, code string
		if strings.HasSuffix(path, ".tsv") {
			code, text, _ = strings.Cut(sc.Text(), "\t")
		} else {
			var r struct {
				Text, Lang, Area string
				DupOf            *string `json:"dup_of"`
			}
			if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
				return nil, nil, nil, fmt.Errorf("%s: %w", path, err)
			}
			if text, lang, code = r.Text, r.Lang, r.Area; r.DupOf != nil {
				code = "" // a campaign's sixty copies would bend the head towards its area
			}
		}
		if code == "" || code == "none" || text == "" || seen[text] {
			continue
		}
		seen[text] = true
		texts, langs, codes = append(texts, text), append(langs, lang), append(codes, code)
	}
	return texts, langs, codes, sc.Err()
}
