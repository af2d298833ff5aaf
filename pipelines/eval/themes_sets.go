package eval

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

func stackOverflow(data string) ([]topic, error) {
	dir := filepath.Join(data, "topics", "stackoverflow_raw20k")
	titles, err := lines(filepath.Join(dir, "title_StackOverflow.txt"))
	if err != nil {
		return nil, err
	}
	labels, err := lines(filepath.Join(dir, "label_StackOverflow.txt"))
	if err != nil {
		return nil, err
	}
	if len(titles) != len(labels) {
		return nil, fmt.Errorf("%d titles for %d labels", len(titles), len(labels))
	}
	out := make([]topic, len(titles))
	for i := range titles {
		out[i] = topic{titles[i], labels[i], "en"}
	}
	return out, nil
}

func newsgroups(data string) (out []topic, err error) {
	f, err := os.Open(filepath.Join(data, "topics", "newsgroups20", "bydate_test.jsonl.gz"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	dec := json.NewDecoder(z)
	for {
		var r struct{ Label, Text string }
		switch err := dec.Decode(&r); {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return nil, err
		}
		out = append(out, topic{r.Text, r.Label, "en"})
	}
}

func arBanking(data string) ([]topic, error) {
	rows, err := table(filepath.Join(data, "topics", "arbanking77", "Banking77_Arabized_PAL_test.csv"), ',')
	if err != nil {
		return nil, err
	}
	var out []topic
	for _, r := range rows {
		out = append(out, topic{r["text"], r["label"], "ar"})
	}
	return out, nil
}

func gulfTopics(data string) ([]topic, error) {
	rows, err := table(filepath.Join(data, "topics", "gulf_hashtag_topics", "topics.tsv"), '\t')
	if err != nil {
		return nil, err
	}
	var out []topic
	for _, r := range rows {
		out = append(out, topic{r["text"], r["topic"], "ar"})
	}
	return out, nil
}

func sib200(data string) ([]topic, error) {
	var out []topic
	for _, l := range []struct{ folder, code string }{{"arb_Arab", "ar"}, {"ars_Arab", "ar"}, {"eng_Latn", "en"}} {
		rows, err := table(filepath.Join(data, "topics", "sib200", l.folder, "train.tsv"), '\t')
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out = append(out, topic{r["text"], r["category"], l.code})
		}
	}
	return out, nil
}

func lines(path string) ([]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return strings.Split(strings.TrimRight(string(b), "\n"), "\n"), nil
}

// table reads a file with a header; tab-separated files quote nothing.
func table(path string, comma rune) ([]map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var records [][]string
	if comma == '\t' {
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<22)
		for sc.Scan() {
			records = append(records, strings.Split(sc.Text(), "\t"))
		}
		err = sc.Err()
	} else {
		r := csv.NewReader(f)
		r.Comma, r.LazyQuotes = comma, true
		records, err = r.ReadAll()
	}
	if err != nil {
		return nil, err
	}
	if len(records) == 0 {
		return nil, errors.New("no rows")
	}
	head := records[0]
	var out []map[string]string
	for _, rec := range records[1:] {
		row := map[string]string{}
		for i, name := range head {
			if i < len(rec) {
				row[strings.TrimSpace(name)] = rec[i]
			}
		}
		out = append(out, row)
	}
	return out, nil
}
