package ingest

import (
	"context"
	"hash/maphash"
	"time"

	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/source"
)

// first is the part of a batch that cannot be in the store: records of a
// source that has stored nothing yet, each for the first time. They become
// columns of their tables as soon as they are read, which spares keeping them
// as rows, comparing them, and staging them.
type first struct {
	source, run string
	now         time.Time

	records, versions, submitted, decided, people *store.Columns
	joined                                        *store.Columns    // submissions that took part in an activity, to be staged
	activities                                    []*row            // of which only these parts are set
	more                                          map[string]person // said of people who are known already
	added, deleted                                int
}

// person is what is known of somebody.
type person struct{ unit, identity, group, governorate string }

// with adds what a later text says.
func (p person) with(s *sub) person {
	return person{s.unit, s.identity, firstOf(s.group, p.group), firstOf(s.governorate, p.governorate)}
}

func newFirst(w *writer) *first {
	return &first{source: w.source, run: w.run, now: w.now,
		records: store.NewColumns(text("raw_id"), text("source"), text("stream"), text("external_id"), blob("payload"), text("media_type"), text("sha256"),
			text("run_id"), instant("received_at"), instant("deleted_at")),
		versions: store.NewColumns(text("submission_id"), integer("version"), text("source"), text("external_id"),
			text("text"), text("text_sha256"), text("author_id"), text("activity_id"), text("reply_to"), float("rating"), text("lang_hint"),
			instant("created_at"), instant("updated_at"), instant("deleted_at"), text("raw_id"), text("run_id"), instant("stored_at")),
		submitted: store.NewColumns(text("submission_id"), text("unit_id"), text("activity_id"), text("participant_id"), text("channel"),
			instant("received_at"), text("lang"), flag("is_spam")),
		decided: store.NewColumns(text("submission_id"), text("status"), instant("decided_at"), text("reason"),
			instant("first_response_at"), instant("response_published_at")),
		people: newPeople(),
		joined: newSubs(),
		more:   map[string]person{},
	}
}

func (f *first) reset() {
	for _, t := range []*store.Columns{f.records, f.versions, f.submitted, f.decided, f.people, f.joined} {
		t.Reset()
	}
	f.activities, f.added, f.deleted = nil, 0, 0
	clear(f.more)
}

func newPeople() *store.Columns {
	return store.NewColumns(text("participant_id"), text("unit_id"), text("identity_level"), text("group_id"), text("governorate"))
}

func (f *first) empty() bool { return f == nil || f.added+f.deleted == 0 }

// known remembers what a first load has read: ids, and of people whether
// anything was said of them.
type known struct {
	records source.Seen
	people  source.Seen // hash of the pseudonym → hash of what was said
}

var idSeed = maphash.MakeSeed() //nolint:gochecknoglobals // hashes compared within one process only

// maxSeen is up to how many records a first load remembers ids, to know that
// they are new without asking the store.
const maxSeen = 8 << 20

// isNew tells whether a record is met for the first time; false too when more
// have been met than are remembered.
func (k *known) isNew(id string) bool {
	if k.records.Len() >= maxSeen {
		return false
	}
	_, met := k.records.Add(maphash.String(idSeed, id), 0)
	return !met
}

// add takes r over.
func (f *first) add(r *row, k *known) {
	f.record(r)
	if r.gone {
		f.deleted++
	} else {
		f.added++
	}
	for i := range r.subs {
		s := &r.subs[i]
		f.version(r, s)
		if r.gone {
			continue
		}
		f.submission(s)
		if s.status != "" || !s.responded.IsZero() {
			f.outcome(s)
		}
		if s.activity != "" {
			appendSub(f.joined, r, s)
		}
		if s.author != "" {
			f.person(s, k)
		}
	}
	if len(r.activities)+len(r.heads) > 0 {
		f.activities = append(f.activities, &row{activities: r.activities, heads: r.heads})
	}
}

func (f *first) record(r *row) {
	t := f.records
	t.Text(0, r.rawID)
	t.Text(1, f.source)
	t.Text(2, r.stream)
	t.Text(3, r.id)
	if r.gone {
		t.Null(4)
		t.Instant(9, f.now)
	} else {
		t.Blob(4, r.payload)
		t.Null(9)
	}
	t.Text(5, r.media)
	t.Text(6, r.sha)
	t.Text(7, f.run)
	t.Instant(8, f.now)
}

func (f *first) version(r *row, s *sub) {
	t := f.versions
	t.Text(0, s.id)
	t.Integer(1, 1)
	t.Text(2, f.source)
	t.Text(3, r.id)
	if r.gone {
		t.Null(4)
		t.Text(5, "")
		t.Instant(13, f.now)
	} else {
		t.Text(4, s.text)
		t.Text(5, s.textSHA)
		t.Null(13)
	}
	t.TextOrNull(6, s.author)
	t.TextOrNull(7, s.activity)
	t.TextOrNull(8, s.replyTo)
	appendRating(t, 9, s)
	t.TextOrNull(10, s.lang)
	t.Instant(11, s.created)
	t.Instant(12, s.updated)
	t.Text(14, r.rawID)
	t.Text(15, f.run)
	t.Instant(16, f.now)
}

func (f *first) submission(s *sub) {
	t := f.submitted
	t.Text(0, s.id)
	t.TextOrNull(1, s.unit)
	t.TextOrNull(2, s.activity)
	t.TextOrNull(3, s.author)
	t.TextOrNull(4, s.channel)
	if s.created.IsZero() {
		t.Instant(5, f.now)
	} else {
		t.Instant(5, s.created)
	}
	t.TextOrNull(6, s.lang)
	t.Flag(7, s.spam)
}

func (f *first) outcome(s *sub) {
	t := f.decided
	t.Text(0, s.id)
	t.TextOrNull(1, s.status)
	t.Instant(2, s.decided)
	t.TextOrNull(3, s.reason)
	t.Instant(4, s.responded)
	t.Instant(5, s.decided)
}

// person takes the author over, once; what later texts say in addition joins
// it by a second merge.
func (f *first) person(s *sub, k *known) {
	h, said := maphash.String(idSeed, s.author), uint64(0)
	if s.group != "" || s.governorate != "" {
		said = maphash.String(idSeed, s.group+"|"+s.governorate)
	}
	if k.people.Len() >= maxSeen {
		f.more[s.author] = f.more[s.author].with(s)
		return
	}
	old, met := k.people.Add(h, said)
	if met && (said == 0 || said == old) {
		return
	}
	if met {
		k.people.Set(h, said)
		f.more[s.author] = f.more[s.author].with(s)
		return
	}
	appendPerson(f.people, s.author, person{s.unit, s.identity, s.group, s.governorate})
}

func appendPerson(t *store.Columns, id string, p person) {
	t.Text(0, id)
	t.TextOrNull(1, p.unit)
	t.Text(2, p.identity)
	t.TextOrNull(3, p.group)
	t.TextOrNull(4, p.governorate)
}

// load writes what was taken over.
func (f *first) load(ctx context.Context, tx *store.Tx) error {
	for _, t := range []struct {
		table string
		rows  *store.Columns
	}{{"raw_records", f.records}, {"submission_versions", f.versions}, {"ingested.submissions", f.submitted}, {"ingested.outcomes", f.decided}} {
		if _, err := tx.Load(ctx, t.table, t.rows); err != nil {
			return err
		}
	}
	return nil
}
