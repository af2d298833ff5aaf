package ingest

import "github.com/musharaka/musharaka/internal/store"

func text(name string) store.Column    { return store.Column{Name: name, Type: store.Text} }
func instant(name string) store.Column { return store.Column{Name: name, Type: store.Instant} }
func flag(name string) store.Column    { return store.Column{Name: name, Type: store.Flag} }
func blob(name string) store.Column    { return store.Column{Name: name, Type: store.Blob} }
func float(name string) store.Column   { return store.Column{Name: name, Type: store.Float} }
func integer(name string) store.Column { return store.Column{Name: name, Type: store.Integer} }

// columns are rows on their way to where they are compared with what is
// stored; used again for every batch.
type columns struct{ raw, subs, probe, people *store.Columns }

func newColumns() *columns {
	return &columns{
		raw:    store.NewColumns(text("raw_id"), text("external_id"), blob("payload"), text("media_type"), text("sha256"), flag("gone")),
		subs:   newSubs(),
		probe:  store.NewColumns(integer("n"), text("raw_id")),
		people: newPeople(),
	}
}

func newSubs() *store.Columns {
	return store.NewColumns(text("submission_id"), text("raw_id"), text("external_id"), text("text"), text("text_sha256"), text("author_id"),
		text("activity_id"), text("reply_to"), float("rating"), text("lang_hint"), instant("created_at"), instant("updated_at"),
		flag("gone"), flag("spam"), text("unit_id"), text("channel"), text("status"), instant("decided_at"), text("reason"), instant("first_response_at"))
}

// fill takes rows over.
func (c *columns) fill(rows []*row) {
	c.raw.Reset()
	c.subs.Reset()
	for _, r := range rows {
		c.raw.Text(0, r.rawID)
		c.raw.Text(1, r.id)
		if r.gone {
			c.raw.Null(2)
		} else {
			c.raw.Blob(2, r.payload)
		}
		c.raw.Text(3, r.media)
		c.raw.Text(4, r.sha)
		c.raw.Flag(5, r.gone)
		for i := range r.subs {
			appendSub(c.subs, r, &r.subs[i])
		}
	}
}

// appendSub adds s to columns made by newSubs.
func appendSub(t *store.Columns, r *row, s *sub) {
	t.Text(0, s.id)
	t.Text(1, r.rawID)
	t.Text(2, r.id)
	t.Text(3, s.text)
	t.Text(4, s.textSHA)
	t.TextOrNull(5, s.author)
	t.TextOrNull(6, s.activity)
	t.TextOrNull(7, s.replyTo)
	appendRating(t, 8, s)
	t.TextOrNull(9, s.lang)
	t.Instant(10, s.created)
	t.Instant(11, s.updated)
	t.Flag(12, r.gone)
	t.Flag(13, s.spam)
	t.TextOrNull(14, s.unit)
	t.TextOrNull(15, s.channel)
	t.TextOrNull(16, s.status)
	t.Instant(17, s.decided)
	t.TextOrNull(18, s.reason)
	t.Instant(19, s.responded)
}

func appendRating(t *store.Columns, i int, s *sub) {
	if s.rated {
		t.Float(i, s.rating)
	} else {
		t.Null(i)
	}
}
