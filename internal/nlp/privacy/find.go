package privacy

import (
	"sync"

	"github.com/musharaka/musharaka/internal/nlp/normalize"
)

// Finder finds personal data. It is safe for concurrent use.
type Finder struct {
	lexicon *lexicon
	view    *normalize.Pipeline
	pool    sync.Pool // of *state
}

// New reads the embedded word lists.
func New() *Finder {
	f := &Finder{lexicon: newLexicon(), view: normalize.New(viewSteps)}
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
