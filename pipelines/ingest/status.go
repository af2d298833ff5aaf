package ingest

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
)

// SourceStatus is what is known of a source.
type SourceStatus struct {
	Source      string                    `json:"source"`
	Kind        string                    `json:"kind"`
	Disabled    bool                      `json:"disabled,omitempty"`
	LastRun     time.Time                 `json:"last_run,omitzero"`
	LastStatus  string                    `json:"last_status"` // ok, failed, skipped, never
	Message     string                    `json:"message,omitempty"`
	LastOK      time.Time                 `json:"last_ok,omitzero"`
	LagSeconds  int64                     `json:"lag_seconds"` // since the last run that went well; -1: there was none
	Records     int                       `json:"records"`     // live ones
	Submissions int                       `json:"submissions"`
	Newest      time.Time                 `json:"newest,omitzero"`
	SilentSince time.Time                 `json:"silent_since,omitzero"` // if it is quieter than its own rhythm
	NextRun     time.Time                 `json:"next_run,omitzero"`
	Quarantine  int                       `json:"quarantine"`
	QuotaLeft   *int                      `json:"quota_left,omitempty"`
	QuotaOf     *int                      `json:"quota_of,omitempty"`
	Cursors     []string                  `json:"cursors,omitempty"`
	Drift       []Drift                   `json:"drift,omitempty"`    // fields that came or went
	Unmapped    map[string]map[string]int `json:"unmapped,omitempty"` // target → value → rows
}

// Conflict is a field in which a hand-kept row and a source disagree.
type Conflict struct {
	Table  string `json:"table"`
	Key    string `json:"key"`
	Column string `json:"column"`
	Hand   string `json:"hand"`
	Source string `json:"source"`
}

// Status is the answer of `ingest status`.
type Status struct {
	At        time.Time      `json:"at"`
	Sources   []SourceStatus `json:"sources"`
	Conflicts []Conflict     `json:"conflicts"`
	Doubts    []Doubt        `json:"doubts"`
	Alerts    []Alert        `json:"alerts"`
	zone      *time.Location
}

// ReadStatus asks the store about every configured source. It reads only.
func ReadStatus(ctx context.Context, ws *config.Workspace, now time.Time) (st Status, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("ingest.ReadStatus: %w", err)
		}
	}()
	db, err := openReading(ctx, ws)
	if err != nil {
		return st, err
	}
	defer db.Close() //nolint:errcheck // only read
	return StatusOf(ctx, db, ws, now)
}

// openReading opens the file to read it, and waits a little where another
// program is about to let go of it.
func openReading(ctx context.Context, ws *config.Workspace) (*store.DB, error) {
	g := NewGate(ws.Database(), 10*time.Second, nil)
	g.opts.ReadOnly = true
	return g.acquire(ctx)
}

// StatusOf is ReadStatus with a file that is open already.
func StatusOf(ctx context.Context, db *store.DB, ws *config.Workspace, now time.Time) (Status, error) {
	sqls, err := loadStatements()
	if err != nil {
		return Status{}, err
	}
	now = now.UTC()
	st := Status{At: now, zone: ws.Location, Conflicts: []Conflict{}, Alerts: []Alert{}}
	by := map[string]*SourceStatus{}
	st.Sources = make([]SourceStatus, len(ws.Sources))
	for i, s := range ws.Sources {
		st.Sources[i] = SourceStatus{Source: s.Name, Kind: s.Kind, Disabled: s.Disabled, LastStatus: "never", LagSeconds: -1, NextRun: nextRun(s.Schedule, ws.Location, now)}
		by[s.Name] = &st.Sources[i]
	}
	r := statusReader{ctx, db, sqls, by, now, map[string]health{}}
	for _, step := range []func() error{r.runs, r.rows, r.submissions, r.quarantine, r.cursors, r.state, r.rhythm, r.volume} {
		if err := step(); err != nil {
			return st, err
		}
	}
	if err := each(ctx, db, sqls["status_conflicts"], func(scan func(...any) error) error {
		var c Conflict
		err := scan(&c.Table, &c.Key, &c.Column, &c.Hand, &c.Source)
		st.Conflicts = append(st.Conflicts, c)
		return err
	}); err != nil {
		return st, err
	}
	if st.Doubts, err = doubts(ctx, db, sqls, now, ws.Location); err != nil {
		return st, err
	}
	for _, s := range st.Sources {
		st.Alerts = append(st.Alerts, alertsOf(s, r.health[s.Source], now)...)
	}
	return st, nil
}

