package themes

import (
	"strings"
	"unicode"

	"github.com/musharaka/musharaka/internal/nlp/arabizi"
	"github.com/musharaka/musharaka/internal/nlp/detect"
)

// maxRunes is as much of a text as is encoded: what a submission is about is
// said in its first paragraphs, and time grows with length.
const maxRunes = 1000

// clean takes out what carries no subject: links, mentions, the marks of
// hashtags, runs of blanks.
func clean(s string) string {
	var b strings.Builder
	n := 0
	for f := range strings.FieldsSeq(s) {
		if strings.Contains(f, "://") || strings.HasPrefix(f, "www.") || (f[0] == '@' && len(f) > 1) || f == "RT" {
			continue
		}
		if f[0] == '#' {
			f = strings.ReplaceAll(strings.TrimLeft(f, "#"), "_", " ")
		}
		if f == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
			n++
		}
		for _, r := range f {
			if n++; n > maxRunes {
				return b.String()
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// fingerprint is equal for texts that differ only in case, marks and blanks.
func fingerprint(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(foldRune(r))
		case unicode.IsSpace(r):
			if b.Len() > 0 && !strings.HasSuffix(b.String(), " ") {
				b.WriteByte(' ')
			}
		}
	}
	return strings.TrimSuffix(b.String(), " ")
}

// foldRune joins letters that writers use for each other.
func foldRune(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى':
		return 'ي'
	case 'ة':
		return 'ه'
	}
	return unicode.ToLower(r)
}

// script counts letters of a text: Arabic, Latin and others.
func script(s string) (arabic, latin, other int) {
	for _, r := range s {
		switch {
		case !unicode.IsLetter(r):
		case unicode.Is(unicode.Arabic, r):
			arabic++
		case unicode.Is(unicode.Latin, r):
			latin++
		default:
			other++
		}
	}
	return arabic, latin, other
}

// unit is one distinct text with the items that say it.
type unit struct {
	text  string
	lang  string
	items []int32 // positions, ascending; the first is the one that is shown
	row   int     // row of the encoded sample, −1 if estimated
}

// corpus is the input after cleaning and joining of duplicates.
type corpus struct {
	items  []Item
	units  []unit
	unitOf []int32 // per item, −1 if it is out
	reason []string
}

func prepare(items []Item) *corpus {
	c := &corpus{items: items, unitOf: make([]int32, len(items)), reason: make([]string, len(items))}
	texts, langs := make([]string, len(items)), make([]string, len(items))
	det, conv := detect.New(), arabizi.New()
	parallel(len(items), func(i int) {
		texts[i] = clean(items[i].Text)
		langs[i], c.reason[i] = judge(texts[i], items[i], det)
		if langs[i] == "arabizi" {
			texts[i] = conv.Convert(texts[i]) // what the encoder and the words can read
		}
	})
	byKey := make(map[string]int32, len(items))
	byGroup := make(map[string]int32)
	for i, it := range items {
		c.unitOf[i] = -1
		text, lang := texts[i], langs[i]
		if c.reason[i] != "" {
			continue
		}
		key := fingerprint(text)
		u, ok := byKey[key]
		if !ok && it.Group != "" {
			u, ok = byGroup[it.Group]
		}
		if !ok {
			u = int32(len(c.units))
			c.units = append(c.units, unit{text: text, lang: lang, row: -1})
		}
		byKey[key] = u
		if it.Group != "" {
			if _, seen := byGroup[it.Group]; !seen {
				byGroup[it.Group] = u
			}
		}
		c.units[u].items = append(c.units[u].items, int32(i))
		c.unitOf[i] = u
	}
	return c
}

// judge gives the language under which a text is centred, or the reason why it
// stays out.
func judge(text string, it Item, det *detect.Detector) (lang, reason string) {
	if it.Reason != "" {
		return "", it.Reason
	}
	a, l, o := script(text)
	letters := a + l + o
	switch {
	case letters == 0:
		return "", ReasonNotSubmission
	case o*2 > letters:
		return "", ReasonScript
	case letters < 6 || !strings.Contains(text, " "):
		return "", ReasonTooShort
	}
	if it.Lang != "" && it.Lang != "und" {
		return it.Lang, ""
	}
	if lang = det.Detect(text).Lang; lang == "und" {
		lang = "en"
		if a > l {
			lang = "ar"
		}
	}
	return lang, ""
}
