package store

import (
	"errors"
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

// DiskError says that the disk refused: full, read-only, not permitted,
// broken. What the transaction had written is gone with it; what was stored
// before is safe.
type DiskError struct {
	msg i18n.Text
	err error
}

func (e *DiskError) Error() string { return e.msg.EN + ": " + e.err.Error() }

// Unwrap gives the sentence for users. DuckDB's own words stay in the log.
func (e *DiskError) Unwrap() error { return i18n.Errorf(e.msg) }

var refusals = []struct { //nolint:gochecknoglobals // a table
	words string
	msg   i18n.Text
}{
	{"No space left on device", i18n.Text{
		AR: "القرص ممتلئ: لم يُحفظ شيء من هذه الدفعة، وما حُفظ قبلها سليم. أفرغ مساحة ثم أعد التشغيل",
		EN: "the disk is full: nothing of this batch was stored, and what was stored before is safe. Make room, then run again"}},
	{"Disk quota exceeded", i18n.Text{
		AR: "نفدت الحصة المسموح بها على القرص: لم يُحفظ شيء من هذه الدفعة، وما حُفظ قبلها سليم. وسّع الحصة ثم أعد التشغيل",
		EN: "the disk quota is used up: nothing of this batch was stored, and what was stored before is safe. Raise the quota, then run again"}},
	{"File too large", i18n.Text{
		AR: "بلغ ملف قاعدة البيانات أكبر حجم مسموح به: لم يُحفظ شيء من هذه الدفعة، وما حُفظ قبلها سليم. ارفع الحد ثم أعد التشغيل",
		EN: "the database has reached the largest size that a file may have: nothing of this batch was stored, and what was stored before is safe. Raise the limit, then run again"}},
	{"Read-only file system", i18n.Text{
		AR: "القرص للقراءة فقط، فلا يمكن حفظ شيء. اسمح بالكتابة عليه ثم أعد التشغيل",
		EN: "the disk is read-only, so that nothing can be stored. Make it writable, then run again"}},
	{"Permission denied", i18n.Text{
		AR: "لا إذن للكتابة في ملف قاعدة البيانات أو مجلده. شغّل البرنامج بحساب صاحبه أو عدّل الأذونات",
		EN: "the database or its folder may not be written. Run the program as its owner, or change the permissions"}},
	{"Input/output error", i18n.Text{
		AR: "أخفق القرص في القراءة أو الكتابة. افحص القرص، ثم استعد آخر نسخة احتياطية إن تلفت القاعدة",
		EN: "the disk failed to read or write. Check the disk, and restore the last backup if the database is damaged"}},
}

// translate turns DuckDB's lock error into one that says who holds the file
// and what to do, and errors of the disk likewise.
func translate(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	if _, done := errors.AsType[*LockedError](err); !done && strings.Contains(text, "Could not set lock on file") {
		e := &LockedError{err: err}
		if m := lockHolder.FindStringSubmatch(text); m != nil {
			e.Program, e.PID = m[1], m[2]
		}
		return e
	}
	if _, done := errors.AsType[*i18n.Error](err); done {
		return err
	}
	for _, r := range refusals {
		// DuckDB's errors carry no numbers, only words; its own come from writing or opening a file.
		if strings.Contains(text, r.words) && (strings.Contains(text, "file \"") || strings.Contains(text, "IO Error")) {
			return &DiskError{r.msg, err}
		}
	}
	return err
}

func errMissing(path string) error {
	return i18n.Errorf(i18n.Text{
		AR: "لا توجد قاعدة بيانات في %s. شغّل ingest init ثم ingest run أولاً",
		EN: "there is no database at %s. Run ingest init and ingest run first"}, path)
}

func quote(s string) string { return strings.ReplaceAll(s, "'", "''") }
