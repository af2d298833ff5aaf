package daemon

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/ingest"
	"github.com/musharaka/musharaka/pipelines/source"
)

// Options say how to serve.
type Options struct {
	Kinds []source.Kind
	Log   *slog.Logger
	Now   func() time.Time // nil: time.Now
	// Load reads the configuration anew; Serve calls it once at the start and
	// at each reload.
	Load func() (*config.Workspace, error)
	// Reload asks for the configuration to be read again (SIGHUP). A faulty one
	// is reported and the old one stays.
	Reload <-chan struct{}
	// Analyze runs the analysis; nil: none is scheduled. It is called while
	// nobody else holds the file.
	Analyze func(ctx context.Context, ws *config.Workspace) error
	// After is called after each pass that changed something, with the open
	// file: the place for the import of hand-kept registers. It may be nil.
	After func(ctx context.Context, ws *config.Workspace, db *store.DB) error
	// Tick is the longest sleep between looks at the clock; 0: 20 seconds.
	Tick time.Duration
	// Env lets tests change what a connector gets.
	Env func(*source.Env)
	// Started is told the address of health and metrics, empty if there is none.
	Started func(listen string)
}

// server is a running daemon.
type server struct {
	o       Options
	log     *slog.Logger
	gate    *ingest.Gate
	metrics *metrics
	slots   chan struct{}
	wg      sync.WaitGroup

	mu      sync.Mutex
	ws      *config.Workspace
	jobs    map[string]*job
	running map[string]bool
	alerted map[string]bool
}

// Serve runs until ctx ends, then waits for the passes under way to store
// what they have and stop.
func Serve(ctx context.Context, o Options) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("daemon.Serve: %w", err)
		}
	}()
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Tick == 0 {
		o.Tick = 20 * time.Second
	}
	ws, err := o.Load()
	if err != nil {
		return err
	}
	s := &server{o: o, log: o.Log, ws: ws, gate: ingest.NewGate(ws.Database(), 12*time.Hour, o.Log), metrics: newMetrics(),
		slots: make(chan struct{}, max(ws.Ingest.Parallel, 1)), running: map[string]bool{}, alerted: map[string]bool{}}
	if s.jobs, err = s.plan(ctx, ws); err != nil {
		return err
	}
	stopWishes, err := s.listenWishes(ctx)
	if err != nil {
		return err
	}
	stopHTTP, addr, err := s.listenHTTP(ws.Ingest.Listen)
	if err != nil {
		stopWishes()
		return err
	}
	if o.Started != nil {
		o.Started(addr)
	}
	s.log.Info("serving", "sources", len(s.jobs), "zone", ws.Timezone, "listen", addr)
	s.loop(ctx)
	s.log.Info("stopping: passes under way store what they have")
	stopWishes()
	s.wg.Wait()
	return errors.Join(stopHTTP(), s.gate.Rest())
}

// loop looks at the clock at least once a tick: a clock that jumps, or a
// machine that slept, is seen within one.
func (s *server) loop(ctx context.Context) {
	for {
		now := s.o.Now()
		s.fire(ctx, now)
		wait := min(s.untilNext(now), s.o.Tick)
		select {
		case <-ctx.Done():
			return
		case <-s.o.Reload:
			s.reload(ctx)
		case <-time.After(max(wait, time.Millisecond)):
		}
	}
}

func (s *server) reload(ctx context.Context) {
	ws, err := s.o.Load()
	if err == nil && ws.Database() != s.current().Database() {
		err = i18n.Errorf(i18n.Text{AR: "تغيّرت مساحة العمل؛ أعد تشغيل الخدمة", EN: "the workspace has changed; restart the service"})
	}
	var jobs map[string]*job
	if err == nil {
		jobs, err = s.plan(ctx, ws)
	}
	if err != nil {
		s.metrics.reloads.WithLabelValues("failed").Inc()
		s.log.Error("the new configuration is faulty; the old one stays", "error", i18n.Describe(i18n.EN, err))
		return
	}
	s.mu.Lock()
	for name, j := range jobs { // what was due stays due
		if old := s.jobs[name]; old != nil && old.spec == j.spec {
			jobs[name] = old
		}
	}
	s.ws, s.jobs = ws, jobs
	s.mu.Unlock()
	s.metrics.reloads.WithLabelValues("ok").Inc()
	s.log.Info("configuration reloaded", "sources", len(jobs))
}

func (s *server) current() *config.Workspace {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ws
}

