package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/codes"
)

// idle is how long the runner waits for the next page before it stores what it
// has and lets go of the file.
const idle = time.Second

// maxBatch is up to how many bytes a batch grows.
const maxBatch = 112 << 20

// ahead is how many pages are fetched and prepared while a batch is stored.
const ahead = 4

// pass is one run of one source.
type pass struct {
	r    *runner
	cfg  config.Source
	kind source.Kind
	src  source.Source
	prep *preparer
	w    *writer
	st   *state
	rep  *SourceReport
	req  source.Request
	// pages of full walks by stream, to know what a full walk costs
	walked map[string]int
	gone   forgotten
	fields map[string]bool // members or columns that the records had
	// storing delivers the outcome of the batch that is being stored while the
	// next one grows; nil if none is.
	storing chan error
	open    map[string]bool // ids of records in quarantine
	known   *known          // nil unless the source had stored nothing
	spare   []*first        // one grows while the other is being stored
	used    *first          // that is being stored
}

// source runs one source from its cursors on.
func (r *runner) source(ctx context.Context, cfg config.Source) SourceReport {
	began := r.o.Now()
	rep := SourceReport{Source: cfg.Name}
	log := r.log.With("source", cfg.Name, "run", r.id)
	err := func() error {
		p, err := r.prepare(ctx, cfg, &rep)
		if err != nil {
			return err
		}
		if err := p.breaker(); err != nil {
			return err
		}
		err = p.walk(ctx)
		p.settle(err)
		return errors.Join(err, p.finish(context.WithoutCancel(ctx)))
	}()
	rep.settle(err, r.o.Now().Sub(began).Seconds())
	if rerr := r.record(context.WithoutCancel(ctx), rep, began); rerr != nil && rep.Err == nil {
		rep.settle(rerr, rep.Seconds)
	}
	if err != nil {
		log.Warn("source did not finish", "error", i18n.Describe(i18n.EN, err))
	}
	log.Info("source done", "status", rep.Status, "new", rep.New, "changed", rep.Changed, "deleted", rep.Deleted, "quarantined", rep.Quarantined)
	return rep
}

func (r *runner) prepare(ctx context.Context, cfg config.Source, rep *SourceReport) (*pass, error) {
	kind, err := findKind(r.o.Kinds, cfg.Kind)
	if err != nil {
		return nil, err
	}
	p := &pass{r: r, cfg: cfg, kind: kind, rep: rep, walked: map[string]int{}, fields: map[string]bool{}}
	if err := p.load(ctx); err != nil {
		return nil, err
	}
	env := source.Env{Config: cfg, Dir: r.ws.Dir, Zone: r.ws.Location, Log: r.log.With("source", cfg.Name), State: p.st, Now: r.o.Now}
	if r.o.Env != nil {
		r.o.Env(&env)
	}
	if p.src, err = kind.New(env); err != nil {
		return nil, err
	}
	key, err := r.ws.Privacy.Key.Resolve(r.ws.Dir)
	if err != nil {
		return nil, i18n.Wrap(err, i18n.Text{AR: "مفتاح الأسماء المستعارة", EN: "the key of the pseudonyms"})
	}
	p.w.key = fingerprint(key)
	tables, err := codes.Tables()
	if err != nil {
		return nil, err
	}
	unit := cfg.Unit
	if unit == "" && len(r.ws.Units) == 1 {
		unit = r.ws.Units[0].ID
	}
	p.prep = &preparer{source: cfg.Name, unit: unit, activity: cfg.Activity, channel: cfg.Channel, key: []byte(key),
		keepIDs: r.ws.Privacy.KeepIdentifiers, values: cfg.Values, tables: tables,
		notes: &notes{unmapped: map[string]map[string]int{}, units: map[string]bool{}}}
	p.req.Full = r.o.Full || p.fullDue()
	p.req.Since, p.req.Now = r.o.Since, r.now
	return p, nil
}

func findKind(kinds []source.Kind, name string) (source.Kind, error) {
	var known string
	for _, k := range kinds {
		if k.Name == name {
			return k, nil
		}
		known += " " + k.Name
	}
	return source.Kind{}, i18n.Errorf(i18n.Text{AR: "لا مصدر من النوع %q. الأنواع:%s", EN: "unknown kind of source %q. Kinds:%s"}, name, known)
}

