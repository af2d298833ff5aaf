package model

import (
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
)

// Representation says which of a unit's groups spoke about which theme, and
// what weighting to their sizes changes. It is for the internal edition.
type Representation struct {
	Groups  []SizedGroup
	Themes  []ThemeVoices // most voices first
	Opinion Opinion
	K       int // smallest count that is told
}

// SizedGroup is a targeted group with the size that the unit entered.
type SizedGroup struct {
	ID      string
	Name    string
	Size    *int64
	Source  string
	SizedOn time.Time
	Old     bool // too old to weight by
}

// ThemeVoices is who spoke about one theme, in the order of the groups.
type ThemeVoices struct {
	ID     string
	Voices []GroupVoices
}

// GroupVoices is how many of a group spoke; Hidden: some, but too few to show.
type GroupVoices struct {
	N        int
	Expected float64 // by the group's share of all themes; 0: not to be told
}

// Opinion is the negative share of what known groups said, as read by the
// machine, beside the same share weighted to their sizes.
type Opinion struct {
	Messages         int
	Unweighted       *float64
	Weighted         *float64 // nil: Why names the condition that does not hold
	EffectiveN, Deff float64
	Why              i18n.Text
}

// TreeChange is what happened to the themes since the run before.
type TreeChange struct {
	Since  time.Time // as_of of the run before
	Events []ThemeEvent
}

// ThemeEvent is one theme's birth, death, merge or split.
type ThemeEvent struct {
	Kind      string // birth, split, merge, death
	ID        string
	Label     i18n.Text
	With      string // merge: the theme it went into; split: the one it came from
	WithLabel i18n.Text
}
