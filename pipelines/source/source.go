package source

import (
	"context"
	"iter"
	"log/slog"
	"net/http"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
)

// Source reads one configured source. It is used by one goroutine at a time
// and holds no state between calls of Pages: everything that must survive is
// in the cursors.
type Source interface {
	// Pages walks the source from req on and yields what it finds, in order.
	// The runner calls it once for each run and stops early when the run is
	// cancelled. A page is handed over only when it is whole; once the runner
	// has stored it, its cursor is stored in the same transaction, and the
	// next run starts behind it.
	//
	// A record that cannot be read goes to Page.Bad and never ends the walk.
	// An error ends it; the pages before it stand. Temporary trouble (429,
	// 503, a broken connection) is retried below, by fetch.Client, and comes
	// out as an error only when patience is over. The error must not carry a
	// citizen's words.
	Pages(ctx context.Context, req Request) iter.Seq2[Page, error]
}

// Prober is a Source that `ingest doctor` can question without reading rows.
type Prober interface {
	// Probe asks the cheapest thing that proves address, credentials and
	// permission. The error's sentence says what is wrong and what to do.
	Probe(ctx context.Context) error
}

// Request says from where a walk starts.
type Request struct {
	// Cursors holds the last stored cursor of each key; a missing key starts
	// from the beginning. A connector that cannot read one starts afresh.
	Cursors map[string]string
	// Full asks for everything that there is, not only for what is new. A full
	// walk under way (its cursor says so) is continued in any case.
	Full bool
	// Since, if set, asks a first walk to leave out what is older.
	Since time.Time
	// Now is the run's time: the same for the whole run.
	Now time.Time
}

// Page is a piece of a walk. The runner stores its records and its cursor
// together or not at all.
type Page struct {
	Stream  string // the kind of record, such as "proposals"; ids are unique in a source, whatever the stream
	Records []Record
	Bad     []Bad
	// Key and Cursor: the next run finds Cursor under Key. An empty Cursor
	// changes nothing. Key defaults to Stream.
	Key, Cursor string
	// Walk names the full walk of the stream that the page belongs to; empty
	// for a page of new records only. What a finished walk did not see is
	// missing, and missing twice is deleted.
	Walk string
	// Last ends the walk of Key.
	Last bool
	// Whole, with Last, says that this walk read all that is under Key, from its
	// beginning: what was in quarantine and did not come again is mended.
	Whole bool
	// Fields are the names of the records' members or columns, so that a change
	// of the source's shape is noticed. They hold no values.
	Fields []string
	// Total is what the source says it holds of the stream, 0 if it does not.
	Total int
}

// Kind makes sources of one kind: the value that a connector's folder exports.
type Kind struct {
	Name string
	Text i18n.Text // what it reads, for `ingest init` and `doctor`
	// New validates the settings and returns the source. It touches neither
	// network nor disk beyond resolving secrets. A *config.Missing secret is
	// returned as it is: the run skips the source and goes on.
	New func(Env) (Source, error)
	// Deletes tells how deletions become known.
	Deletes Deletion
	// FullEvery is the time between full walks, 0 if a full walk is never
	// made without being asked for. `full:` in the configuration wins.
	FullEvery time.Duration
	// FullPages makes every run a full walk as long as the last one took at
	// most so many pages: where that is cheap, edits need not wait.
	FullPages int
}

// Deletion says how a kind learns that a record is gone.
type Deletion int

// The three ways.
const (
	DeleteNever  Deletion = iota // rows that are gone from the source stay
	DeleteSignal                 // the source says so, by Record.Deleted
	DeleteUnseen                 // two finished full walks without the row
)

// Env is what a connector gets to work with.
type Env struct {
	Config config.Source
	Dir    string         // of the workspace
	Zone   *time.Location // of times without one
	Log    *slog.Logger
	State  State             // kept by the runner across restarts
	HTTP   http.RoundTripper // nil: the guarded transport of package fetch
	Now    func() time.Time
	Sleep  func(context.Context, time.Duration) error // nil: really
}

// State is what a source must remember beside its cursors, such as how much of
// a quota is used. Values are small; the runner writes them with the next
// page or at the end of the run.
type State interface {
	Get(key string) string
	Set(key, value string)
}

// Decode fills a connector's settings, a pointer to a struct that embeds
// config.Common inline, and rejects keys that it does not know.
func (e Env) Decode(settings any) error { return config.Decode(e.Config.Node, settings) }

// Own makes the register's key of a thing that the source itself numbers:
// "platform:11".
func (e Env) Own(id string) string { return e.Config.Name + ":" + id }