// load reads what the source remembers.
func (p *pass) load(ctx context.Context) error {
	p.w = &writer{sql: p.r.sql, source: p.cfg.Name, run: p.r.id, now: p.r.now, cols: newColumns(), faults: map[string][]string{}}
	return p.r.gate.With(ctx, func(db *store.DB) error {
		cursors, err := pairs(ctx, db, `SELECT stream, cursor FROM cursors WHERE source = $1`, p.cfg.Name)
		if err != nil {
			return err
		}
		values, err := pairs(ctx, db, `SELECT key, value FROM source_state WHERE source = $1`, p.cfg.Name)
		if err != nil {
			return err
		}
		if p.gone, err = loadForgotten(ctx, db); err != nil {
			return err
		}
		p.req.Cursors, p.st = cursors, newState(values)
		p.w.state = p.st
		bad, err := pairs(ctx, db, `SELECT DISTINCT external_id, '' FROM quarantine WHERE source = $1 AND state = 'open' AND external_id IS NOT NULL`, p.cfg.Name)
		if err != nil {
			return err
		}
		p.open = map[string]bool{}
		for id := range bad {
			p.open[id] = true
		}
		var some int
		err = db.QueryRow(ctx, `SELECT count(*) FROM (SELECT 1 FROM raw_records WHERE source = $1 LIMIT 1)`, p.cfg.Name).Scan(&some)
		if some == 0 {
			p.known = &known{}
			p.spare = []*first{newFirst(p.w), newFirst(p.w)}
		}
		return err
	})
}

func pairs(ctx context.Context, db *store.DB, query string, args ...any) (map[string]string, error) {
	rows, err := db.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var k, v string
		if err := rows.Scan(&k, &v); err != nil {
			return nil, err
		}
		out[k] = v
	}
	return out, rows.Err()
}

// ready is a page whose records are prepared, or the end of the walk.
type ready struct {
	page source.Page
	rows []row
	err  error
}

