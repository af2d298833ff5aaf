// Package privacy finds what identifies a person in a text and hides it: phone
// and civil numbers, passports, plates, IBANs, cards, mail and postal
// addresses, handles, personal links, and names after the words that introduce
// them. It knows Omani forms in every spelling that people use.
//
// It reads one text at a time with hand-written scanners: no regular
// expressions, time linear in the length. It is no anonymisation: a text that
// describes a person without naming one is left as it is.
package privacy

// Kind is what a span holds.
type Kind string

// The kinds.
const (
	Phone    Kind = "phone"
	CivilID  Kind = "civil_id"
	Email    Kind = "email"
	IBAN     Kind = "iban"
	Card     Kind = "card"
	Plate    Kind = "plate"
	Passport Kind = "passport"
	Name     Kind = "name"
	Handle   Kind = "handle"
	URLUser  Kind = "url_user"
	Address  Kind = "address"
)

// Kinds lists all kinds in a fixed order.
func Kinds() []Kind {
	return []Kind{Phone, CivilID, Email, IBAN, Card, Plate, Passport, Name, Handle, URLUser, Address}
}

// Span is one find, in code points of the text, end exclusive. Spans of one
// text are in order and do not overlap.
type Span struct {
	Kind  Kind   `json:"kind"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Rule  string `json:"-"` // which rule fired, for --explain
}
