package master

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Span is an identifier in Text.Body, in code points, end exclusive.
type Span struct {
	Kind  string `json:"kind"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Text is one submission: what its author wrote and what the labeller said about it.
type Text struct {
	Key                           string // batch and number: b01-017
	Variety, Source               string // one letter each
	Subject, Area                 string
	Sentiment, Intent             string // words of the product's contract
	Sarcasm, Spam, Toxic, InfoAsk bool
	SDG                           []int
	Gov                           string // ISO code of the governorate, empty if not said
	Date                          string // hint
	Author                        string // author key, empty: derived
	Family                        string // near, exact, campaign; empty for an original
	RefTag, Tag                   string
	Ref                           *Text // original of a copy
	Lang, Note                    string
	Title, Body                   string // Body without the title; Full joins them
	PII                           []Span // in Full
	Votes                         int    // -1: derived
	First                         *Pass  // the first labels, if the second pass read the text
	Second                        *Pass
}

// Full is the text as one string: title, line break, body, as the platform's connector joins them.
func (t *Text) Full() string {
	if t.Title == "" {
		return t.Body
	}
	return t.Title + "\n" + t.Body
}

// Root is the original of a copy, else the text itself.
func (t *Text) Root() *Text {
	for t.Ref != nil {
		t = t.Ref
	}
	return t
}

var keyForm = regexp.MustCompile(`^b[0-9]{2}-[0-9]{3}$`)

var dateForm = regexp.MustCompile(`^(0[1-9]|1[0-2])(-[0-3][0-9](T[0-2][0-9]:[0-5][0-9])?)?$`)

var mark = regexp.MustCompile(`\{(phone|civil_id|email|iban|card|plate|passport|name|handle|url_user|address):([^{}]*)\}`)

// Load reads subjects.tsv and, in the halves' folders dev and test of dir, every b*.txt, second.tsv and settled.tsv.
// A line in the wrong half is an error.
func Load(dir string) ([]*Text, map[string]Subject, error) {
	subjects, err := loadSubjects(filepath.Join(dir, "subjects.tsv"))
	if err != nil {
		return nil, nil, err
	}
	var all []*Text
	in := map[string]string{} // key → half
	for _, half := range []string{"dev", "test"} {
		files, err := filepath.Glob(filepath.Join(dir, half, "b*.txt"))
		if err != nil {
			return nil, nil, err
		}
		for _, name := range files {
			texts, err := loadFile(name, subjects)
			if err != nil {
				return nil, nil, err
			}
			for _, t := range texts {
				if in[t.Key] != "" {
					return nil, nil, fmt.Errorf("%s: key %s was used before", name, t.Key)
				}
				in[t.Key] = half
			}
			all = append(all, texts...)
		}
	}
	slices.SortFunc(all, func(a, b *Text) int { return strings.Compare(a.Key, b.Key) })
	if err := loadPasses(dir, all, subjects); err != nil {
		return nil, nil, err
	}
	if err := link(all); err != nil {
		return nil, nil, err
	}
	for _, t := range all {
		if in[t.Key] != t.Half() {
			return nil, nil, fmt.Errorf("%s belongs into master/%s", t.Key, t.Half())
		}
	}
	return all, subjects, nil
}

// link resolves near= references and refuses a key or tag used twice.
func link(all []*Text) error {
	tags := map[string]*Text{}
	for _, t := range all {
		tags[t.Key] = t
		if t.Tag == "" {
			continue
		}
		if tags[t.Tag] != nil {
			return fmt.Errorf("%s: tag %q was used before", t.Key, t.Tag)
		}
		tags[t.Tag] = t
	}
	for _, t := range all {
		if t.RefTag == "" {
			continue
		}
		if t.Ref = tags[t.RefTag]; t.Ref == nil || t.Ref == t {
			return fmt.Errorf("%s: no text has the tag or key %q", t.Key, t.RefTag)
		}
		r := t.Root() // a copy is labelled as its original
		t.Subject, t.Area, t.Sentiment, t.Intent, t.Sarcasm, t.SDG = r.Subject, r.Area, r.Sentiment, r.Intent, r.Sarcasm, r.SDG
		if t.Body == "=" { // a verbatim copy
			if (t.Source == "p") != (t.Ref.Source == "p") {
				return fmt.Errorf("%s: a copy with a title cannot leave the platform", t.Key)
			}
			t.Title, t.Body, t.PII = t.Ref.Title, t.Ref.Body, t.Ref.PII
		}
	}
	return nil
}

func loadFile(name string, subjects map[string]Subject) ([]*Text, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var texts []*Text
	lines := bufio.NewScanner(f)
	lines.Buffer(make([]byte, 1<<20), 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		t, err := parseLine(line, subjects)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		texts = append(texts, t)
	}
	return texts, lines.Err()
}

var (
	sentiments = map[string]string{"n": "negative", "u": "neutral", "p": "positive"}
	intents    = map[string]string{"c": "complaint", "s": "suggestion", "q": "question", "p": "praise", "r": "report", "o": "other"}
)

func parseLine(line string, subjects map[string]Subject) (*Text, error) {
	key, rest, _ := strings.Cut(line, "|")
	if !keyForm.MatchString(key) {
		return nil, fmt.Errorf("%q is not a key like b07-012", key)
	}
	f := strings.SplitN(rest, "|", 7)
	if len(f) != 7 {
		return nil, fmt.Errorf("%d fields after the key, want 7", len(f))
	}
	t := &Text{Key: key, Variety: f[0], Source: f[1], Subject: f[2], Sentiment: sentiments[f[3]], Intent: intents[f[4]], Votes: -1}
	s, ok := subjects[f[2]]
	switch {
	case !ok:
		return nil, fmt.Errorf("unknown subject %q", f[2])
	case !strings.Contains("mgozexf", f[0]) || len(f[0]) != 1:
		return nil, fmt.Errorf("unknown variety %q", f[0])
	case !strings.Contains("pstl", f[1]) || len(f[1]) != 1:
		return nil, fmt.Errorf("unknown source %q", f[1])
	case t.Sentiment == "" || t.Intent == "":
		return nil, fmt.Errorf("unknown sentiment or intent %q %q", f[3], f[4])
	}
	t.Area = s.Area
	if err := t.extras(f[5]); err != nil {
		return nil, err
	}
	return t, t.body(f[6])
}

func (t *Text) extras(field string) error {
	for _, e := range strings.Split(field, ";") {
		k, v, _ := strings.Cut(e, "=")
		switch k {
		case "":
		case "sar":
			t.Sarcasm = true
		case "spam":
			t.Spam = true
		case "tox":
			t.Toxic = true
		case "info":
			t.InfoAsk = true
		case "gov":
			t.Gov = "OM-" + v
		case "d":
			if !dateForm.MatchString(v) {
				return fmt.Errorf("extra %q: want MM, MM-DD or MM-DDTHH:MM", e)
			}
			t.Date = v
		case "a":
			t.Author = v
		case "id":
			t.Tag = v
		case "near", "exact", "campaign":
			t.Family, t.RefTag = k, v // without a value: the first of its family
		case "area":
			t.Area = v
		case "lang":
			t.Lang = v
		case "note":
			t.Note = v
		case "sdg", "v":
			n, err := strconv.Atoi(v)
			if err != nil {
				return fmt.Errorf("extra %q: %w", e, err)
			}
			if k == "v" {
				t.Votes = n
			} else {
				t.SDG = append(t.SDG, n)
			}
		default:
			return fmt.Errorf("unknown extra %q", e)
		}
	}
	return nil
}

// body splits the title off, resolves line breaks and turns marks into spans.
func (t *Text) body(s string) error {
	s = strings.ReplaceAll(strings.TrimSpace(s), `\n`, "\n")
	if title, rest, ok := strings.Cut(s, " :: "); ok && t.Source == "p" {
		t.Title, s = title, rest
	} else if t.Source == "p" && s != "=" {
		return fmt.Errorf("a proposal needs a title")
	}
	base := 0
	if t.Title != "" {
		base = utf8.RuneCountInString(t.Title) + 1
	}
	var b strings.Builder
	last := 0
	for _, m := range mark.FindAllStringSubmatchIndex(s, -1) {
		b.WriteString(s[last:m[0]])
		start := base + utf8.RuneCountInString(b.String())
		value := s[m[4]:m[5]]
		b.WriteString(value)
		t.PII = append(t.PII, Span{s[m[2]:m[3]], start, start + utf8.RuneCountInString(value)})
		last = m[1]
	}
	b.WriteString(s[last:])
	t.Body = b.String()
	if t.Body == "" {
		return fmt.Errorf("empty text")
	}
	return nil
}