// fire starts everything that is due.
func (s *server) fire(ctx context.Context, now time.Time) {
	s.mu.Lock()
	var due []*job
	for _, j := range s.jobs {
		if j.due(now) {
			due = append(due, j)
		}
	}
	s.mu.Unlock()
	for _, j := range due {
		if j.name == analyzeJob {
			s.analyze(ctx)
			continue
		}
		s.wg.Go(func() {
			if err := sleep(ctx, j.delay()); err != nil {
				return
			}
			if _, err := s.pass(ctx, []string{j.name}, false, false); err != nil {
				s.log.Error("pass failed", "source", j.name, "error", i18n.Describe(i18n.EN, err))
			}
		})
	}
}

func (s *server) untilNext(now time.Time) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	wait := s.o.Tick
	for _, j := range s.jobs {
		wait = min(wait, j.next.Sub(now))
	}
	return wait
}

// begin marks a source as running; false if it is already.
func (s *server) begin(name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running[name] {
		return false
	}
	s.running[name] = true
	return true
}

func (s *server) end(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.running, name)
}

// pass runs the named sources; one that is running already is left out.
// Asked tells whether somebody asked for them by name.
func (s *server) pass(ctx context.Context, names []string, full, asked bool) (ingest.Report, error) {
	ws := s.current()
	var total ingest.Report
	var mu sync.Mutex
	var wg sync.WaitGroup
	var fail error
	for _, name := range names {
		if !s.begin(name) {
			s.metrics.skipped.WithLabelValues(name).Inc()
			s.log.Info("still running: this turn is left out", "source", name)
			continue
		}
		wg.Go(func() {
			defer s.end(name)
			select {
			case s.slots <- struct{}{}:
				defer func() { <-s.slots }()
			case <-ctx.Done():
				return
			}
			rep, err := s.one(ctx, ws, name, full, asked)
			mu.Lock()
			defer mu.Unlock()
			total.RunID = rep.RunID
			total.Sources = append(total.Sources, rep.Sources...)
			total.Doubts = append(total.Doubts, rep.Doubts...)
			if err != nil && !errors.Is(err, context.Canceled) {
				fail = errors.Join(fail, err)
			}
		})
	}
	wg.Wait()
	return total, fail
}

func (s *server) one(ctx context.Context, ws *config.Workspace, name string, full, asked bool) (rep ingest.Report, err error) {
	defer func() {
		if p := recover(); p != nil { // one source's bug must not end the daemon
			err = fmt.Errorf("source %s: %v", name, p)
		}
	}()
	o := ingest.Options{Kinds: s.o.Kinds, Sources: []string{name}, Full: full, Now: s.o.Now, Log: s.log, Gate: s.gate, Env: s.o.Env, Scheduled: !asked}
	rep, err = ingest.Run(ctx, ws, o)
	changed := false
	for _, r := range rep.Sources {
		s.metrics.observe(r, s.o.Now())
		changed = changed || r.New+r.Changed+r.Deleted > 0
	}
	after := context.WithoutCancel(ctx)
	err = errors.Join(err, s.gate.With(after, func(db *store.DB) error {
		if s.o.After != nil {
			if err := s.o.After(after, ws, db); err != nil {
				return err
			}
		}
		st, err := ingest.StatusOf(after, db, ws, s.o.Now())
		if err == nil {
			s.alert(after, ws, st)
		}
		return err
	}))
	s.mu.Lock()
	idle := len(s.running) <= 1
	s.mu.Unlock()
	if idle {
		err = errors.Join(err, s.gate.Rest())
	}
	return rep, err
}

// analyze runs the analysis in the background, once at a time, while no pass
// writes.
func (s *server) analyze(ctx context.Context) {
	if s.o.Analyze == nil {
		return
	}
	if !s.begin(analyzeJob) {
		s.log.Info("the analysis is still running: this turn is left out")
		return
	}
	ws := s.current()
	s.wg.Go(func() {
		defer s.end(analyzeJob)
		s.log.Info("the analysis waits for its turn at the database")
		err := s.gate.Exclusive(func() error {
			s.log.Info("the analysis begins; sources wait with storing until it ends")
			return s.o.Analyze(ctx, ws)
		})
		s.metrics.analysis(err, s.o.Now())
		if err != nil && ctx.Err() == nil {
			s.log.Error("the analysis failed", "error", i18n.Describe(i18n.EN, err))
		}
	})
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// jitter draws a delay up to longest, so that ministries do not all knock on
// the full hour.
func jitter(longest time.Duration) time.Duration {
	if longest <= 0 {
		return 0
	}
	return rand.N(longest) //nolint:gosec // spreading load, no secret
}
