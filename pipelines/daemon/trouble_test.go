package daemon

import (
	"testing"
	"time"

	"github.com/robfig/cron/v3"
)

// A clock that jumps forward, as after a sleep of the machine, makes one run of
// all slots; one that jumps back makes none, and the next time comes back too.
func TestClockJumps(t *testing.T) {
	sched, err := cron.ParseStandard("*/10 * * * *")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	j := &job{sched: sched, zone: time.UTC, next: at.Add(10 * time.Minute)}
	for _, step := range []struct {
		what string
		now  time.Time
		due  bool
		next time.Time
	}{
		{"before its time", at.Add(9 * time.Minute), false, at.Add(10 * time.Minute)},
		{"on time", at.Add(10 * time.Minute), true, at.Add(20 * time.Minute)},
		{"after six hours of sleep", at.Add(6*time.Hour + time.Minute), true, at.Add(6*time.Hour + 10*time.Minute)},
		{"at once again", at.Add(6*time.Hour + time.Minute), false, at.Add(6*time.Hour + 10*time.Minute)},
		{"a year back", at.AddDate(-1, 0, 0), false, at.AddDate(-1, 0, 0).Add(10 * time.Minute)},
		{"and on from there", at.AddDate(-1, 0, 0).Add(10 * time.Minute), true, at.AddDate(-1, 0, 0).Add(20 * time.Minute)},
	} {
		if got := j.due(step.now); got != step.due || !j.next.Equal(step.next) {
			t.Errorf("%s: due %t, next %s; want %t, %s", step.what, got, j.next, step.due, step.next)
		}
	}
}
