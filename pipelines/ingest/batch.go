package ingest

import (
	"context"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/hex"
	"iter"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/source"
)

// batch is what one transaction writes: the rows of one stream of some pages,
// and the cursors behind them.
type batch struct {
	stream  string
	first   *first // records that cannot be stored yet, taken over already
	rows    []row
	bad     []source.Bad
	badKey  []string // the cursor key of each bad record
	cursors []cursor
	walk    string
	ended   bool // the walk ended with this batch
	size    int
	count   int      // of records, good ones
	seen    []string // their ids, of a full walk
	mended  []string // ids of good ones that lie in quarantine
	whole   []string // cursor keys of which a walk has read everything
}

type cursor struct{ key, value string }

// counts are what a batch changed.
type counts struct{ added, changed, deleted, quarantined, unchanged int }

// writer stores the batches of one run of one source.
type writer struct {
	sql    statements
	source string
	run    string
	key    string // fingerprint of the key of the pseudonyms
	now    time.Time
	state  *state
	cols   *columns            // on their way to the store
	faults map[string][]string // ids of the bad records of this run, by cursor key
}

func (w *writer) store(ctx context.Context, db *store.DB, b *batch) (c counts, err error) {
	err = db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		c, err = w.write(ctx, tx, b)
		return err
	})
	return c, err
}

// write stores b inside tx. Contents that an id has several times in one batch
// are stored one after the other, as if they had come in batches of their own.
func (w *writer) write(ctx context.Context, tx *store.Tx, b *batch) (counts, error) {
	var c counts
	if err := w.sameKey(ctx, tx); err != nil {
		return c, err
	}
	if _, err := tx.Exec(ctx, w.sql["context"], w.source, b.stream, w.run, w.now, b.walk); err != nil {
		return c, err
	}
	if !b.first.empty() {
		if err := w.first(ctx, tx, b.first, &c); err != nil {
			return c, err
		}
	}
	for _, rows := range rounds(b.rows) {
		if err := w.round(ctx, tx, rows, &c); err != nil {
			return c, err
		}
	}
	if err := w.quarantine(ctx, tx, b, &c); err != nil {
		return c, err
	}
	if b.walk != "" {
		if err := w.walked(ctx, tx, b, &c); err != nil {
			return c, err
		}
	}
	for _, cur := range b.cursors {
		if _, err := tx.Exec(ctx, w.sql["cursor"], cur.key, cur.value); err != nil {
			return c, err
		}
	}
	if c.added+c.changed+c.deleted > 0 {
		w.state.Set(mergeKey, "due")
	}
	return c, w.state.save(ctx, tx, w.sql)
}

// rounds splits rows so that no id is in a round twice. Nearly always there is
// one round.
func rounds(rows []row) [][]*row {
	var out [][]*row
	nth := make(map[string]int, len(rows))
	first := make([]*row, 0, len(rows))
	var more [][]*row
	for i := range rows {
		n := nth[rows[i].id]
		nth[rows[i].id] = n + 1
		if n == 0 {
			first = append(first, &rows[i])
			continue
		}
		for len(more) < n {
			more = append(more, nil)
		}
		more[n-1] = append(more[n-1], &rows[i])
	}
	if len(first) > 0 {
		out = append(out, first)
	}
	return append(out, more...)
}

// first writes the part of a batch that has nothing to be compared with.
func (w *writer) first(ctx context.Context, tx *store.Tx, f *first, c *counts) error {
	c.added += f.added
	c.deleted += f.deleted
	if err := f.load(ctx, tx); err != nil {
		return err
	}
	var names []string
	if f.joined.Len() > 0 {
		if _, err := tx.StageColumns(ctx, "stage_sub", f.joined); err != nil {
			return err
		}
		names = append(names, "participations")
	}
	if err := w.people(ctx, tx, f.people, "persons_fresh"); err != nil {
		return err
	}
	f.people.Reset()
	for _, id := range sortedKeys(f.more) {
		appendPerson(f.people, id, f.more[id])
	}
	if err := w.people(ctx, tx, f.people, "persons_fresh", "persons_more"); err != nil {
		return err
	}
	return w.registers(ctx, tx, f.activities, names)
}

