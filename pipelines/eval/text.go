package eval

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/nlp/arabizi"
	"github.com/musharaka/musharaka/internal/nlp/detect"
	"github.com/musharaka/musharaka/internal/nlp/lang"
)

// Text measures language, variety and Arabizi.
func Text() Suite { return Suite{Name: "text", Run: runText} }

func runText(ctx context.Context, env Env) ([]Row, error) {
	d := detect.New()
	var pairs []pair
	for _, l := range lang.ParseLines(lang.ShortLines) {
		pairs = append(pairs, pair{l.Label, d.Detect(l.Text).Lang})
	}
	rows := append(macroRows("text", "short_lines", pairs, env.Seed), arabiziWords(env.Seed)...)
	use, err := arabiziUse(ctx, env)
	if rows = append(rows, use...); err != nil {
		return rows, err
	}
	for _, part := range []func(Env, *detect.Detector) ([]Row, error){sibLines, corpusVariety} {
		if err := ctx.Err(); err != nil {
			return rows, err
		}
		got, err := part(env, d)
		if err != nil {
			return rows, err
		}
		rows = append(rows, got...)
	}
	return rows, nil
}

// arabiziWords measures how many words of the written sentences come out right.
func arabiziWords(seed uint64) []Row {
	c := arabizi.New()
	type score struct{ hit, n int }
	all := []score{}
	by := map[string]*score{}
	for _, l := range lang.ParseLines(lang.ArabiziCases) {
		latin, arabic, _ := strings.Cut(l.Text, "\t")
		hit, n := arabizi.Agreement(c.Convert(latin), arabic)
		all = append(all, score{hit, n})
		if by[l.Label] == nil {
			by[l.Label] = new(score)
		}
		by[l.Label].hit += hit
		by[l.Label].n += n
	}
	mean := func(pick func(int) int) float64 {
		hit, n := 0, 0
		for i := range all {
			s := all[pick(i)]
			hit, n = hit+s.hit, n+s.n
		}
		return float64(hit) / float64(max(1, n))
	}
	low, high := interval(len(all), seed, mean)
	rows := []Row{{"text", "arabizi_cases", "all", "word_accuracy", mean(func(i int) int { return i }), low, high, len(all)}}
	for _, group := range []string{"gulf", "levant", "egypt", "maghreb"} {
		if s := by[group]; s != nil {
			rows = append(rows, share("text", "arabizi_cases", group, "word_accuracy", s.hit, s.n))
		}
	}
	return rows
}

// sibCodes are the languages of the language figure.
var sibCodes = map[string]string{
	"ar": "arb_Arab", "en": "eng_Latn", "fa": "pes_Arab", "ur": "urd_Arab", "hi": "hin_Deva", "bn": "ben_Beng", "sw": "swh_Latn",
}

// otherCodes are measured beside them.
var otherCodes = map[string]string{"ml": "mal_Mlym", "tl": "tgl_Latn", "fr": "fra_Latn", "ne": "npi_Deva", "ps": "pbt_Arab", "sd": "snd_Arab", "ta": "tam_Taml"}

// sibLines cuts the development lines of SIB-200 to eight words and adds as many
// lines of Tunisian Arabizi, cut the same way.
func sibLines(env Env, d *detect.Detector) ([]Row, error) {
	pairs, err := sibPairs(env, d, sibCodes)
	if err != nil || pairs == nil {
		return nil, err
	}
	b, err := os.ReadFile(filepath.Join(env.Data, "langid/tunizi_arabizi/TUNIZI-Dataset.txt"))
	if errors.Is(err, fs.ErrNotExist) {
		env.absent("tunizi_arabizi")
	} else if err != nil {
		return nil, err
	}
	n := 0
	for l := range strings.Lines(string(b)) {
		if _, text, ok := strings.Cut(strings.TrimSpace(l), ";"); ok {
			if n++; n%10 == 0 { // 300 of 3,000, spread over the file
				pairs = append(pairs, pair{"arabizi", d.Detect(cut(text, 8)).Lang})
			}
		}
	}
	rows := macroRows("text", "sib200_dev_8words+tunizi", pairs, env.Seed)
	more, err := sibPairs(env, d, otherCodes)
	return append(rows, macroRows("text", "sib200_dev_8words_others", more, env.Seed)...), err
}

func sibPairs(env Env, d *detect.Detector, codes map[string]string) ([]pair, error) {
	var pairs []pair
	for label, code := range codes {
		b, err := os.ReadFile(filepath.Join(env.Data, "topics/sib200", code, "dev.tsv"))
		if errors.Is(err, fs.ErrNotExist) {
			env.absent("sib200/" + code)
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		for i, l := range strings.Split(strings.TrimSpace(string(b)), "\n") {
			f := strings.Split(l, "\t")
			if i > 0 {
				pairs = append(pairs, pair{label, d.Detect(cut(f[len(f)-1], 8)).Lang})
			}
		}
	}
	sortPairs(pairs)
	return pairs, nil
}

// corpusVariety judges language and variety on the project's corpus, which lies
// beside the source and is measured when the suite runs there.
func corpusVariety(env Env, d *detect.Detector) ([]Row, error) {
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
		var langs, varieties []pair
		for _, l := range lines {
			got := d.Detect(l.Text)
			langs = append(langs, pair{l.Lang, got.Lang})
			if l.Lang == "ar" && (l.Variety == "gulf" || l.Variety == "msa") {
				said := got.Variety
				if got.Lang != "ar" {
					said = got.Lang
				}
				varieties = append(varieties, pair{l.Variety, said})
			}
		}
		rows = append(rows, macroRows("text", "corpus_"+half+"_lang", langs, env.Seed)...)
		rows = append(rows, macroRows("text", "corpus_"+half+"_gulf_msa", varieties, env.Seed)...)
	}
	return rows, nil
}

// corpusLine is what the labels of the corpus say about a text.
type corpusLine struct {
	ID, Text, Lang, Variety, Author string
	At                              time.Time `json:"created_at"`
	DupOf                           string    `json:"dup_of"`
	Family                          string
	PII                             []struct {
		Kind       string
		Start, End int
	}
}

// corpusLabels reads a half of the corpus' labels; nil when it is not there.
func corpusLabels(half string) ([]corpusLine, error) {
	b, err := os.ReadFile(filepath.Join("testdata", "corpus", "labels", half+".ndjson"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []corpusLine
	for l := range strings.Lines(string(b)) {
		var c corpusLine
		if err := json.Unmarshal([]byte(l), &c); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

func cut(s string, words int) string {
	f := strings.Fields(s)
	return strings.Join(f[:min(words, len(f))], " ")
}

// absent says that a set is not there, so that nobody takes its silence for a
// measurement.
func (env Env) absent(set string) {
	env.say(i18n.Text{AR: "المجموعة %s غير موجودة، ولم تُقَس", EN: "set %s is absent and was not measured"}.In(env.Lang), set)
}
