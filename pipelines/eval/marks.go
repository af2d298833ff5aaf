package eval

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/entities"
	entitycases "github.com/musharaka/musharaka/internal/nlp/entities/cases"
	"github.com/musharaka/musharaka/internal/nlp/features"
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

func runMarks(_ context.Context, env Env) ([]Row, error) {
	m := &meter{suite: "marks", seed: env.Seed}
	sp, err := spam.New()
	if err != nil {
		return nil, err
	}
	tx, err := toxicity.New()
	if err != nil {
		return nil, err
	}
	fi, err := entities.New()
	if err != nil {
		return nil, err
	}
	for _, set := range []struct{ name, file string }{{"frozen_cases", "cases.tsv"}, {"second_cases", "second.tsv"}} {
		if err := frozenRows(m, set.name, set.file, sp, tx, fi); err != nil {
			return m.rows, err
		}
	}
	items, err := corpusTest()
	if err != nil {
		env.say("corpus: %v", err)
		return m.rows, nil
	}
	var cs, ct marked
	for _, it := range items {
		in := features.Input{Doc: features.New(it.Text, it.Lang)}
		cs.add(sp.Score(in).Score >= spam.Threshold, it.Spam)
		ct.add(tx.Score(in).Score >= toxicity.Threshold, it.Toxicity)
	}
	cs.put(m, "corpus_test", "spam", len(items))
	ct.put(m, "corpus_test", "toxicity", len(items))
	return m.rows, nil
}

// frozenRows measures one set of cases that were committed before the rules
// they judge: frozen_cases before the first rules, second_cases later, by which
// the first rules were measured unchanged.
func frozenRows(m *meter, set, file string, sp *spam.Scorer, tx *toxicity.Scorer, fi *entities.Finder) error {
	spams, err := tsv(spamcases.FS.ReadFile(file))
	if err != nil {
		return err
	}
	var t marked
	for _, f := range spams {
		t.add(sp.Score(unlabelled(f[1])).Score >= spam.Threshold, f[0] == "spam")
	}
	t.put(m, set, "spam", len(spams))
	toxics, err := tsv(toxcases.FS.ReadFile(file))
	if err != nil {
		return err
	}
	names := []string{toxicity.Insult, toxicity.Threat, toxicity.Identity, toxicity.Sexual, toxicity.SelfHarm}
	kinds := make([]marked, len(names))
	var all, danger marked
	for _, f := range toxics {
		r := tx.Score(unlabelled(f[2]))
		all.add(r.Score >= toxicity.Threshold, f[0] != "none")
		danger.add(r.Danger != "", f[1] != "-")
		for i, k := range names {
			kinds[i].add(slices.Contains(r.Kinds, k), strings.Contains(f[0], k))
		}
	}
	all.put(m, set, "toxicity", len(toxics))
	danger.put(m, set, "danger", len(toxics))
	for i, k := range names {
		kinds[i].put(m, set, "toxicity "+k, len(toxics))
	}
	return entityRows(m, set, file, fi)
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

func entityRows(m *meter, set, file string, fi *entities.Finder) error {
	cs, err := tsv(entitycases.FS.ReadFile(file))
	if err != nil {
		return err
	}
	kinds := map[string]*marked{"all": {}}
	for _, f := range cs {
		lang := "ar"
		if f[0][0] < 0x80 {
			lang = "en"
			if strings.HasPrefix(f[0], "el ") || strings.HasPrefix(f[0], "ana ") {
				lang = "arabizi"
			}
		}
		if len(f) == 3 { // the second set names the language
			lang, f = f[0], f[1:]
		}
		var want, got []string
		if f[1] != "-" {
			want = strings.Split(f[1], ";")
		}
		for _, e := range fi.Find(features.Input{Doc: features.New(f[0], lang)}) {
			got = append(got, fmt.Sprintf("%s|%s|%s", e.Kind, e.Text, e.ID))
		}
		count := func(x string, g, w bool) {
			k, _, _ := strings.Cut(x, "|")
			if kinds[k] == nil {
				kinds[k] = new(marked)
			}
			kinds[k].add(g, w)
			kinds["all"].add(g, w)
		}
		for _, g := range got {
			count(g, true, slices.Contains(want, g))
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				count(w, false, true)
			}
		}
	}
	for _, k := range []string{"all", entities.Place, entities.Organisation, entities.Service, entities.Deadline, entities.Amount} {
		if kinds[k] != nil {
			kinds[k].put(m, set, "entities "+k, len(cs))
		}
	}
	return nil
}
