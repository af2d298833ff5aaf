package publish

import (
	"context"
	"hash/maphash"
	"html"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/musharaka/musharaka/dashboards"
	"github.com/musharaka/musharaka/dashboards/assets"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
)

// run is how many words in a row give a text away.
const run = 6

// guard reads the finished bytes of the public edition, before any of them is
// written, for what must not be in them: pseudonyms, and words that nobody
// cleared. It looks at files as readers and programs would: tags taken out,
// entities, \u escapes and percent signs decoded, letters folded, file names
// included.
//
// It is the last line, not the rule: redact decides what is public.
type guard struct {
	seed  maphash.Seed
	grams map[uint64]string // every run of words of the edition, with a file that has it
	ids   map[string]string // every word made of letters, digits and dashes, with a file that has it
	fine  map[uint64]bool   // runs that were cleared or are ours
	own   *strings.Replacer // takes out the scripts that pages carry along
}

func newGuard() *guard {
	var pairs []string
	for _, name := range assets.Site() {
		if strings.HasSuffix(name, ".js") {
			if b, err := fs.ReadFile(assets.FS(), name); err == nil {
				pairs = append(pairs, string(b), " ")
			}
		}
	}
	return &guard{seed: maphash.MakeSeed(), grams: map[uint64]string{}, ids: map[string]string{}, fine: map[uint64]bool{}, own: strings.NewReplacer(pairs...)}
}

// add reads a file of the edition.
func (g *guard) add(f dashboards.File) {
	if strings.HasPrefix(f.Path, "assets/vendor/") {
		return // libraries and fonts as they came
	}
	plain := string(f.Data)
	if strings.HasSuffix(f.Path, ".html") {
		plain = g.own.Replace(fonts.ReplaceAllString(plain, " "))
	}
	plain = decode(plain)
	// Words may be split by tags inside a line, and end at those of blocks.
	read := tags.ReplaceAllString(inline.ReplaceAllString(plain, ""), " ")
	for _, view := range []string{f.Path, decode(f.Path), plain, read} {
		g.each(view, func(h uint64) {
			if _, ok := g.grams[h]; !ok {
				g.grams[h] = f.Path
			}
		})
		for _, w := range strings.FieldsFunc(view, func(r rune) bool {
			return r != '-' && r != '_' && r != ':' && (r > 127 || !unicode.IsLetter(r) && !unicode.IsDigit(r))
		}) {
			if len(w) >= 6 {
				if _, ok := g.ids[w]; !ok {
					g.ids[w] = f.Path
				}
			}
		}
	}
}

// allow takes words that may stand in the edition: what a person cleared, and
// what the unit itself writes.
func (g *guard) allow(words string) {
	g.each(words, func(h uint64) { g.fine[h] = true })
}

// each hashes every run of words of s.
func (g *guard) each(s string, fn func(uint64)) {
	words := foldWords(s)
	hashes := make([]uint64, len(words))
	for i, w := range words {
		hashes[i] = maphash.String(g.seed, w)
	}
	for i := 0; i+run <= len(words); i++ {
		var h uint64
		for _, x := range hashes[i : i+run] {
			h = h*0x9E3779B97F4A7C15 + x
		}
		fn(h)
	}
}

// words reports the file that holds a run of a text which nobody cleared.
func (g *guard) words(text string) (file string) {
	g.each(text, func(h uint64) {
		if f, ok := g.grams[h]; ok && !g.fine[h] && file == "" {
			file = f
		}
	})
	return file
}

// pseudonyms reports a file that holds one of ids, even inside a longer word.
func (g *guard) pseudonyms(ids map[string]bool) (file string) {
	byLen := map[int]bool{}
	for id := range ids {
		byLen[len(id)] = true
	}
	for w, f := range g.ids {
		for n := range byLen {
			for i := 0; i+n <= len(w); i++ {
				if ids[w[i:i+n]] && (file == "" || f < file) {
					file = f
				}
			}
		}
	}
	return file
}

