// Package model holds the plain values that the dashboards draw: what was
// computed, by whom it was counted, how sure it is. pipelines/publish fills
// it from the store; fixture fills it by hand.
//
// It knows no database, no HTML and no language but the two in i18n.Text.
// Everything in it is already sorted: pages draw in the given order.
package model

import (
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
)

// Edition says for whom a site is.
type Edition string

// The two editions. The public one holds only what is cleared.
const (
	Internal Edition = "internal"
	Public   Edition = "public"
)

// Site is everything one edition shows.
type Site struct {
	Edition Edition
	Name    i18n.Text // the ministry or body
	AsOf    time.Time // exclusive local day, midnight UTC
	Period  Period    // the reporting year
	Version string    // of the program
	Zone    string    // IANA name of the workspace's time zone

	Units       []Unit
	National    []Value // of all units together
	Groups      []IndicatorGroup
	Definitions []Definition // catalogue order
	Registers   map[string]i18n.Text
	GroupNames  map[string]i18n.Text // target groups by id
	Areas       map[string]i18n.Text // service areas by code

	Duties    []Duty
	Calendar  bool // calendar.ics lies beside the calendar's page
	Text      TextSummary
	Themes    ThemeSet
	Sources   []Source
	Quarantin Quarantine
	Conflicts int // register fields where the hand-kept value won
	Changes   []Change
	Models    []ModelCard
	Hijri     []HijriMonth
	Seasons   []Season // Ramadans and Eids near the trends, in order of time
	Answers   Answers
	Ledger    []LedgerRow // all, then by each key, most received first
	Explorer  *Explorer   // internal edition only
	K         int         // smallest cell that may leave the unit
}

// Period is a half-open range of local days.
type Period struct{ Start, End time.Time }

// Contains tells whether d lies in p.
func (p Period) Contains(d time.Time) bool { return !d.Before(p.Start) && d.Before(p.End) }

// Months is the number of calendar months that p spans.
func (p Period) Months() int {
	return (p.End.Year()-p.Start.Year())*12 + int(p.End.Month()) - int(p.Start.Month())
}

// Unit is one reporting body with everything of its own.
type Unit struct {
	ID          string
	Name        i18n.Text
	Governorate string // code of kpis.md, may be empty
	Values      []Value
	Activities  []Activity
	Adoptions   []Adoption
	Gaps        []Gap
	Actions     []Action
	Excluded    map[string][]CodeCount // by indicator: what it leaves out of the reporting year
	Represented *Representation        // internal edition only; nil where it targets no groups of persons
}

// Source is one configured input and how it fares.
type Source struct {
	Name, Kind        string
	LastRun           time.Time
	LastStatus        string // ok, partial, failed, running, never
	Message           string
	Submissions       int
	Added, Changed    int
	Deleted           int
	QuarantinedOpen   int
	Newest            time.Time // newest submission
	PerMonth          []Count   // submissions by month of the trend window
	SilentDays        int       // days since the newest one, by as-of
	UsualGapDays      float64   // median distance between days with input
	CursorAt          time.Time
	UnansweredRuntime string
}

// Quarantine sums up the rows that could not be read.
type Quarantine struct {
	Open   int
	ByCode []CodeCount
	Rows   []QuarantineRow
}

// CodeCount counts the rows of one reason.
type CodeCount struct {
	Code   string
	Reason i18n.Text
	N      int
}

// QuarantineRow names one unreadable row; its bytes stay in the store.
type QuarantineRow struct {
	Source, Place, Column, Code string
	Reason                      i18n.Text
	SeenAt                      time.Time
}

// Count is a number of one day, month or quarter.
type Count struct {
	Start time.Time
	N     int
}

// Season is a band to draw behind a trend: a Ramadan or an Eid by the dated
// table of Hijri months.
type Season struct {
	Kind       string // ramadan, eid_fitr, eid_adha
	Name       i18n.Text
	Year       int       // Hijri
	Start, End time.Time // local days, End exclusive
	Announced  bool      // else about: a day earlier or later
}

// HijriMonth is one row of the dated table: the Gregorian day on which a
// Hijri month began, and who said so.
type HijriMonth struct {
	Start       time.Time
	Year, Month int
	Announced   bool // announced in Oman, else of the Umm al-Qura table
}
