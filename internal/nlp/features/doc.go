// Package features turns one text into what the cheap models read: folded
// tokens with their places in the original, and hashed word and character
// n-grams. It is computed once per text and shared by sentiment, intent, spam,
// toxicity, SDG and entities.
//
// It is not the general tokenizer or normaliser of the project: the weights of
// the shipped models are tied to every rule in here, so a change of a rule
// means training again (tools/train), and the rules may differ from what
// search or display want.
package features

// Kind says what a token is made of.
type Kind uint8

// The kinds of tokens. Links and mentions keep their place but no words.
const (
	Arabic Kind = iota + 1
	Latin
	OtherScript
	Number
	Emoji
	Mark // "!" or "?", runs counted as one
	Break
	Link
	Mention
	Laugh
)

// Tok is one token. Start and End are byte offsets, CPStart and CPEnd code
// point offsets into the original text, end exclusive.
type Tok struct {
	Start, End     int32
	CPStart, CPEnd int32
	rs, re         int32 // in Doc.runes
	w0, w1, c0, c1 int32 // this token's own buckets in Doc.Words and Doc.Chars
	Kind           Kind
	Hashtag        bool
	Long           bool // a letter was stretched: "جدااا", "soooo"
	// Full is the hash of the folded token; Key the same without the article
	// and a leading "and"; Bare also without a one-letter preposition; Stem
	// without common endings too.
	Full, Key, Bare, Stem uint64
}

// Doc is a prepared text. The zero value is ready for Reset; a Doc may be used
// again and again by one goroutine.
type Doc struct {
	Text string
	Lang string
	Toks []Tok
	// Words and Chars are buckets (Bits wide) of word and character n-grams,
	// one entry for every occurrence.
	Words, Chars []uint32

	Links, Mentions, Hashtags, Emojis, Marks, Stretched, Letters, Latins int

	runes []rune
}

// Bits is the width of a bucket number.
const Bits = 18

// New prepares a text. Lang is the code that language detection gave ("ar",
// "en", "arabizi", "mixed", …); it is carried along and changes nothing here.
func New(text, lang string) *Doc {
	d := new(Doc)
	d.Reset(text, lang)
	return d
}

// Reset prepares another text in the memory of the last one.
func (d *Doc) Reset(text, lang string) {
	*d = Doc{
		Text: text, Lang: lang,
		Toks: d.Toks[:0], Words: d.Words[:0], Chars: d.Chars[:0], runes: d.runes[:0],
	}
	d.scan()
	d.grams()
}

// Folded returns the folded letters of a token.
func (d *Doc) Folded(t *Tok) string { return string(d.runes[t.rs:t.re]) }

// Raw returns a token as it was written.
func (d *Doc) Raw(t *Tok) string { return d.Text[t.Start:t.End] }

// WordRange and CharRange say which buckets of Doc.Words and Doc.Chars came
// with a token (its pairs with the token before are among them).
func (t *Tok) WordRange() (from, to int) { return int(t.w0), int(t.w1) }

// CharRange is described with WordRange.
func (t *Tok) CharRange() (from, to int) { return int(t.c0), int(t.c1) }

// WordCount is the number of words in letters.
func (d *Doc) WordCount() (n int) {
	for i := range d.Toks {
		if d.Toks[i].Word() {
			n++
		}
	}
	return n
}

// Len is the number of folded letters in a token.
func (t *Tok) Len() int { return int(t.re - t.rs) }

// Word says whether a token is a word in letters.
func (t *Tok) Word() bool { return t.Kind == Arabic || t.Kind == Latin || t.Kind == OtherScript }

// Runes are the folded letters of a token; the slice belongs to the document.
func (d *Doc) Runes(t *Tok) []rune { return d.runes[t.rs:t.re] }
