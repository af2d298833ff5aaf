package model

import "github.com/musharaka/musharaka/internal/i18n"

// Signals is what is remarkable about a theme, with how sure that is. It is
// for the internal edition: its counts are not protected.
type Signals struct {
	Trend     Shift
	Lifts     []Lift // strongest first
	Adopted   Adoptions
	Open      Waiting
	Related   []RelatedTheme // strongest first
	Evidence  i18n.Text      // one sentence
	OlderThan int            // messages before the periods looked at
}

// Shift compares a theme's share of all messages in the last 91 days with the
// four such periods before them.
type Shift struct {
	Kind           string  // new, rising, falling, steady, scarce
	Change         float64 // ratio of the two shares
	Low, High      float64 // 95 %
	P, FDR         float64
	Recent, Before int
}

// Lift is a group, place or source that a theme hears more from than others do.
type Lift struct {
	Dimension, Code  string
	Name             i18n.Text // empty: the page knows the code
	Messages, Voices int
	Lift, Low, High  float64
}

// Adoptions counts what became of a theme's messages, as indicator G2 counts.
type Adoptions struct {
	Used, Countable int
	Share           *float64
	Low, High       float64
}

// Waiting counts messages without decision or answer.
type Waiting struct {
	Messages   int
	MedianDays float64
	OldestDays int
}

// RelatedTheme is another theme, near by the same voices or by meaning.
type RelatedTheme struct {
	ID, By string
	Score  float64
}
