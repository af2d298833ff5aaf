package source

import "time"

// Record is one thing as the source gave it, and what it says in the product's
// terms. Payload and what is made of it are stored together.
type Record struct {
	ID        string // the source's own, unique in the source and stable; ids are strings, whatever their size
	Payload   []byte // as received
	MediaType string // of the payload; empty: application/json
	Deleted   bool   // the source says that it is gone; the rest may then be empty

	// Private bounds the direct identifiers in Payload, in order and without
	// overlap: JSON values of names, accounts, addresses. They are replaced
	// before the payload is stored, unless the workspace keeps them.
	Private []Span

	Submissions []Submission
	Activities  []Activity
	Attendance  []Attendance
}

// Span is a piece of a payload, in bytes, the end exclusive.
type Span struct{ From, To int }

// Submission is what somebody wrote. Empty fields are not known. Codes (Unit,
// Channel, Governorate, Status) are the source's own: the runner maps them by
// the configured values and the built-in tables.
type Submission struct {
	Part string // tells the submissions of one record apart; empty if there is only one
	Text string // plain, in Unicode; markup is already gone

	// Author is the source's own key of the author. The runner makes a keyed
	// pseudonym of it and forgets it: it is never stored.
	Author   string
	Identity Identity

	Activity string // Activity.ID
	ReplyTo  string // Record.ID of what it answers
	Unit     string
	Channel  string
	Lang     string
	Rating   float64
	HasRating,
	Spam bool // the source's own moderation took it for spam

	CreatedAt, UpdatedAt time.Time
	// What became of it. Outcome is the decision, Status the state of the
	// case; either may carry a decision.
	Status, Outcome string
	AnsweredAt      time.Time
	Reason          string // why, as a code or a short sentence of the unit's own

	Governorate, Group string
}

// Identity is how surely the author is one person.
type Identity string

// The levels of the register `participants`.
const (
	Verified Identity = "verified" // by a national identity
	Account  Identity = "account"
	Device   Identity = "device"
	Handle   Identity = "handle"
)

// Activity is what a platform knows of an activity; empty fields are not
// known. Its ID is the register's: a platform's own is made with Env.Own.
type Activity struct {
	ID, Unit, TitleAR  string
	Kind, Level, Stage string // codes of the register `activities`
	StartedAt, EndedAt time.Time
	InfoPublishedAt    time.Time
	ResultsPublishedAt time.Time
	ResultsFormat      string
	CancelledAt        time.Time
	Languages          string // "ar;en"
	Channel            string // over which it was held; code or name
}

// Attendance are heads without names that took part in an activity.
type Attendance struct {
	ID, Activity string
	Heads        int
	Channel      string
	At           time.Time
}