// people hands rows of newPeople, each person once, to the named statements.
func (w *writer) people(ctx context.Context, tx *store.Tx, rows *store.Columns, names ...string) error {
	if rows.Len() == 0 {
		return nil
	}
	if _, err := tx.StageColumns(ctx, "stage_person", rows); err != nil {
		return err
	}
	for _, name := range names {
		if _, err := tx.Exec(ctx, w.sql[name]); err != nil {
			return wrapStatement(name, err)
		}
	}
	return nil
}

// round writes rows of which none has an id twice.
func (w *writer) round(ctx context.Context, tx *store.Tx, rows []*row, c *counts) error {
	all := len(rows)
	rows, err := w.unknown(ctx, tx, rows)
	if err != nil {
		return err
	}
	c.unchanged += all - len(rows)
	if len(rows) == 0 {
		return nil
	}
	w.cols.fill(rows)
	if _, err := tx.StageColumns(ctx, "stage_raw", w.cols.raw); err != nil {
		return err
	}
	if _, err := tx.StageColumns(ctx, "stage_sub", w.cols.subs); err != nil {
		return err
	}
	if err := w.update(ctx, tx, rows, c); err != nil {
		return err
	}
	people := map[string]person{}
	joined := false
	for _, r := range rows {
		for i := range r.subs {
			s := &r.subs[i]
			joined = joined || s.activity != ""
			if s.author != "" && !r.gone {
				people[s.author] = people[s.author].with(s)
			}
		}
	}
	w.cols.people.Reset()
	for _, id := range sortedKeys(people) {
		appendPerson(w.cols.people, id, people[id])
	}
	if err := w.people(ctx, tx, w.cols.people, "persons_fresh", "persons_more"); err != nil {
		return err
	}
	var names []string
	if joined {
		names = append(names, "participations")
	}
	return w.registers(ctx, tx, rows, names)
}

// registers runs the named statements and those for what rows hold beside
// submissions: most batches hold little else.
func (w *writer) registers(ctx context.Context, tx *store.Tx, rows []*row, names []string) error {
	heads, activities := false, false
	for _, r := range rows {
		heads, activities = heads || len(r.heads) > 0, activities || len(r.activities) > 0
	}
	if heads {
		if _, err := tx.Stage(ctx, "stage_heads", w.sql["stage_heads"], headValues(rows)); err != nil {
			return err
		}
		names = append(names, "heads")
	}
	if activities {
		if _, err := tx.Stage(ctx, "stage_activity", w.sql["stage_activity"], activityValues(rows)); err != nil {
			return err
		}
		names = append(names, "activities", "activity_channels")
	}
	for _, name := range names {
		if _, err := tx.Exec(ctx, w.sql[name]); err != nil {
			return wrapStatement(name, err)
		}
	}
	return nil
}

// update applies staged rows that may be known.
func (w *writer) update(ctx context.Context, tx *store.Tx, rows []*row, c *counts) error {
	for _, name := range []string{"raw_supersede", "raw_merge", "raw_gone", "newest", "versions", "gone", "gone_versions",
		"submissions", "outcomes", "gone_submissions", "gone_outcomes", "gone_participations", "gone_enrichments", "gone_groups", "gone_assignments"} {
		n, err := tx.Exec(ctx, w.sql[name])
		if err != nil {
			return wrapStatement(name, err)
		}
		if name == "raw_supersede" {
			c.changed += int(n)
		}
	}
	gone := 0
	for _, r := range rows {
		if r.gone {
			gone++
		}
	}
	c.deleted += gone
	// A row that superseded another is a change or a deletion; the rest is new.
	c.changed = max(c.changed-gone, 0)
	c.added += max(len(rows)-gone-c.changed, 0)
	return nil
}

