package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/pipelines/eval/cards"
)

// A card that has these two lines gets the table of its model between them.
const (
	tableStart = "<!-- scores: written by tools/cards -->"
	tableEnd   = "<!-- /scores -->"
)

// shown are the metrics of a card's table; the rest stands in scores.json.
func shown() []string {
	return []string{"macro_f1", "f1_pn", "macro_recall", "accuracy", "ece", "gain_at_60", "unclear_share", "both_right", "macro_f1_loss", "near_duplicates"}
}

// tables brings the cards of docs up to date that have a place for a table.
func tables(scores, docs string) error {
	b, err := os.ReadFile(scores)
	if err != nil {
		return err
	}
	var all []cards.Score
	if err := json.Unmarshal(b, &all); err != nil {
		return fmt.Errorf("read %s: %w", scores, err)
	}
	files, err := filepath.Glob(filepath.Join(docs, "*.md"))
	if err != nil {
		return err
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		model := strings.TrimSuffix(filepath.Base(f), ".md")
		if now, ok := withTable(string(text), table(all, model)); ok && now != string(text) {
			if err := os.WriteFile(f, []byte(now), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// withTable puts a table between the two lines of a card.
func withTable(text, table string) (string, bool) {
	head, rest, ok := strings.Cut(text, tableStart+"\n")
	if !ok {
		return text, false
	}
	_, tail, ok := strings.Cut(rest, tableEnd)
	return head + tableStart + "\n" + table + tableEnd + tail, ok
}

// table has a line for every set and slice and a column for every metric that
// the model has.
func table(all []cards.Score, model string) string {
	type row struct{ set, slice string }
	var rows []row
	var metrics []string
	cell := map[row]map[string]cards.Score{}
	for _, s := range all {
		if s.Model != model || !slices.Contains(shown(), s.Metric) {
			continue
		}
		r := row{s.Set, s.Slice}
		if cell[r] == nil {
			cell[r] = map[string]cards.Score{}
			rows = append(rows, r)
		}
		cell[r][s.Metric] = s
	}
	for _, m := range shown() {
		if slices.ContainsFunc(rows, func(r row) bool { return cell[r][m].Metric != "" }) {
			metrics = append(metrics, m)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "| set | slice | %s | n |\n|---|---|%s---|\n", strings.Join(metrics, " | "), strings.Repeat("---|", len(metrics)))
	for _, r := range rows {
		fmt.Fprintf(&b, "| %s | %s |", r.set, r.slice)
		n := 0
		for _, m := range metrics {
			s, ok := cell[r][m]
			switch {
			case !ok:
				b.WriteString(" |")
				continue
			case s.Low < s.Value || s.High > s.Value:
				fmt.Fprintf(&b, " %.3f (%.3f–%.3f) |", s.Value, s.Low, s.High)
			default:
				fmt.Fprintf(&b, " %.3f |", s.Value)
			}
			n = s.N
		}
		fmt.Fprintf(&b, " %d |\n", n)
	}
	return b.String()
}
