package daemon

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/ingest"
)

// analyzeJob names the analysis among the jobs; no source may be called so.
const analyzeJob = "*analyze"

// job is something with a schedule.
type job struct {
	name   string
	spec   string
	sched  cron.Schedule
	zone   *time.Location
	next   time.Time
	last   time.Time // when it was due last
	jitter time.Duration
}

// due tells whether the job is to run now, and sets its next time: slots that
// were missed meanwhile are one run. A clock that went back moves the next
// time back with it.
func (j *job) due(now time.Time) bool {
	if !j.last.IsZero() && now.Before(j.last) {
		j.last, j.next = now, j.sched.Next(now.In(j.zone))
		return false
	}
	if now.Before(j.next) {
		return false
	}
	j.last, j.next = now, j.sched.Next(now.In(j.zone))
	return true
}

func (j *job) delay() time.Duration { return jitter(j.jitter) }

// plan makes the jobs of a configuration. What was missed since the last run
// is due at once, or left out, as ingest.catchup says.
func (s *server) plan(ctx context.Context, ws *config.Workspace) (map[string]*job, error) {
	longest, err := time.ParseDuration(ws.Ingest.Jitter)
	if err != nil || longest < 0 {
		return nil, i18n.Errorf(i18n.Text{AR: "ingest.jitter: %q ليست مدة", EN: "ingest.jitter: %q is no duration"}, ws.Ingest.Jitter)
	}
	now := s.o.Now()
	last, err := s.lastRuns(ctx, ws)
	if err != nil {
		return nil, err
	}
	jobs := map[string]*job{}
	var faults []error
	add := func(name, spec string, before time.Time) {
		sched, err := cron.ParseStandard(spec)
		if err != nil {
			faults = append(faults, i18n.Errorf(i18n.Text{AR: "الجدول %q للمصدر %s غير صالح", EN: "the schedule %q of %s is not valid"}, spec, name))
			return
		}
		j := &job{name: name, spec: spec, sched: sched, zone: ws.Location, jitter: longest, next: sched.Next(now.In(ws.Location))}
		missed := before.IsZero() || !sched.Next(before.In(ws.Location)).After(now)
		if missed && before.After(now) {
			missed = false // a clock that was ahead
		}
		if missed && ws.Ingest.Catchup == "once" {
			j.next = now
		}
		jobs[name] = j
	}
	for _, src := range ws.Sources {
		if _, err := kindOf(s.o, src); err != nil {
			faults = append(faults, err)
		}
		if src.Schedule != "" && !src.Disabled {
			add(src.Name, src.Schedule, last[src.Name])
		}
	}
	if ws.Analyze.Schedule != "" && s.o.Analyze != nil {
		add(analyzeJob, ws.Analyze.Schedule, last[analyzeJob])
	}
	return jobs, errors.Join(faults...)
}

func kindOf(o Options, src config.Source) (bool, error) {
	for _, k := range o.Kinds {
		if k.Name == src.Kind {
			return true, nil
		}
	}
	return false, i18n.Errorf(i18n.Text{AR: "المصدر %s: النوع %q غير معروف", EN: "source %s: unknown kind %q"}, src.Name, src.Kind)
}

// lastRuns asks the store when each source ran last. The analysis counts as
// run when the daemon starts: it is heavy, and nothing is lost by waiting.
func (s *server) lastRuns(ctx context.Context, ws *config.Workspace) (map[string]time.Time, error) {
	out := map[string]time.Time{analyzeJob: s.o.Now()}
	if _, err := os.Stat(ws.Database()); errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	err := s.gate.With(ctx, func(db *store.DB) error {
		st, err := ingest.StatusOf(ctx, db, ws, s.o.Now())
		for _, src := range st.Sources {
			out[src.Source] = src.LastRun
		}
		return err
	})
	return out, errors.Join(err, s.gate.Rest())
}