// walk goes through the pages: they are fetched and prepared ahead while
// batches are stored.
func (p *pass) walk(ctx context.Context) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	pages := make(chan ready, ahead)
	req := p.req
	req.Cursors = maps.Clone(req.Cursors) // the connector reads its own while the runner notes new ones
	go func() {
		defer close(pages)
		defer func() {
			if p := recover(); p != nil { // a connector's bug ends its own walk and nothing else
				select {
				case pages <- ready{err: fmt.Errorf("a fault of the program: %v", p)}:
				case <-ctx.Done():
				}
			}
		}()
		for page, err := range p.src.Pages(ctx, req) {
			out := ready{page: page, err: err}
			if err == nil {
				prep := p.prep.forStream(page.Stream)
				out.rows, out.page.Bad = prep.rows(page.Records, page.Bad)
			}
			select {
			case pages <- out:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	defer func() {
		cancel()
		for range pages { // until the connector has let go
		}
		err = errors.Join(err, p.stored())
	}()
	var b batch
	for {
		var next ready
		var ok bool
		select {
		case next, ok = <-pages:
		case <-time.After(idle):
			if err := errors.Join(p.flush(ctx, &b), p.stored()); err != nil {
				return err
			}
			if err := p.r.gate.Rest(); err != nil {
				return err
			}
			next, ok = <-pages
		}
		if !ok {
			return errors.Join(p.flush(ctx, &b), p.stored(), ctx.Err())
		}
		if next.err != nil {
			return errors.Join(next.err, p.flush(context.WithoutCancel(ctx), &b), p.stored())
		}
		if err := p.add(ctx, &b, next); err != nil {
			return err
		}
	}
}

// add puts a page into the batch and stores the batch when it is full, or
// when the page belongs to another stream or walk.
func (p *pass) add(ctx context.Context, b *batch, next ready) error {
	page := next.page
	if b.stream != "" && (b.stream != page.Stream || b.walk != page.Walk) {
		if err := p.flush(ctx, b); err != nil {
			return err
		}
	}
	b.stream, b.walk = page.Stream, page.Walk
	key := page.Key
	if key == "" {
		key = page.Stream
	}
	for i := range next.rows {
		if p.gone.has(p.cfg.Name, &next.rows[i]) {
			continue
		}
		if b.count == p.r.o.Rows {
			// Full in the middle of a page: its cursor goes with its last rows. A
			// crash between the two finds the first part stored and unchanged.
			if err := p.flush(ctx, b); err != nil {
				return err
			}
			b.stream, b.walk = page.Stream, page.Walk
		}
		p.take(b, &next.rows[i])
	}
	b.bad = append(b.bad, page.Bad...)
	for range page.Bad {
		b.badKey = append(b.badKey, key)
	}
	if page.Cursor != "" {
		if n := len(b.cursors); n > 0 && b.cursors[n-1].key == key {
			b.cursors[n-1].value = page.Cursor
		} else {
			b.cursors = append(b.cursors, cursor{key, page.Cursor})
		}
	}
	if page.Last && page.Whole {
		b.whole = append(b.whole, key)
	}
	p.rep.Fetched += len(page.Records) + len(page.Bad)
	for _, f := range page.Fields {
		p.fields[f] = true
	}
	if page.Walk != "" {
		p.rep.FullWalk = true
		p.walked[page.Stream]++
		b.ended = b.ended || page.Last
	}
	if b.count >= p.r.o.Rows || b.size >= maxBatch || b.ended {
		return p.flush(ctx, b)
	}
	return nil
}

// take adds a row to the batch.
func (p *pass) take(b *batch, r *row) {
	b.count++
	b.size += r.size
	if b.walk != "" {
		b.seen = append(b.seen, r.id)
	}
	if p.open[r.id] {
		b.mended = append(b.mended, r.id)
	}
	if p.known == nil || !p.known.isNew(r.id) {
		b.rows = append(b.rows, *r)
		return
	}
	if b.first == nil {
		b.first, p.spare = p.spare[0], p.spare[1:]
	}
	b.first.add(r, p.known)
}

// flush hands the batch over to be stored, as soon as the one before it is.
func (p *pass) flush(ctx context.Context, b *batch) error {
	if b.stream == "" {
		return nil
	}
	defer func() { *b = batch{} }()
	if err := p.stored(); err != nil {
		return err
	}
	if b.count+len(b.bad)+len(b.whole) == 0 && !b.ended && p.sameCursors(b) && !p.st.isDirty() {
		return nil
	}
	full, fetched, done := *b, p.rep.Fetched, make(chan error, 1)
	p.storing, p.used = done, full.first
	go func() {
		defer func() {
			if v := recover(); v != nil { // it ends this pass, and no other source's
				done <- fmt.Errorf("a fault of the program: %v", v)
			}
		}()
		done <- p.put(ctx, &full, fetched)
	}()
	return nil
}

// stored waits for the batch that is being stored.
func (p *pass) stored() error {
	if p.storing == nil {
		return nil
	}
	err := <-p.storing
	p.storing = nil
	if p.used != nil {
		p.used.reset()
		p.spare, p.used = append(p.spare, p.used), nil
	}
	return err
}

// put stores a batch.
func (p *pass) put(ctx context.Context, b *batch, fetched int) error {
	return p.r.gate.With(ctx, func(db *store.DB) error {
		// A batch that has begun is finished, also when the program is told to
		// stop: it takes a second or two, and fetching it again takes longer.
		c, err := p.w.store(context.WithoutCancel(ctx), db, b)
		if err != nil {
			return fmt.Errorf("storing %s: %w", b.stream, err)
		}
		for _, cur := range b.cursors {
			p.req.Cursors[cur.key] = cur.value
		}
		p.rep.New += c.added
		p.rep.Changed += c.changed
		p.rep.Deleted += c.deleted
		p.rep.Quarantined += c.quarantined
		p.rep.Unchanged += c.unchanged
		if p.r.o.Progress != nil {
			p.r.o.Progress(p.cfg.Name, fetched)
		}
		return nil
	})
}

func (p *pass) sameCursors(b *batch) bool {
	for _, c := range b.cursors {
		if p.req.Cursors[c.key] != c.value {
			return false
		}
	}
	return true
}

// finish notes what the run has learned of the source.
func (p *pass) finish(ctx context.Context) error {
	p.notes()
	p.drift()
	if !p.st.isDirty() {
		return nil
	}
	return p.r.gate.With(ctx, func(db *store.DB) error {
		return db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			if _, err := tx.Exec(ctx, p.r.sql["context"], p.cfg.Name, "", p.r.id, p.r.now, ""); err != nil {
				return err
			}
			return p.st.save(ctx, tx, p.r.sql)
		})
	})
}

// notes keeps values that no map knows, for `status`.
func (p *pass) notes() {
	if len(p.prep.notes.unmapped) > 0 {
		if b, err := json.Marshal(p.prep.notes.unmapped); err == nil {
			p.st.Set("unmapped", string(b))
		}
	}
}
