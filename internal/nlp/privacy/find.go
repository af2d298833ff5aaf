package privacy

import (
	"sync"

	"github.com/musharaka/musharaka/internal/nlp/lang"
	"github.com/musharaka/musharaka/internal/nlp/normalize"
)

// Finder finds personal data. It is safe for concurrent use.
type Finder struct {
	cues  map[string]cue
	names map[string]lang.NameClass
	view  *normalize.Pipeline
	pool  sync.Pool // of *state
}

// New reads the embedded word lists.
func New() *Finder {
	f := &Finder{cues: readCues(cueText), names: lang.Names(), view: normalize.New(viewSteps)}
	f.pool.New = func() any { return new(state) }
	return f
}

// Find returns what a text holds, in order and without overlap.
func (f *Finder) Find(text string) []Span {
	st := f.pool.Get().(*state)
	defer f.pool.Put(st)
	st.f, st.text = f, text
	f.view.Map(&st.mapped, text)
	st.v, st.finds = st.mapped.Bytes, st.finds[:0]
	st.read()
	st.signs()
	st.ibans()
	st.numbers()
	st.documents()
	st.addresses()
	st.people()
	st.signatures()
	spans := st.spans()
	st.text = "" // keep nobody's words
	return spans
}
