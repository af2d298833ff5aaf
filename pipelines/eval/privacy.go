package eval

import (
	"context"
	"path/filepath"

	"github.com/musharaka/musharaka/internal/nlp/lang"
	"github.com/musharaka/musharaka/internal/nlp/privacy"
)

// Privacy measures what is found of personal data: on the frozen cases (traps
// beside them), on the project's corpus, and on what a generated corpus planted.
//
// A planted span counts as found only when all of it is hidden by a span of its
// kind; a find counts as right when it overlaps data of its kind and hides at
// most three characters more.
func Privacy() Suite { return Suite{Name: "privacy", Run: runPrivacy} }

// tally counts one kind.
type tally struct{ gold, hit, hidden, found, right int }

type tallies map[privacy.Kind]*tally

func (t tallies) of(k privacy.Kind) *tally {
	if t[k] == nil {
		t[k] = new(tally)
	}
	return t[k]
}

// count judges the finds of one text.
func (t tallies) count(found []privacy.Span, gold []lang.PrivacySpan) {
	for _, g := range gold {
		c := t.of(privacy.Kind(g.Kind))
		c.gold++
		at := g.Start // all of it masked, whatever the kinds say
		for _, s := range found {
			if s.Start <= at && s.End > at {
				at = s.End
			}
		}
		if at >= g.End {
			c.hidden++
		}
		for _, s := range found {
			if string(s.Kind) == g.Kind && s.Start <= g.Start && s.End >= g.End {
				c.hit++
				break
			}
		}
	}
	for _, s := range found {
		c := t.of(s.Kind)
		c.found++
		for _, g := range gold {
			if g.Kind == string(s.Kind) && s.Start < g.End && s.End > g.Start && s.End-s.Start <= g.End-g.Start+3 {
				c.right++
				break
			}
		}
	}
}

// rows reports recall and precision by kind with Wilson's interval.
func (t tallies) rows(set string) []Row {
	var rows []Row
	for _, k := range privacy.Kinds() {
		c := t[k]
		if c == nil {
			continue
		}
		if c.gold > 0 {
			rows = append(rows, share("privacy", set, string(k), "recall", c.hit, c.gold),
				share("privacy", set, string(k), "hidden", c.hidden, c.gold))
		}
		if c.found > 0 {
			rows = append(rows, share("privacy", set, string(k), "precision", c.right, c.found))
		}
	}
	return rows
}

// share is a row for k of n with Wilson's 95 % interval.
func share(suite, set, slice, metric string, k, n int) Row {
	low, high := wilson(float64(k), float64(n))
	return Row{suite, set, slice, metric, float64(k) / float64(max(1, n)), low, high, n}
}

func runPrivacy(ctx context.Context, env Env) ([]Row, error) {
	f := privacy.New()
	var rows []Row
	for _, set := range []struct{ name, cases string }{{"frozen_cases", lang.PrivacyCases}, {"frozen_hard_cases", lang.PrivacyHardCases}} {
		t := tallies{}
		for _, c := range lang.ParsePrivacy(set.cases) {
			t.count(f.Find(c.Text), c.Spans)
		}
		rows = append(rows, t.rows(set.name)...)
	}
	for _, half := range []string{"dev", "test"} {
		lines, err := corpusLabels(half)
		if err != nil {
			return rows, err
		}
		if lines == nil {
			env.absent("corpus/" + half)
			continue
		}
		t := tallies{}
		for _, l := range lines {
			var gold []lang.PrivacySpan
			for _, p := range l.PII {
				gold = append(gold, lang.PrivacySpan{Kind: p.Kind, Start: p.Start, End: p.End})
			}
			t.count(f.Find(l.Text), gold)
		}
		rows = append(rows, t.rows("corpus_"+half)...)
	}
	for _, name := range scaleFiles(env) {
		t, n := tallies{}, 0
		err := eachScaleRow(ctx, name, env.Limit, func(r *scaleRow) {
			n++
			var gold []lang.PrivacySpan
			for _, p := range r.PII {
				kind, _ := p[0].(string)
				start, _ := p[1].(float64)
				end, _ := p[2].(float64)
				gold = append(gold, lang.PrivacySpan{Kind: kind, Start: int(start), End: int(end)})
			}
			t.count(f.Find(r.Text), gold)
		})
		if err != nil {
			return rows, err
		}
		set := "scale/" + filepath.Base(name)
		for _, k := range []privacy.Kind{privacy.Phone, privacy.CivilID, privacy.Email, privacy.Name} {
			c := t.of(k)
			rows = append(rows,
				share("privacy", set, string(k), "recall", c.hit, c.gold),
				exact("privacy", set, string(k), "false_per_1000_rows", 1000*float64(c.found-c.right)/float64(max(1, n)), n))
		}
	}
	return rows, nil
}
