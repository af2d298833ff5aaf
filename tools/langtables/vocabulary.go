package main

import (
	"bytes"
	"cmp"
	"compress/flate"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/musharaka/musharaka/internal/nlp/normalize"
	"github.com/musharaka/musharaka/internal/nlp/tokenize"
)

// leastSeen is how often a word must be seen to be believed.
const leastSeen = 2

// vocabulary writes the words of real Arabic, and the English words that people
// mix in, for package arabizi: "key<tab>count<tab>spelling" lines in the order of
// the keys, compressed. The key is the spelling of normalize.Loose; the spelling
// is the most frequent one, left out where it equals the key.
func vocabulary(s sets, emoji []string, out string) error {
	arabic := []string{}
	for _, name := range []string{"saudi", "tweet_msa", "tweet_gulf", "tweet_egypt", "tweet_levant", "tweet_magreb"} {
		arabic = append(arabic, s[name]...)
	}
	arabic = append(arabic, emoji...)
	for range 5 {
		arabic = append(arabic, s["own_gulf"]...)
	}
	for _, job := range []struct {
		file  string
		texts []string
		ar    bool
		least int
	}{{"arabic.bin", arabic, true, leastSeen}, {"english.bin", append(s["vader"], s["eng_Latn"]...), false, 3}} {
		var b bytes.Buffer
		w, err := flate.NewWriter(&b, flate.BestCompression)
		if err != nil {
			return err
		}
		n := 0
		for _, line := range count(job.texts, job.ar, job.least) {
			if _, err := fmt.Fprintln(w, line); err != nil {
				return err
			}
			n++
		}
		if err := w.Close(); err != nil {
			return err
		}
		fmt.Printf("%s: %d words, %d bytes\n", job.file, n, b.Len())
		if err := os.WriteFile(filepath.Join(out, job.file), b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// count counts words and returns sorted lines.
func count(texts []string, arabic bool, least int) []string {
	freq := map[string]int{}
	spellings := map[string]map[string]int{}
	seen := map[string]bool{}
	var toks []tokenize.Token
	for _, t := range texts {
		if seen[t] {
			continue
		}
		seen[t] = true
		toks = tokenize.Append(toks[:0], t)
		for _, tok := range toks {
			if tok.Kind != tokenize.Word {
				continue
			}
			key := normalize.Text(tok.Text, normalize.Loose)
			if !plausible(key, arabic) {
				continue
			}
			freq[key]++
			if arabic {
				spelled := normalize.Text(tok.Text, normalize.Clean|normalize.Diacritics|normalize.Elongation)
				if spellings[key] == nil {
					spellings[key] = map[string]int{}
				}
				spellings[key][spelled]++
			}
		}
	}
	var lines []string
	for key, n := range freq {
		if n < least {
			continue
		}
		line := fmt.Sprintf("%s\t%d", key, n)
		if best := commonest(spellings[key]); best != "" && best != key {
			line += "\t" + best
		}
		lines = append(lines, line)
	}
	slices.SortFunc(lines, func(a, b string) int { // by key, not by the bytes behind it
		x, _, _ := strings.Cut(a, "\t")
		y, _, _ := strings.Cut(b, "\t")
		return cmp.Compare(x, y)
	})
	return lines
}

func commonest(m map[string]int) string {
	best := ""
	for s, n := range m {
		if best == "" || n > m[best] || n == m[best] && s < best {
			best = s
		}
	}
	return best
}

// plausible keeps words of one script, of a length that words have.
func plausible(key string, arabic bool) bool {
	n := utf8.RuneCountInString(key)
	if n < 1 || n > 15 {
		return false
	}
	for _, r := range key {
		if arabic && !strings.ContainsRune("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", r) || !arabic && (r < 'a' || r > 'z') && r != '\'' {
			return false
		}
	}
	return true
}

// emojiTweets reads the lines of the tweets that were labelled by emoji.
func emojiTweets(data string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(data, "sentiment/motazsaad_emoji_tweets/train_*.tsv"))
	if err != nil {
		return nil, err
	}
	var out []string
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		for l := range strings.Lines(string(b)) {
			if _, text, ok := strings.Cut(l, "\t"); ok {
				out = append(out, clean(text))
			}
		}
	}
	return out, nil
}
