package ingest

import (
	"context"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/hex"
	"hash/maphash"
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
	rows    []row
	bad     []source.Bad
	badKey  []string // the cursor key of each bad record
	cursors []cursor
	walk    string
	ended   bool // the walk ended with this batch
	size    int
}

type cursor struct{ key, value string }

// counts are what a batch changed.
type counts struct{ added, changed, deleted, quarantined, unchanged int }

// writer stores the batches of one run of one source.
type writer struct {
	sql    statements
	source string
	run    string
	now    time.Time
	state  *state
	fresh  bool // the source has stored nothing yet: there is nothing to compare with
	seen   map[uint64]struct{}
	people map[string]string // stored in this run already, with what was said of them
}

var idSeed = maphash.MakeSeed() //nolint:gochecknoglobals // hashes compared within one process only

// maxSeen is up to how many records a first load remembers ids, to know that
// they are new without asking the store.
const maxSeen = 4 << 20

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
	if _, err := tx.Exec(ctx, w.sql["context"], w.source, b.stream, w.run, w.now, b.walk); err != nil {
		return c, err
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

// isNew tells whether none of rows can be in the store.
func (w *writer) isNew(rows []*row) bool {
	if !w.fresh {
		return false
	}
	known := false
	for _, r := range rows {
		h := maphash.String(idSeed, r.id)
		if _, ok := w.seen[h]; ok {
			known = true
		}
		w.seen[h] = struct{}{}
	}
	if len(w.seen) > maxSeen {
		w.fresh, w.seen = false, nil
	}
	return !known
}

func (w *writer) round(ctx context.Context, tx *store.Tx, rows []*row, c *counts) error {
	fresh := w.isNew(rows)
	if !fresh {
		all := len(rows)
		var err error
		if rows, err = w.unknown(ctx, tx, rows); err != nil {
			return err
		}
		c.unchanged += all - len(rows)
	}
	if len(rows) == 0 {
		return nil
	}
	if err := w.stage(ctx, tx, rows, fresh); err != nil {
		return err
	}
	if fresh {
		for _, name := range []string{"submissions_fresh", "outcomes_fresh"} {
			if _, err := tx.Exec(ctx, w.sql[name]); err != nil {
				return wrapStatement(name, err)
			}
		}
		for _, r := range rows {
			if r.gone {
				c.deleted++
			} else {
				c.added++
			}
		}
	} else if err := w.update(ctx, tx, rows, c); err != nil {
		return err
	}
	for _, name := range registersOf(rows) {
		if _, err := tx.Exec(ctx, w.sql[name]); err != nil {
			return wrapStatement(name, err)
		}
	}
	return nil
}

// registersOf names the statements for what rows hold beside submissions: most
// batches hold little else.
func registersOf(rows []*row) []string {
	names := []string{"persons"}
	joined, heads, activities := false, false, false
	for _, r := range rows {
		heads, activities = heads || len(r.heads) > 0, activities || len(r.activities) > 0
		for i := range r.subs {
			joined = joined || r.subs[i].activity != ""
		}
	}
	if joined {
		names = append(names, "participations")
	}
	if heads {
		names = append(names, "heads")
	}
	if activities {
		names = append(names, "activities", "activity_channels")
	}
	return names
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
	if _, err := tx.Stage(ctx, "stage_probe", w.sql["stage_probe"], func(yield func([]driver.Value, error) bool) {
		for i, r := range rows {
			if !yield([]driver.Value{int32(i), r.rawID}, nil) { //nolint:gosec // a batch is small
				return
			}
		}
	}); err != nil {
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

// stage puts rows where SQL can reach them. Of a first load, payloads and texts
// go straight to their tables: nothing there can be compared with them, and
// copying them twice is most of what a load costs.
func (w *writer) stage(ctx context.Context, tx *store.Tx, rows []*row, fresh bool) error {
	people := map[string]*sub{}
	if fresh {
		if _, err := tx.Append(ctx, "raw_records", w.freshRaw(rows)); err != nil {
			return err
		}
		if _, err := tx.Append(ctx, "submission_versions", w.freshVersions(rows)); err != nil {
			return err
		}
	}
	steps := []struct {
		name string
		rows iter.Seq2[[]driver.Value, error]
	}{
		{"stage_raw", rawValues(rows)},
		{"stage_sub", w.subValues(rows, people, fresh)},
		{"stage_person", w.personValues(people)},
		{"stage_activity", activityValues(rows)},
		{"stage_heads", headValues(rows)},
	}
	if fresh { // raw is stored already
		steps = steps[1:]
	}
	for _, s := range steps {
		if _, err := tx.Stage(ctx, s.name, w.sql[s.name], s.rows); err != nil {
			return err
		}
	}
	return nil
}

func rawValues(rows []*row) iter.Seq2[[]driver.Value, error] {
	return func(yield func([]driver.Value, error) bool) {
		vals := make([]driver.Value, 6)
		for _, r := range rows {
			vals[0], vals[1], vals[2], vals[3], vals[4], vals[5] = r.rawID, r.id, r.payload, r.media, r.sha, r.gone
			if r.gone {
				vals[2] = nil
			}
			if !yield(vals, nil) {
				return
			}
		}
	}
}

// freshRaw yields rows of raw_records, in the order of its columns.
func (w *writer) freshRaw(rows []*row) iter.Seq2[[]driver.Value, error] {
	return func(yield func([]driver.Value, error) bool) {
		vals := make([]driver.Value, 11)
		vals[1], vals[7], vals[8] = w.source, w.run, w.now
		for _, r := range rows {
			vals[0], vals[2], vals[3], vals[4], vals[5], vals[6], vals[10] = r.rawID, r.stream, r.id, r.payload, r.media, r.sha, nil
			if r.gone {
				vals[4], vals[10] = nil, w.now
			}
			if !yield(vals, nil) {
				return
			}
		}
	}
}

// freshVersions yields rows of submission_versions, in the order of its
// columns.
func (w *writer) freshVersions(rows []*row) iter.Seq2[[]driver.Value, error] {
	return func(yield func([]driver.Value, error) bool) {
		vals := make([]driver.Value, 17)
		vals[1], vals[2], vals[15], vals[16] = int32(1), w.source, w.run, w.now
		for _, r := range rows {
			for i := range r.subs {
				s := &r.subs[i]
				vals[0], vals[3], vals[4], vals[5], vals[6], vals[7] = s.id, r.id, s.text, s.textSHA, null(s.author), null(s.activity)
				vals[8], vals[9], vals[10], vals[11], vals[12] = null(s.replyTo), nil, null(s.lang), nullTime(s.created), nullTime(s.updated)
				vals[13], vals[14] = nil, r.rawID
				if s.rated {
					vals[9] = s.rating
				}
				if r.gone {
					vals[4], vals[5], vals[13] = nil, "", w.now
				}
				if !yield(vals, nil) {
					return
				}
			}
		}
	}
}

func (w *writer) subValues(rows []*row, people map[string]*sub, fresh bool) iter.Seq2[[]driver.Value, error] {
	return func(yield func([]driver.Value, error) bool) {
		vals := make([]driver.Value, 20)
		for _, r := range rows {
			for i := range r.subs {
				s := &r.subs[i]
				vals[0], vals[1], vals[2], vals[3], vals[4] = s.id, r.rawID, r.id, s.text, s.textSHA
				vals[5], vals[6], vals[7] = null(s.author), null(s.activity), null(s.replyTo)
				vals[8], vals[9], vals[10], vals[11] = nil, null(s.lang), nullTime(s.created), nullTime(s.updated)
				if s.rated {
					vals[8] = s.rating
				}
				vals[12], vals[13], vals[14], vals[15] = r.gone, s.spam, s.unit, null(s.channel)
				vals[16], vals[17], vals[18], vals[19] = null(s.status), nullTime(s.decided), null(s.reason), nullTime(s.responded)
				if fresh { // these are stored already
					vals[1], vals[3], vals[4], vals[7] = nil, nil, nil, nil
				}
				if s.author != "" && !r.gone {
					people[s.author] = s
				}
				if !yield(vals, nil) {
					return
				}
			}
		}
	}
}

// personValues yields the people about whom there is something new.
func (w *writer) personValues(people map[string]*sub) iter.Seq2[[]driver.Value, error] {
	return func(yield func([]driver.Value, error) bool) {
		for _, id := range sortedKeys(people) {
			s := people[id]
			said := s.governorate + "|" + s.group
			if old, ok := w.people[id]; ok && (old == said || said == "|") {
				continue
			}
			if w.people[id] = said; len(w.people) > maxSeen {
				clear(w.people)
			}
			if !yield([]driver.Value{id, s.unit, s.identity, null(s.group), null(s.governorate)}, nil) {
				return
			}
		}
	}
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

func (w *writer) quarantine(ctx context.Context, tx *store.Tx, b *batch, c *counts) error {
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
			if !yield([]driver.Value{id, b.badKey[i], x.Place, null(x.ID), null(x.Column), string(x.Code), strings.Join(x.Args, "\x1f"), x.Original}, nil) {
				return
			}
		}
	}); err != nil {
		return err
	}
	n, err := tx.Exec(ctx, w.sql["bad"])
	c.quarantined += int(n)
	return wrapStatement("bad", err)
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
