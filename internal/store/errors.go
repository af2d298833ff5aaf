package store

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/musharaka/musharaka/internal/i18n"
)

// LockedError says that another process holds the file.
type LockedError struct {
	Program string // path of its executable, if DuckDB could tell
	PID     string
	err     error
}

func (e *LockedError) Error() string { return e.user().Error() }

// Unwrap gives the sentence for users, whose cause is DuckDB's own error.
func (e *LockedError) Unwrap() error { return e.user() }

func (e *LockedError) user() *i18n.Error {
	who := e.Program
	if e.PID != "" {
		who += fmt.Sprintf(" (PID %s)", e.PID)
	}
	return i18n.Errorf(i18n.Text{
		AR: "قاعدة البيانات مشغولة ببرنامج آخر: %s. انتظر حتى ينتهي أو أوقفه ثم أعد المحاولة",
		EN: "the database is in use by another program: %s. Wait until it ends, or stop it, then try again"}, strings.TrimSpace(who))
}

var lockHolder = regexp.MustCompile(`Conflicting lock is held in (.+?) \(PID (\d+)\)`)

// translate turns DuckDB's lock error into one that says who holds the file
// and what to do.
func translate(err error) error {
	if err == nil || !strings.Contains(err.Error(), "Could not set lock on file") {
		return err
	}
	e := &LockedError{err: err}
	if m := lockHolder.FindStringSubmatch(err.Error()); m != nil {
		e.Program, e.PID = m[1], m[2]
	}
	return e
}

func errMissing(path string) error {
	return i18n.Errorf(i18n.Text{
		AR: "لا توجد قاعدة بيانات في %s. شغّل ingest init ثم ingest run أولاً",
		EN: "there is no database at %s. Run ingest init and ingest run first"}, path)
}

func quote(s string) string { return strings.ReplaceAll(s, "'", "''") }
