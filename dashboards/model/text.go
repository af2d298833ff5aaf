package model

import (
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
)

// Hidden is a count that may not leave the unit. Pages show it as a mark,
// whatever hid it.
const Hidden = -1

// Stance counts messages by sentiment. Unclear ones are those where the
// machine abstained; they are in no other count.
type Stance struct{ Neg, Neu, Pos, Unclear int }

// NoStance is a sentiment that may not leave the unit.
func NoStance() Stance { return Stance{Hidden, Hidden, Hidden, Hidden} }

// Withheld tells whether the sentiment may not be shown.
func (s Stance) Withheld() bool { return s.Neg < 0 || s.Neu < 0 || s.Pos < 0 || s.Unclear < 0 }

// Clear is the number of messages with a label.
func (s Stance) Clear() int {
	if s.Withheld() {
		return Hidden
	}
	return s.Neg + s.Neu + s.Pos
}

// All is the number of messages.
func (s Stance) All() int {
	if s.Withheld() {
		return Hidden
	}
	return s.Clear() + s.Unclear
}

// TextSummary is what the words of the reporting period add up to.
type TextSummary struct {
	Preliminary bool // the quality of text analysis has not been measured on this body's texts
	Messages    int
	Voices      int // distinct authors; unnamed messages count one each
	Stance      Stance
	Corrected   *Range // the negative share of Stance less the measured errors; nil: not known
	ByMonth     []MonthStance
	ByDay       []Count // messages per local day
	Languages   []NamedCount
	Intents     []NamedCount
	Governorate []PlaceStance
	SDG         []NamedCount
	Repeats     int // messages that repeat another
	Failed      int // texts with an error
}

// Range is an estimate with its 95 % interval.
type Range struct{ Value, Low, High float64 }

// MonthStance is the sentiment of a month.
type MonthStance struct {
	Start time.Time
	Stance
}

// NamedCount counts one code; Name may be empty if the page knows the code.
type NamedCount struct {
	Code string
	Name i18n.Text
	N    int
}

// PlaceStance is the messages and voices of a governorate.
type PlaceStance struct {
	Code     string
	Messages int
	Voices   int
	Stance
}

// ThemeSet is one run of theme discovery.
type ThemeSet struct {
	Run         string
	AsOf        time.Time
	Texts       int
	NoneShare   *float64
	Modularity  *float64
	Model       string
	Themes      []Theme // of the natural level, largest first
	Points      []Point // sampled messages of the map
	None        []NamedCount
	Changed     *TreeChange // since the run before; nil on a first run
	Preliminary bool
}

// Theme is a group of messages about one thing.
type Theme struct {
	ID, Parent  string
	Label       i18n.Text
	ParentLabel i18n.Text
	Keywords    [2][]string // Arabic, English
	Area        string
	Messages    int
	Voices      int
	Cohesion    *float64
	Stance      Stance
	ByMonth     []Count
	Languages   []NamedCount
	Sources     []NamedCount
	Governorate []NamedCount
	Groups      []NamedCount
	Intents     []NamedCount
	Quotes      []Quote
	Related     []string // theme ids, nearest first
	Recent      int      // messages in the last quarter of the window
	Before      int      // messages in the quarter before it
	Trend       string   // rising, falling, steady, new, scarce
	Signals     *Signals // nil where the analysis kept none, and for the public
	Status      string
}

// Quote is a masked message shown as an example.
type Quote struct {
	ID, Text, Lang, Source string
	Day                    time.Time
	Stance                 string // negative, neutral, positive, unclear; empty: not told
	Cleared                bool
}

// Point is a message in the two-dimensional map.
type Point struct {
	X, Y  float64
	Theme string
}

// ModelCard is what one model can and cannot do, with its measured scores.
type ModelCard struct {
	ID     string
	Name   i18n.Text
	Does   i18n.Text
	Cannot i18n.Text
	Data   i18n.Text
	Scores []Score
}

// Score is one measured quality figure.
type Score struct {
	Set, Slice, Metric string
	Value              float64
	Low, High          *float64
	N                  int
}
