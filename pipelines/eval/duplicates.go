package eval

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/nlp/duplicates"
)

// Duplicates measures how copies find their family: on the corpus of the
// project, and on generated corpora (NAME.ndjson with NAME.truth.ndjson) in the
// data folder or its folder scale.
func Duplicates() Suite { return Suite{Name: "duplicates", Run: runDuplicates} }

// scaleFiles lists the generated corpora with a truth file.
func scaleFiles(env Env) []string {
	var out []string
	for _, dir := range []string{env.Data, filepath.Join(env.Data, "scale")} {
		found, _ := filepath.Glob(filepath.Join(dir, "*.truth.ndjson"))
		for _, f := range found {
			out = append(out, strings.TrimSuffix(f, ".truth.ndjson"))
		}
	}
	if len(out) == 0 {
		env.absent("a generated corpus (NAME.ndjson with NAME.truth.ndjson)")
	}
	return out
}

// scaleRow is a row of a generated corpus with its truth.
type scaleRow struct {
	ID       string    `json:"id"`
	Text     string    `json:"text"`
	Author   string    `json:"author_id"`
	At       time.Time `json:"created_at"`
	Kind     string    `json:"kind"`
	Root     string    `json:"root"`
	Lang     string    `json:"lang"`
	Campaign int       `json:"campaign"`
	PII      [][3]any  `json:"pii"`
}

// eachScaleRow reads a generated corpus row by row.
func eachScaleRow(ctx context.Context, name string, limit int, f func(*scaleRow)) error {
	rows, err := os.Open(name + ".ndjson")
	if err != nil {
		return err
	}
	defer rows.Close()
	truth, err := os.Open(name + ".truth.ndjson")
	if err != nil {
		return err
	}
	defer truth.Close()
	a, b := bufio.NewScanner(rows), bufio.NewScanner(truth)
	a.Buffer(nil, 16<<20)
	b.Buffer(nil, 1<<20)
	for n := 0; a.Scan() && b.Scan() && (limit == 0 || n < limit); n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		var r scaleRow
		if err := json.Unmarshal(a.Bytes(), &r); err != nil {
			return err
		}
		if err := json.Unmarshal(b.Bytes(), &r); err != nil {
			return err
		}
		f(&r)
	}
	if err := a.Err(); err != nil {
		return err
	}
	return b.Err()
}

func runDuplicates(ctx context.Context, env Env) ([]Row, error) {
	rows, err := corpusDuplicates(env)
	if err != nil {
		return rows, err
	}
	for _, name := range scaleFiles(env) {
		got, err := scaleDuplicates(ctx, env, name)
		if err != nil {
			return rows, err
		}
		rows = append(rows, got...)
	}
	return rows, nil
}

// corpusDuplicates judges the copies that the bundled corpus holds, half by half.
func corpusDuplicates(env Env) ([]Row, error) {
	var rows []Row
	for _, half := range []string{"dev", "test"} {
		lines, err := corpusLabels(half)
		if err != nil {
			return rows, err
		}
		if lines == nil {
			env.absent("corpus/" + half)
			continue
		}
		x := duplicates.New(duplicates.Options{})
		place := make(map[string]int, len(lines))
		for i, l := range lines {
			x.Add(duplicates.Item{ID: l.ID, Text: l.Text, Author: l.Author, At: l.At})
			place[l.ID] = i
		}
		hit, n := map[string]int{}, map[string]int{}
		flagged, originals := 0, 0
		for i, l := range lines {
			root, known := place[l.DupOf]
			switch {
			case known:
				n[l.Family]++
				if x.Group(i) == x.Group(root) {
					hit[l.Family]++
				}
			case l.Family == "":
				if originals++; x.Group(i) != l.ID {
					flagged++
				}
			}
		}
		for _, family := range []string{"exact", "near", "campaign"} {
			if n[family] > 0 {
				rows = append(rows, share("duplicates", "corpus_"+half, family, "recall_family", hit[family], n[family]))
			}
		}
		rows = append(rows, share("duplicates", "corpus_"+half, "originals", "flagged", flagged, originals))
	}
	return rows, nil
}

func scaleDuplicates(ctx context.Context, env Env, name string) ([]Row, error) {
	x := duplicates.New(duplicates.Options{})
	var kinds, roots, ids []string
	place := map[string]int{}
	planted := map[int]bool{}
	campaigns := map[string]int{}
	start := time.Now()
	var busy time.Duration
	err := eachScaleRow(ctx, name, env.Limit, func(r *scaleRow) {
		t := time.Now()
		x.Add(duplicates.Item{ID: r.ID, Text: r.Text, Author: r.Author, At: r.At})
		busy += time.Since(t)
		place[r.ID] = len(ids)
		ids, kinds, roots = append(ids, r.ID), append(kinds, r.Kind), append(roots, r.Root)
		if r.Campaign > 0 {
			planted[r.Campaign] = true
			campaigns[r.ID] = r.Campaign
		}
	})
	if err != nil {
		return nil, err
	}
	if env.Log != nil {
		env.Log.Info("duplicates", "set", filepath.Base(name), "rows", len(ids), "seconds", busy.Seconds(), "all", time.Since(start).Seconds())
	}
	hit, n := map[string]int{}, map[string]int{}
	flagged, originals := 0, 0
	for i, k := range kinds {
		switch {
		case roots[i] != "":
			n[k]++
			if x.Group(i) == x.Group(place[roots[i]]) {
				hit[k]++
			}
		case k == "original":
			originals++
			if x.Group(i) != ids[i] {
				flagged++
			}
		}
	}
	set := "scale/" + filepath.Base(name)
	var rows []Row
	for _, k := range []string{"exact_dup", "near_dup", "campaign"} {
		if n[k] > 0 {
			rows = append(rows, share("duplicates", set, k, "recall_family", hit[k], n[k]))
		}
	}
	rows = append(rows,
		share("duplicates", set, "originals", "flagged", flagged, originals),
		exact("duplicates", set, "all", "rows_per_second", float64(len(ids))/busy.Seconds(), len(ids)))
	found, right := map[int]bool{}, 0
	flags := 0
	for _, g := range x.Groups() {
		if g.Campaign == nil {
			continue
		}
		flags++
		for _, m := range g.Members {
			if c := campaigns[ids[m]]; c > 0 {
				found[c] = true
				right++
				break
			}
		}
	}
	return append(rows,
		exact("duplicates", set, "campaigns", "found", float64(len(found))/float64(max(1, len(planted))), len(planted)),
		exact("duplicates", set, "campaigns", "precision", float64(right)/float64(max(1, flags)), flags)), nil
}
