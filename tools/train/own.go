package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/musharaka/musharaka/internal/datasets"
	"github.com/musharaka/musharaka/internal/nlp/arabizi"
	"github.com/musharaka/musharaka/internal/nlp/features"
)

var sentiments = map[string]int{"negative": datasets.Neg, "neutral": datasets.Neu, "positive": datasets.Pos}

// labelled is one text with the labels that the project's own text carries.
type labelled struct {
	Text, Lang, Intent string
	Sentiment          int
}

// grammar is one file of own/: slots and lines under labels.
type grammar struct {
	slots map[string][]string
	lines []labelled
}

func readGrammar(path, lang string) (*grammar, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	g := &grammar{slots: map[string][]string{}}
	var at labelled
	for n, l := range strings.Split(string(b), "\n") {
		l = strings.TrimSpace(l)
		switch {
		case l == "" || l[0] == '#':
		case l[0] == '@' && strings.Contains(l, " | "):
			name, rest, _ := strings.Cut(l[1:], " ")
			g.slots[name] = strings.Split(rest, " | ")
		case l[0] == '=':
			f := strings.Fields(l)
			if len(f) != 3 {
				return nil, fmt.Errorf("%s:%d: want \"= intent sentiment\"", path, n+1)
			}
			c, ok := sentiments[f[2]]
			if !ok {
				return nil, fmt.Errorf("%s:%d: sentiment %q", path, n+1, f[2])
			}
			at = labelled{Lang: lang, Intent: f[1], Sentiment: c}
		default:
			x := at
			x.Text = l
			g.lines = append(g.lines, x)
		}
	}
	return g, nil
}

// fill replaces every @slot by one of its values.
func (g *grammar) fill(s string, rng *rand.Rand) string {
	for {
		i := strings.IndexByte(s, '@')
		if i < 0 {
			return s
		}
		j := i + 1
		for j < len(s) && s[j] >= 'a' && s[j] <= 'z' {
			j++
		}
		vs := g.slots[s[i+1:j]]
		if len(vs) == 0 {
			return strings.ReplaceAll(s, "@", "")
		}
		s = s[:i] + vs[rng.IntN(len(vs))] + s[j:]
	}
}

// expand gives every line n times with other fillings, some of them with a
// greeting before or thanks behind, which change neither label, and some with
// a second line of the same labels.
func (g *grammar) expand(n int, rng *rand.Rand) []labelled {
	byLabel := map[string][]string{}
	key := func(l labelled) string { return fmt.Sprint(l.Intent, l.Sentiment) }
	for _, l := range g.lines {
		byLabel[key(l)] = append(byLabel[key(l)], l.Text)
	}
	pick := func(name string) string {
		v := g.slots[name]
		return v[rng.IntN(len(v))]
	}
	var out []labelled
	for _, l := range g.lines {
		for k := range n {
			x := l
			x.Text = g.fill(l.Text, rng)
			if k > 0 && g.slots["hi"] != nil {
				if v := byLabel[key(l)]; rng.IntN(3) == 0 {
					x.Text += ". " + g.fill(v[rng.IntN(len(v))], rng)
				}
				if rng.IntN(4) == 0 {
					x.Text = pick("hi") + "، " + x.Text
				}
				if rng.IntN(4) == 0 {
					x.Text += ". " + pick("bye")
				}
			}
			out = append(out, x)
		}
	}
	return out
}

// ownText is everything in own/: the grammars expanded n times and the
// submissions that were written whole.
func (t *trainer) ownText(n int) ([]labelled, error) {
	out, err := t.grammarText(n)
	if err != nil {
		return nil, err
	}
	real, err := t.realText()
	for range max(1, n/2) {
		out = append(out, real...)
	}
	return out, err
}

// grammarText expands the grammars of own/ and adds mixed text: an Arabic
// sentence and an English one of the same labels.
func (t *trainer) grammarText(n int) ([]labelled, error) {
	rng := rand.New(rand.NewPCG(datasets.Seed, 1))
	parts := map[string][]labelled{}
	for _, name := range []string{"ar", "en", "arabizi", "ar_negation", "en_negation", "arabizi_negation"} {
		lang, _, _ := strings.Cut(name, "_")
		g, err := readGrammar(filepath.Join(t.own, name+".txt"), lang)
		if err != nil {
			return nil, err
		}
		parts[lang] = append(parts[lang], g.expand(n, rng)...)
	}
	out := append(append(append([]labelled{}, parts["ar"]...), parts["en"]...), parts["arabizi"]...)
	for _, a := range parts["ar"] {
		if rng.IntN(6) > 0 {
			continue
		}
		for range 20 {
			b := parts["en"][rng.IntN(len(parts["en"]))]
			if b.Intent == a.Intent && b.Sentiment == a.Sentiment {
				a.Lang, a.Text = "mixed", a.Text+" "+b.Text
				out = append(out, a)
				break
			}
		}
	}
	return out, nil
}

// realText reads the submissions that were written whole: own/real.tsv, and
// real_<language>.txt, which are grammars without slots.
func (t *trainer) realText() ([]labelled, error) {
	b, err := os.ReadFile(filepath.Join(t.own, "real.tsv"))
	if err != nil {
		return nil, err
	}
	var out []labelled
	for n, l := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if l[0] == '#' {
			continue
		}
		f := strings.Split(l, "\t")
		if len(f) != 4 {
			return nil, fmt.Errorf("real.tsv:%d: %d fields, want 4", n+1, len(f))
		}
		c, ok := sentiments[f[2]]
		if !ok {
			return nil, fmt.Errorf("real.tsv:%d: sentiment %q", n+1, f[2])
		}
		out = append(out, labelled{Lang: f[0], Intent: f[1], Sentiment: c, Text: f[3]})
	}
	for _, lang := range []string{"ar", "en", "arabizi", "mixed"} {
		g, err := readGrammar(filepath.Join(t.own, "real_"+lang+".txt"), lang)
		if err != nil {
			return nil, err
		}
		out = append(out, g.lines...)
	}
	return out, nil
}

// readLabelled reads NDJSON with text, lang, sentiment and intent; no path, no
// texts.
func readLabelled(path string) ([]labelled, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []labelled
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		var r struct{ Text, Lang, Sentiment, Intent string }
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", filepath.Base(path), n, err)
		}
		if c, ok := sentiments[r.Sentiment]; ok {
			out = append(out, labelled{r.Text, r.Lang, r.Intent, c})
		}
	}
	return out, sc.Err()
}

// input prepares a text as the product does.
func input(text, lang string, conv *arabizi.Converter) features.Input {
	in := features.Input{Doc: features.New(text, lang)}
	if lang == "arabizi" || lang == "mixed" && in.Doc.Latins > 0 {
		if c := conv.Convert(text); c != text {
			in.Converted = features.New(c, "ar")
		}
	}
	return in
}
