package master

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Pass is what the labeller said in one reading.
type Pass struct {
	Lang      string `json:"lang"` // msa, gulf, other, arabizi, en, mixed or a language code
	Subject   string `json:"subject"`
	Sentiment string `json:"sentiment"`
	Intent    string `json:"intent"`
	Sarcasm   bool   `json:"sarcasm"`
}

// LangName is the language or, in Arabic, the variety.
func (t *Text) LangName() string { return langName(t.Variety, t.Lang) }

func langName(variety, code string) string {
	if variety == "f" {
		return code
	}
	return map[string]string{"m": "msa", "g": "gulf", "o": "other", "z": "arabizi", "e": "en", "x": "mixed"}[variety]
}

// loadPasses reads each half's second.tsv (key, variety, subject, sentiment, intent, "sar" or empty) and settled.tsv (key,
// label, value, why). The master's own labels become the first pass; what was settled becomes the label.
func loadPasses(dir string, all []*Text, subjects map[string]Subject) error {
	byKey := map[string]*Text{}
	for _, t := range all {
		byKey[t.Key] = t
	}
	for _, half := range []string{"dev", "test"} {
		err := eachRow(filepath.Join(dir, half, "second.tsv"), 6, func(f []string) error {
			t := byKey[f[0]]
			if t == nil || subjects[f[2]].Code == "" {
				return fmt.Errorf("no text %s or no subject %s", f[0], f[2])
			}
			t.First = &Pass{t.LangName(), t.Subject, t.Sentiment, t.Intent, t.Sarcasm}
			t.Second = &Pass{langName(f[1], t.Lang), f[2], f[3], f[4], f[5] == "sar"}
			return nil
		})
		if err != nil {
			return err
		}
		err = eachRow(filepath.Join(dir, half, "settled.tsv"), 4, func(f []string) error {
			t := byKey[f[0]]
			if t == nil || t.Second == nil {
				return fmt.Errorf("%s was not read twice", f[0])
			}
			return t.settle(f[1], f[2], f[3], subjects)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *Text) settle(label, value, why string, subjects map[string]Subject) error {
	switch label {
	case "subject":
		s, ok := subjects[value]
		if !ok {
			return fmt.Errorf("%s: unknown subject %q", t.Key, value)
		}
		t.Subject, t.Area = value, s.Area
	case "sentiment":
		t.Sentiment = value
	case "intent":
		t.Intent = value
	case "sarcasm":
		t.Sarcasm = value == "yes"
	default:
		return fmt.Errorf("%s: unknown label %q", t.Key, label)
	}
	note := label + " " + value + ": " + why
	if t.Note != "" {
		note = t.Note + "; " + note
	}
	t.Note = note
	return nil
}

// eachRow calls do for the fields of every line; a missing file has none.
func eachRow(name string, fields int, do func([]string) error) error {
	raw, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		return nil
	} else if err != nil {
		return err
	}
	for i, line := range strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if len(f) != fields {
			return fmt.Errorf("%s:%d: %d fields, want %d", name, i+1, len(f), fields)
		}
		if err := do(f); err != nil {
			return fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
	}
	return nil
}
