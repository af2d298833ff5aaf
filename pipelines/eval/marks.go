package eval

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/nlp/entities"
	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/marks"
	"github.com/musharaka/musharaka/internal/nlp/spam"
	spamcases "github.com/musharaka/musharaka/internal/nlp/spam/cases"
	"github.com/musharaka/musharaka/internal/nlp/toxicity"
	toxcases "github.com/musharaka/musharaka/internal/nlp/toxicity/cases"
)

// Marks measures spam, toxicity, the danger flag and entities on the frozen
// cases, spam and toxicity on the bundled corpus too.
func Marks() Suite { return Suite{"marks", runMarks} }

// marked counts marks against the truth.
type marked struct{ tp, fp, fn int }

func (t *marked) add(got, want bool) {
	switch {
	case got && want:
		t.tp++
	case got:
		t.fp++
	case want:
		t.fn++
	}
}

func (t *marked) put(m *meter, set, slice string, n int) {
	p, r := 1.0, 1.0
	if t.tp+t.fp > 0 {
		p = float64(t.tp) / float64(t.tp+t.fp)
	}
	if t.tp+t.fn > 0 {
		r = float64(t.tp) / float64(t.tp+t.fn)
	}
	m.put(set, slice, "precision", p, t.tp+t.fp)
	m.put(set, slice, "recall", r, t.tp+t.fn)
	m.put(set, slice, "false_marks", float64(t.fp), n)
}

// markers are the scorers of this suite; enc is nil where there is no encoder.
type markers struct {
	spam     *spam.Scorer
	toxicity *toxicity.Scorer
	learned  *marks.Model
	enc      *encoder.Encoder
}

func runMarks(ctx context.Context, env Env) ([]Row, error) {
	m := &meter{suite: "marks", seed: env.Seed}
	var k markers
	var errs [4]error
	k.spam, errs[0] = spam.New()
	k.toxicity, errs[1] = toxicity.New()
	k.learned, errs[2] = marks.New()
	fi, err := entities.New()
	errs[3] = err
	if err := errors.Join(errs[:]...); err != nil {
		return nil, err
	}
	if k.enc, err = encoder.Open(encoder.Options{}); err != nil {
		env.say("encoder: %v; the precise tier is not measured", err)
	}
	// Every set was committed before the rules it judges: frozen_cases before
	// the first, second_cases before the second round, which both were then
	// used to develop; by third_cases nothing was changed.
	for _, set := range []struct{ name, file string }{{"frozen_cases", "cases.tsv"}, {"second_cases", "second.tsv"}, {"third_cases", "third.tsv"}} {
		if err := k.frozen(ctx, m, set.name, set.file); err != nil {
			return m.rows, err
		}
		if set.file == "third.tsv" {
			continue
		}
		if err := entityRows(m, set.name, set.file, fi); err != nil {
			return m.rows, err
		}
	}
	items, err := corpusTest()
	if err != nil {
		env.say("corpus: %v", err)
		return m.rows, nil
	}
	texts := make([]string, len(items))
	for i := range items {
		texts[i] = items[i].Text
	}
	err = k.tiers(ctx, texts, func(tier string, ev func(int) *marks.Evidence) {
		var cs, ct marked
		for i, it := range items {
			in := features.Input{Doc: features.New(it.Text, it.Lang)}
			cs.add(k.spam.ScorePrecise(in, ev(i)).Score >= spam.Threshold, it.Spam)
			ct.add(k.toxicity.ScorePrecise(in, ev(i)).Score >= toxicity.Threshold, it.Toxicity)
		}
		cs.put(m, "corpus_test", tier+"spam", len(items))
		ct.put(m, "corpus_test", tier+"toxicity", len(items))
	})
	return m.rows, err
}

// tiers calls f for the fast tier, whose slices have no name before them, and,
// with an encoder, for the precise one.
func (k *markers) tiers(ctx context.Context, texts []string, f func(tier string, ev func(int) *marks.Evidence)) error {
	f("", func(int) *marks.Evidence { return nil })
	if k.enc == nil {
		return nil
	}
	vec := make([]float32, encoder.Dim*len(texts))
	if err := k.enc.Encode(ctx, texts, vec); err != nil {
		return err
	}
	f("precise ", func(i int) *marks.Evidence { return k.learned.Read(vec[i*encoder.Dim : (i+1)*encoder.Dim]) })
	return nil
}

// frozen measures one set of cases.
func (k *markers) frozen(ctx context.Context, m *meter, set, file string) error {
	spams, err := tsv(spamcases.FS.ReadFile(file))
	if err != nil {
		return err
	}
	err = k.tiers(ctx, column(spams, 1), func(tier string, ev func(int) *marks.Evidence) {
		var t marked
		for i, f := range spams {
			t.add(k.spam.ScorePrecise(unlabelled(f[1]), ev(i)).Score >= spam.Threshold, f[0] == "spam")
		}
		t.put(m, set, tier+"spam", len(spams))
	})
	if err != nil {
		return err
	}
	toxics, err := tsv(toxcases.FS.ReadFile(file))
	if err != nil {
		return err
	}
	return k.tiers(ctx, column(toxics, 2), func(tier string, ev func(int) *marks.Evidence) {
		names := []string{toxicity.Insult, toxicity.Threat, toxicity.Identity, toxicity.Sexual, toxicity.SelfHarm}
		kinds := make([]marked, len(names))
		var all, danger marked
		for i, f := range toxics {
			r := k.toxicity.ScorePrecise(unlabelled(f[2]), ev(i))
			all.add(r.Score >= toxicity.Threshold, f[0] != "none")
			danger.add(r.Danger != "", f[1] != "-")
			for j, kind := range names {
				kinds[j].add(slices.Contains(r.Kinds, kind), strings.Contains(f[0], kind))
			}
		}
		all.put(m, set, tier+"toxicity", len(toxics))
		danger.put(m, set, tier+"danger", len(toxics))
		for j, kind := range names {
			kinds[j].put(m, set, tier+"toxicity "+kind, len(toxics))
		}
	})
}

func column(rows [][]string, i int) []string {
	out := make([]string, len(rows))
	for k, r := range rows {
		out[k] = r[i]
	}
	return out
}

func unlabelled(text string) features.Input { return features.Input{Doc: features.New(text, "")} }

// tsv splits a file of cases; comment lines go.
func tsv(b []byte, err error) ([][]string, error) {
	if err != nil {
		return nil, err
	}
	var out [][]string
	for _, l := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if l != "" && l[0] != '#' {
			out = append(out, strings.Split(l, "\t"))
		}
	}
	return out, nil
}
