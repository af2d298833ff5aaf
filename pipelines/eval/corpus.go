package eval

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// corpusItem is one labelled submission of the bundled corpus, as far as the
// suites here read it.
type corpusItem struct {
	Text, Lang, Variety, Sentiment, Intent string
	Sarcasm, Spam, Toxicity                bool
}

// corpusTest reads the test half of the bundled corpus; it is looked for from
// the working directory upwards, because it belongs to the source tree and not
// to the program.
func corpusTest() ([]corpusItem, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	for {
		f, err := os.Open(filepath.Join(dir, "testdata/corpus/labels/test.ndjson"))
		if err == nil {
			defer f.Close()
			return readCorpus(f)
		}
		if up := filepath.Dir(dir); up != dir {
			dir = up
			continue
		}
		return nil, errors.New("testdata/corpus is not here: run inside the source tree")
	}
}

func readCorpus(f *os.File) ([]corpusItem, error) {
	var out []corpusItem
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var it corpusItem
		if err := json.Unmarshal(sc.Bytes(), &it); err != nil {
			return nil, fmt.Errorf("read corpus: %w", err)
		}
		out = append(out, it)
	}
	return out, sc.Err()
}