func nextRun(schedule string, zone *time.Location, now time.Time) time.Time {
	if schedule == "" {
		return time.Time{}
	}
	s, err := cron.ParseStandard(schedule)
	if err != nil {
		return time.Time{}
	}
	return s.Next(now.In(zone)).UTC()
}

// health is what alerts are judged by.
type health struct {
	activeDays int
	usualGap   float64
	lastDay    time.Time
	thisWeek   int
	usualWeek  float64
	newBad     int
}

type statusReader struct {
	ctx    context.Context //nolint:containedctx // lives for one call
	db     *store.DB
	sql    statements
	by     map[string]*SourceStatus
	now    time.Time
	health map[string]health
}

func each(ctx context.Context, db *store.DB, query string, fn func(scan func(...any) error) error, args ...any) error {
	rows, err := db.Query(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (r statusReader) source(name string) *SourceStatus {
	if s := r.by[name]; s != nil {
		return s
	}
	return &SourceStatus{} // a source that is no longer configured
}

func (r statusReader) runs() error {
	return each(r.ctx, r.db, r.sql["status_runs"], func(scan func(...any) error) error {
		var name, status, message string
		var last time.Time
		var ok, news sql.NullTime
		if err := scan(&name, &last, &status, &message, &ok, &news); err != nil {
			return err
		}
		s := r.source(name)
		s.LastRun, s.LastStatus, s.Message, s.LastOK = last, status, message, ok.Time
		if ok.Valid {
			s.LagSeconds = int64(r.now.Sub(ok.Time).Seconds())
		}
		return nil
	})
}

func (r statusReader) rows() error {
	return each(r.ctx, r.db, r.sql["status_rows"], func(scan func(...any) error) error {
		var name string
		var n int
		var last sql.NullTime
		if err := scan(&name, &n, &last); err != nil {
			return err
		}
		r.source(name).Records = n
		return nil
	})
}

func (r statusReader) submissions() error {
	return each(r.ctx, r.db, r.sql["status_submissions"], func(scan func(...any) error) error {
		var name string
		var n int
		var last sql.NullTime
		if err := scan(&name, &n, &last); err != nil {
			return err
		}
		s := r.source(name)
		s.Submissions, s.Newest = n, last.Time
		return nil
	})
}

func (r statusReader) quarantine() error {
	return each(r.ctx, r.db, r.sql["status_quarantine"], func(scan func(...any) error) error {
		var name string
		var open, fresh int
		if err := scan(&name, &open, &fresh); err != nil {
			return err
		}
		r.source(name).Quarantine = open
		h := r.health[name]
		h.newBad = fresh
		r.health[name] = h
		return nil
	}, r.now)
}

func (r statusReader) cursors() error {
	return each(r.ctx, r.db, r.sql["status_cursors"], func(scan func(...any) error) error {
		var name, list string
		var n int
		if err := scan(&name, &list, &n); err != nil {
			return err
		}
		lines := strings.Split(list, "\n")
		r.source(name).Cursors = lines[:min(len(lines), 5)]
		return nil
	})
}

func (r statusReader) state() error {
	return each(r.ctx, r.db, `SELECT source, key, value FROM source_state`, func(scan func(...any) error) error {
		var name, key, value string
		if err := scan(&name, &key, &value); err != nil {
			return err
		}
		s := r.source(name)
		switch key {
		case "quota":
			var q struct{ Remaining, Limit *int }
			if json.Unmarshal([]byte(value), &q) == nil {
				s.QuotaLeft, s.QuotaOf = q.Remaining, q.Limit
			}
		case "unmapped":
			_ = json.Unmarshal([]byte(value), &s.Unmapped) // another version's note is no note
		case fieldsKey:
			s.Drift = driftOf(value)
		}
		return nil
	})
}

func (r statusReader) rhythm() error {
	return each(r.ctx, r.db, r.sql["status_rhythm"], func(scan func(...any) error) error {
		var name string
		var days int
		var gap float64
		var last time.Time
		if err := scan(&name, &days, &gap, &last); err != nil {
			return err
		}
		h := r.health[name]
		h.activeDays, h.usualGap, h.lastDay = days, gap, last
		r.health[name] = h
		if s := r.source(name); h.silent(s.Newest, r.now) {
			s.SilentSince = s.Newest
		}
		return nil
	}, r.now)
}

func (r statusReader) volume() error {
	return each(r.ctx, r.db, r.sql["status_volume"], func(scan func(...any) error) error {
		var name string
		h := health{}
		if err := scan(&name, &h.thisWeek, &h.usualWeek); err != nil {
			return err
		}
		old := r.health[name]
		old.thisWeek, old.usualWeek = h.thisWeek, h.usualWeek
		r.health[name] = old
		return nil
	}, r.now)
}

// someConflicts is how many of them Write lists unless it is asked for all.
const someConflicts = 20

// Write prints the status, format "table" or "json". all lists every conflict
// in the table; JSON always does.
func (st Status) Write(w io.Writer, l i18n.Lang, format string, all bool) error {
	if format == "json" {
		return writeJSON(w, st)
	}
	t := newTable(
		i18n.Text{AR: "المصدر", EN: "source"}, i18n.Text{AR: "النوع", EN: "kind"}, i18n.Text{AR: "آخر تشغيل", EN: "last run"},
		i18n.Text{AR: "الحالة", EN: "status"}, i18n.Text{AR: "سجلات", EN: "records"}, i18n.Text{AR: "مشاركات", EN: "submissions"},
		i18n.Text{AR: "محجور", EN: "quarantined"}, i18n.Text{AR: "صامت منذ", EN: "silent since"}, i18n.Text{AR: "الحصة الباقية", EN: "quota left"},
		i18n.Text{AR: "التشغيل القادم", EN: "next run"})
	for _, s := range st.Sources {
		quota := "-"
		if s.QuotaLeft != nil {
			quota = fmt.Sprint(*s.QuotaLeft)
		}
		t.add(s.Source, s.Kind, stamp(s.LastRun, st.zone), statusWord(s.LastStatus).In(l), fmt.Sprint(s.Records), fmt.Sprint(s.Submissions),
			fmt.Sprint(s.Quarantine), stamp(s.SilentSince, st.zone), quota, stamp(s.NextRun, st.zone))
	}
	if err := t.write(w, l); err != nil {
		return err
	}
	var b strings.Builder
	for _, a := range st.Alerts {
		fmt.Fprintf(&b, "! %s\n", a.In(l))
	}
	for _, d := range st.Doubts {
		fmt.Fprintf(&b, "! %s\n", d.In(l))
	}
	for _, s := range st.Sources {
		for _, d := range s.Drift {
			fmt.Fprintf(&b, "%s: %s\n", s.Source, d.In(l))
		}
		for _, target := range sortedKeys(s.Unmapped) {
			for _, v := range sortedKeys(s.Unmapped[target]) {
				b.WriteString(i18n.Text{AR: "قيمة غير معروفة في %s: %s = %q (%d)\n", EN: "unknown value in %s: %s = %q (%d)\n"}.Format(l, s.Source, target, v, s.Unmapped[target][v]))
			}
		}
	}
	if n := len(st.Conflicts); n > 0 {
		b.WriteString(i18n.Text{AR: "تعارض بين السجلات اليدوية والمصادر (%d)، وتؤخذ القيمة اليدوية:\n", EN: "Hand-kept registers and sources disagree (%d); the hand-kept value holds:\n"}.Format(l, n))
		shown := n
		if !all {
			shown = min(n, someConflicts)
		}
		for _, c := range st.Conflicts[:shown] {
			fmt.Fprintf(&b, "  %s %s %s: %q ≠ %q\n", c.Table, c.Key, c.Column, c.Hand, c.Source)
		}
		if n > shown {
			b.WriteString(i18n.Text{AR: "  وبقي %d. لعرضها كلها: ingest status --conflicts\n", EN: "  and %d more. To see them all: ingest status --conflicts\n"}.Format(l, n-shown))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