// unknown returns the rows whose content is not the newest that is stored.
func (w *writer) unknown(ctx context.Context, tx *store.Tx, rows []*row) ([]*row, error) {
	w.cols.probe.Reset()
	for i, r := range rows {
		w.cols.probe.Integer(0, i)
		w.cols.probe.Text(1, r.rawID)
	}
	if _, err := tx.StageColumns(ctx, "stage_probe", w.cols.probe); err != nil {
		return nil, err
	}
	res, err := tx.Query(ctx, w.sql["probe"])
	if err != nil {
		return nil, wrapStatement("probe", err)
	}
	defer res.Close()
	var out []*row
	for res.Next() {
		var n int
		if err := res.Scan(&n); err != nil {
			return nil, err
		}
		out = append(out, rows[n])
	}
	return out, res.Err()
}

func activityValues(rows []*row) iter.Seq2[[]driver.Value, error] {
	return func(yield func([]driver.Value, error) bool) {
		done := map[string]bool{}
		for i := len(rows) - 1; i >= 0; i-- { // the last word on an activity holds
			for _, a := range rows[i].activities {
				if done[a.ID] {
					continue
				}
				done[a.ID] = true
				if !yield([]driver.Value{a.ID, a.Unit, null(a.TitleAR), a.Kind, a.Level, null(a.Stage), null(a.Languages), nullTime(a.InfoPublishedAt),
					nullTime(a.StartedAt), nullTime(a.EndedAt), nullTime(a.CancelledAt), nullTime(a.ResultsPublishedAt), null(a.ResultsFormat), null(a.Channel)}, nil) {
					return
				}
			}
		}
	}
}

func headValues(rows []*row) iter.Seq2[[]driver.Value, error] {
	return func(yield func([]driver.Value, error) bool) {
		for _, r := range rows {
			for _, h := range r.heads {
				if h.Heads > 0 && !yield([]driver.Value{h.ID, h.Activity, int32(h.Heads), null(h.Channel), h.At}, nil) { //nolint:gosec // heads of people
					return
				}
			}
		}
	}
}

// quarantine keeps bad records and closes what is mended.
func (w *writer) quarantine(ctx context.Context, tx *store.Tx, b *batch, c *counts) error {
	if err := w.keep(ctx, tx, b, c); err != nil {
		return err
	}
	if len(b.mended) > 0 {
		if _, err := tx.Exec(ctx, w.sql["mended_records"], strings.Join(b.mended, "\x1f")); err != nil {
			return wrapStatement("mended_records", err)
		}
	}
	for _, key := range b.whole {
		if _, err := tx.Exec(ctx, w.sql["mended"], key, strings.Join(w.faults[key], "\x1f")); err != nil {
			return wrapStatement("mended", err)
		}
	}
	return nil
}

func (w *writer) keep(ctx context.Context, tx *store.Tx, b *batch, c *counts) error {
	if len(b.bad) == 0 {
		return nil
	}
	if _, err := tx.Stage(ctx, "stage_bad", w.sql["stage_bad"], func(yield func([]driver.Value, error) bool) {
		for i, x := range b.bad {
			sum := sha256.New()
			for _, s := range []string{w.source, x.Place, string(x.Code), x.ID} {
				sum.Write([]byte(s))
				sum.Write([]byte{0})
			}
			sum.Write(x.Original)
			id := "q" + hex.EncodeToString(sum.Sum(nil)[:8])
			w.faults[b.badKey[i]] = append(w.faults[b.badKey[i]], id)
			if !yield([]driver.Value{id, b.badKey[i], x.Place, null(x.ID), null(x.Column), string(x.Code), strings.Join(x.Args, "\x1f"), x.Original}, nil) {
				return
			}
		}
	}); err != nil {
		return err
	}
	for _, name := range []string{"bad_again", "bad"} {
		n, err := tx.Exec(ctx, w.sql[name])
		if err != nil {
			return wrapStatement(name, err)
		}
		c.quarantined += int(n)
	}
	return nil
}

func null(s string) driver.Value {
	if s == "" {
		return nil
	}
	return s
}

func nullTime(t time.Time) driver.Value {
	if t.IsZero() {
		return nil
	}
	return t
}
