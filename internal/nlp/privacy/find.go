package privacy

import (
	"sync"

	"github.com/musharaka/musharaka/internal/nlp/lang"
	"github.com/musharaka/musharaka/internal/nlp/normalize"
)

// Finder finds personal data. It is safe for concurrent use.
type Finder struct {
	cues  *table[cue]
	words *table[wordClass]
	names *table[lang.NameClass]
	view  *normalize.Pipeline
	pool  sync.Pool // of *state
}

// New reads the embedded word lists.
func New() *Finder {
	f := &Finder{cues: newTable(readClasses[cue](cueText, cueNames)), words: newTable(readClasses[wordClass](wordText, wordNames)), names: newTable(lang.Names()), view: normalize.New(viewSteps)}
	f.pool.New = func() any { return new(state) }
	return f
}

// Find returns what a text holds, in order and without overlap.
func (f *Finder) Find(text string) []Span {
	st := f.pool.Get().(*state)
	defer f.pool.Put(st)
	st.f, st.text = f, text
	st.view = f.view.Append(st.view[:0], text)
	st.v, st.finds, st.isMapped = st.view, st.finds[:0], false
	st.read()
	st.signs()
	st.ibans()
	st.numbers()
	st.documents()
	st.addresses()
	st.people()
	st.besideContacts()
	st.signatures()
	st.bareNames()
	spans := st.spans()
	st.text = "" // keep nobody's words
	return spans
}