// check searches the edition for every pseudonym and every text of the store.
func (g *guard) check(ctx context.Context, db *store.DB, cleared map[string]bool) error {
	ids := map[string]bool{}
	err := scan(ctx, db, "guard_authors", func(id, _ string) error {
		if len(id) >= 6 {
			ids[id] = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	if file := g.pseudonyms(ids); file != "" {
		return i18n.Errorf(i18n.Text{AR: "لم تُنشر النسخة العامة: في الملف %s معرّف مستعار لشخص", EN: "the public edition was not published: %s holds a person's pseudonym"}, file)
	}
	err = scan(ctx, db, "guard_cleared", func(id, text string) error {
		if cleared[id] {
			g.allow(text)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return scan(ctx, db, "guard_texts", func(id, text string) error {
		if file := g.words(text); file != "" {
			return i18n.Errorf(i18n.Text{AR: "لم تُنشر النسخة العامة: في الملف %s كلمات من المشاركة %s لم يُجز نشرها", EN: "the public edition was not published: %s holds words of submission %s that nobody cleared"}, file, id)
		}
		return nil
	})
}

// scan runs a statement of two columns of text.
func scan(ctx context.Context, db *store.DB, name string, fn func(id, text string) error) error {
	b, err := statements.ReadFile("sql/" + name + ".sql")
	if err != nil {
		return err
	}
	rows, err := db.Query(ctx, string(b))
	if err != nil {
		return wrapf(err, name)
	}
	defer rows.Close()
	for rows.Next() {
		var id, text string
		if err := rows.Scan(&id, &text); err != nil {
			return wrapf(err, name)
		}
		if err := fn(id, text); err != nil {
			return err
		}
	}
	return wrapf(rows.Err(), name)
}

var (
	tags    = regexp.MustCompile(`<[^>]*>`)
	inline  = regexp.MustCompile(`</?(?:a|b|bdi|code|em|i|mark|span|strong)(?:\s[^>]*)?>`)
	fonts   = regexp.MustCompile(`url\(data:font/woff2;base64,[A-Za-z0-9+/=]*\)`)
	escaped = regexp.MustCompile(`\\u[0-9a-fA-F]{4}|\\[nrt"\\/]`)
	percent = regexp.MustCompile(`(?:%[0-9a-fA-F]{2})+`)
	folding = regexp.MustCompile(`\r?\n[ \t]`) // of long lines in calendars
)

// decode undoes the ways in which files write letters.
func decode(s string) string {
	s = html.UnescapeString(s)
	s = folding.ReplaceAllStringFunc(s, func(m string) string {
		if m[0] == '\r' {
			return ""
		}
		return m
	})
	s = escaped.ReplaceAllStringFunc(s, func(m string) string {
		if m[1] != 'u' {
			return " "
		}
		n, err := strconv.ParseUint(m[2:], 16, 32)
		if err != nil {
			return m
		}
		return string(rune(n))
	})
	return percent.ReplaceAllStringFunc(s, func(m string) string {
		var b []byte
		for i := 0; i < len(m); i += 3 {
			n, err := strconv.ParseUint(m[i+1:i+3], 16, 8)
			if err != nil {
				return m
			}
			b = append(b, byte(n))
		}
		if !utf8.Valid(b) {
			return m
		}
		return string(b)
	})
}

// foldWords are the words of s in one form: lower case, Arabic letters that
// are written in several ways made one, marks and punctuation left out.
func foldWords(s string) []string {
	return strings.FieldsFunc(strings.Map(fold, s), func(r rune) bool { return r == ' ' })
}

func fold(r rune) rune {
	switch {
	case r == 'أ', r == 'إ', r == 'آ', r == 'ٱ':
		return 'ا'
	case r == 'ى':
		return 'ي'
	case r == 'ة':
		return 'ه'
	case r < 128:
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return ' '
	case r == 0x640, unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
		return -1
	case r >= '٠' && r <= '٩':
		return r - '٠' + '0'
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return unicode.ToLower(r)
	}
	return ' '
}
