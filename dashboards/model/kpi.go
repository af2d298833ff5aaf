package model

import (
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
)

// IndicatorGroup is a family of indicators, such as the guideline's six.
type IndicatorGroup struct {
	ID   string // first letter of the ids in it
	Name i18n.Text
}

// Definition is what an indicator measures and how.
type Definition struct {
	ID         string
	Parent     string // id of the main row, empty for main rows
	Group      string
	Name       i18n.Text
	Unit       string // share, yesno, count, number, days, hours, months, omr, points, level
	Bounds     bool
	Direction  string // up, down, band, none
	Target     *float64
	TargetFrom string // GT, OD, unit, empty
	Version    string
	Formula    i18n.Text
	What       i18n.Text // one plain sentence
	Section    string    // of the guideline
	Quote      string    // the guideline's own Arabic words
	Needs      []string  // registers
	SQL        string
	View       string
	Ours       bool // the method is the project's, the guideline is silent
}

// Status words of a value, in the order in which they win.
const (
	NotApplicable = "not_applicable"
	NotComputable = "not_computable"
	Undefined     = "undefined"
	DataError     = "data_error"
	Provisional   = "provisional"
	OK            = "ok"
	Suppressed    = "suppressed"
)

// Value is one result row. Value, Low and High are nil unless the status is
// ok or provisional; Num and Den are never rounded.
type Value struct {
	KPI, Version string
	Period       Period
	AsOf         time.Time
	Dims         []Dim // sorted by key
	Num, Den     *float64
	Value        *float64
	Low, High    *float64
	CILow, CIHi  *float64
	Persons      *int64
	Status       string
	Reasons      []string // CODE or CODE:detail,detail
	Target       *float64
	TargetFrom   string
	Inputs       string // hash

	Coverage  *float64 // share of the inputs that is known; nil: the number has none
	Break     string   // "", "definition" or "coverage": not comparable with the same number of the period before
	Previous  *float64 // the number of the period before, where it may be compared
	YearPrior *float64 // the number of the same period a year before, where it may be compared
}

// Dim is one key and value of a broken-down row.
type Dim struct{ Key, Value string }

// Dim returns the value of a key, or "".
func (v Value) Dim(key string) string {
	for _, d := range v.Dims {
		if d.Key == key {
			return d.Value
		}
	}
	return ""
}

// Known tells whether there is a number to show.
func (v Value) Known() bool {
	return v.Value != nil && (v.Status == OK || v.Status == Provisional)
}

// Change is one difference to the last edition, for one generated sentence.
type Change struct {
	Unit     i18n.Text
	UnitID   string
	KPI      string
	Before   Value
	Now      Value
	Previous time.Time // as-of of the last edition
}

// Duty is something owed at a date.
type Duty struct {
	UnitID  string
	Unit    i18n.Text
	Kind    string // rule of the calendar of obligations, or start; locale key suffix
	Subject string // title of the activity or name of the thing, as registered
	Due     time.Time
	Done    time.Time // zero if open
	State   string    // overdue, soon, later, done, late, unproven
	KPI     string    // the indicator that counts it
}

// Activity is one participation activity with the facts that
// accountability pages show.
type Activity struct {
	ID, Title, Kind, Level string
	Started, Ended         time.Time
	Published              time.Time // results
	Lag                    *int      // days from end to results
	Due                    bool
	Submissions, Handled   int
	Participants           int
	Cancelled              bool
	UseStatement           bool
}

// Adoption is one submission that changed something.
type Adoption struct {
	SubmissionID string
	Text         string // masked words; empty if not cleared
	Status       string // adopted, partly
	LinkedType   string
	LinkedID     string
	Reason       string
	DecidedAt    time.Time
	Activity     string
	Source       string
	Theme        string    // id
	Days         int       // from receipt to decision
	Document     string    // where the change can be read; empty without live evidence
	Did          i18n.Text // what was done, in a sentence; empty where nothing changed
}

// Gap is one criterion of the latest assessment below its target.
type Gap struct {
	Criterion  string
	Score      float64
	Target     float64
	Importance int
	Investment *float64
	Priority   *float64
	AssessedOn time.Time
}

// Action is one line of the plan that closes gaps.
type Action struct {
	ID, Criterion, Owner string
	Due, Done            time.Time
	Cost                 *float64
	State                string // done, late, overdue, soon, later
}

// Answers sums up what became of submissions in the reporting period.
type Answers struct {
	Received, Adopted, Partly, Declined, Noted, Referred int
	Pending                                              int
	Answered                                             int
	Linked                                               int
}
