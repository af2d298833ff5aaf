// Package themes finds what people talk about: one tree of themes for all
// languages of a body of short civic texts, with labels, quotes and evidence.
//
// It is for discovery over a whole period (Discover) and for placing further
// texts into what was found (Model.Assign). It is not a classifier with fixed
// classes: service areas come from a taxonomy (package areas), themes from the
// texts alone. It is pure: no database, network, clock or files; the encoder,
// the previous state and editors' decisions are handed in, so that the same
// input and seed give the same answer on one class of processor kernel.
package themes

import (
	"context"
	"time"

	"github.com/musharaka/musharaka/internal/nlp/areas"
)

// Dim is the length of every vector.
const Dim = 384

// Encoder turns texts into vectors. dst has room for Dim numbers per text;
// vectors have length one and are not centred. It is called from one goroutine
// with batches of up to BatchSize texts and may work in parallel inside.
type Encoder interface {
	Encode(ctx context.Context, texts []string, dst []float32) error
	ModelVersion() string
}

// Item is one submission as the themes see it.
type Item struct {
	ID     string
	Text   string // what is clustered; mask personal data before
	Lang   string // ar, en, arabizi, mixed, another code; "" = guessed by script
	Author string // "" = unknown: each such message is a voice of its own
	Source string
	Time   time.Time
	// Group joins duplicates and campaigns: items of one group count once when
	// themes are formed. "" = only equal texts are joined.
	Group string
	// Reason takes the item out beforehand (ReasonNotSubmission…); "" = in.
	Reason string
	// Private keeps the text from being quoted.
	Private bool
	// Sentiment and Intent, where known, serve quotes by stance and the
	// measure of how much stance leaks into themes.
	Sentiment, Intent string
}

// Reasons why an item has no theme.
const (
	ReasonTooShort      = "too_short"      // no two words to judge by
	ReasonNotSubmission = "not_submission" // spam, a greeting, a link alone
	ReasonScript        = "script"         // a script that the encoder lacks
	ReasonFar           = "too_far"        // far from every theme
	ReasonTooFew        = "too_few"        // too few texts to form any theme
)

// Options of Discover. The zero value is the default for everything.
type Options struct {
	Seed   uint64
	Budget int // texts encoded at most; 0 = DefaultBudget
	Themes int // number of themes wished; 0 = found
	// Quick leaves out what only a report needs (stability by bootstraps).
	Quick bool
	// Stop is asked between batches of the encoder; true ends encoding early
	// and marks the result Partial.
	Stop func() bool
	// Areas is the taxonomy of service areas; nil = the one that ships. An
	// empty one gives no areas and no help from its words.
	Areas areas.Taxonomy
	// Previous is the state of the last run, whose ids are kept where the
	// themes are the same; nil = none.
	Previous *State
	// Decisions of editors; applied after matching.
	Decisions []Decision
}

// Defaults and limits.
const (
	DefaultBudget = 20_000
	BatchSize     = 256
)

// Theme is one node of the tree.
type Theme struct {
	ID         string         `json:"id"`
	Parent     string         `json:"parent,omitempty"`
	Level      int            `json:"level"` // 0 wide, 1 theme, 2 sub-theme
	LabelAR    string         `json:"label_ar"`
	LabelEN    string         `json:"label_en"`
	KeywordsAR []string       `json:"keywords_ar"`
	KeywordsEN []string       `json:"keywords_en"`
	Messages   int            `json:"messages"`
	Voices     int            `json:"voices"`
	Languages  map[string]int `json:"languages"`
	Cohesion   float64        `json:"cohesion"` // mean cosine of members to the centre, −1…1
	Quotes     []string       `json:"quotes"`   // ids, most representative first
	Area       string         `json:"area,omitempty"`
	AreaScore  float64        `json:"area_score,omitempty"`
	// OneLanguage names the language of a theme that holds far more of it
	// than its neighbourhood would let expect ("by accident"); else "".
	OneLanguage string `json:"one_language,omitempty"`
	// Status is "", or what editors decided: named, locked, ignored.
	Status string `json:"status,omitempty"`

	centre  []float32
	revived bool // by people's decisions
}

// Assignment is where one item went.
type Assignment struct {
	ID        string
	Theme     string   // "" = none, see Reason
	Path      []string // widest first, the theme and what lies below it included
	Score     float64  // cosine to the theme's centre
	Area      string   // code of the service area; "" = unclear
	AreaScore float64
	Reason    string
	Group     string // message group: equal for duplicates; "" if alone
	Estimated bool   // placed by an estimated vector
}

// Run says what was done and how sure it is.
type Run struct {
	ModelVersion string  `json:"model_version"`
	Kernel       string  `json:"kernel"`
	Seed         uint64  `json:"seed"`
	Texts        int     `json:"texts"`
	Distinct     int     `json:"distinct"`
	Encoded      int     `json:"encoded"`
	Estimated    int     `json:"estimated"`
	NoneShare    float64 `json:"none_share"`
	Modularity   float64 `json:"modularity"`
	Resolution   float64 `json:"resolution"`
	// Stability is the mean ARI between themes of resamples at the resolution
	// chosen; 0 if it was not measured.
	Stability float64        `json:"stability"`
	Reasons   map[string]int `json:"reasons"`
	// Density is the taxonomy's concepts per word of the texts; see steering.
	Density  float64        `json:"concept_density"`
	Partial  bool           `json:"partial,omitempty"`
	Estimate *EstimateError `json:"estimate,omitempty"`
	// ARIPrevious compares with the previous run on shared members; nil if
	// there was none.
	ARIPrevious *float64 `json:"ari_previous,omitempty"`
}

// EstimateError is measured on encoded texts that the estimator did not see.
type EstimateError struct {
	HeldBack  int     `json:"held_back"`
	Cosine    float64 `json:"cosine"`     // mean, estimated with encoded vector
	SameTheme float64 `json:"same_theme"` // share that lands in the same theme
}

// Result of Discover.
type Result struct {
	Run         Run
	Themes      []Theme // by level, then by messages, largest first
	Assignments []Assignment
	Events      []Event // against Options.Previous
	Unapplied   []int   // decisions without effect, by position
	State       *State
}
