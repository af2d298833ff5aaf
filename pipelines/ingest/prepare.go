package ingest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/codes"
)

// row is a record made ready to be stored.
type row struct {
	rawID, id, sha string
	stream         string
	payload        []byte
	media          string
	gone           bool
	subs           []sub
	activities     []source.Activity
	heads          []source.Attendance
	size           int
}

// sub is a submission made ready to be stored; empty strings are NULL.
type sub struct {
	id, text, textSHA, author, identity    string
	activity, replyTo, lang, unit, channel string
	status, reason, governorate, group     string
	rating                                 float64
	rated, spam                            bool
	created, updated, decided, responded   time.Time
}

// preparer turns records into rows: hashes, pseudonyms, codes. It holds
// nothing that changes but the counts of its notes, so that pages can be
// prepared on every core.
type preparer struct {
	source   string
	stream   string
	unit     string
	activity string
	channel  string
	key      []byte
	keepIDs  bool
	values   map[string]map[string]string // configured value maps by target
	tables   map[string]codes.Table

	notes *notes
}

// notes are what the preparation of a run has learned.
type notes struct {
	mu       sync.Mutex
	unmapped map[string]map[string]int // target → value → rows, for `status`
	cleaned  int                       // texts with invalid bytes, NULs or other forms than NFC
	units    map[string]bool           // units that rows name
}

// forStream is p for the records of a stream.
func (p *preparer) forStream(stream string) *preparer {
	q := *p
	q.stream = stream
	return &q
}

// maxUnmapped bounds what is remembered of values that no map knows.
const maxUnmapped = 50

// rows prepares a page's records on every core. Records that belong to no unit
// join the bad ones.
func (p *preparer) rows(recs []source.Record, bad []source.Bad) ([]row, []source.Bad) {
	out := make([]row, len(recs))
	n := runtime.GOMAXPROCS(0)
	if len(recs) < 200 {
		n = 1
	}
	var wg sync.WaitGroup
	for w := range n {
		part := func() {
			lo, hi := len(recs)*w/n, len(recs)*(w+1)/n
			ps := newPseudonyms(p.key)
			for i := lo; i < hi; i++ {
				p.row(&recs[i], &out[i], ps)
			}
		}
		if n == 1 {
			part()
			break
		}
		wg.Go(part)
	}
	wg.Wait()
	if p.unit != "" {
		return out, bad
	}
	kept := out[:0]
	for i := range out {
		if slices.ContainsFunc(out[i].subs, func(s sub) bool { return s.unit == "" }) {
			bad = append(bad, source.Bad{Place: p.stream + "/" + out[i].id, ID: out[i].id, Column: "unit", Code: source.MissingField,
				Original: source.Cut(recs[i].Payload)})
			continue
		}
		kept = append(kept, out[i])
	}
	return kept, bad
}

func (p *preparer) row(r *source.Record, out *row, ps *pseudonyms) {
	sum := sha256.Sum256(r.Payload)
	out.stream = p.stream
	out.id, out.gone, out.media = r.ID, r.Deleted, r.MediaType
	if out.media == "" {
		out.media = "application/json"
	}
	out.sha = hex.EncodeToString(sum[:])
	out.rawID = rawID(p.source, p.stream, r.ID, sum, r.Deleted)
	out.activities, out.heads = r.Activities, r.Attendance
	author := ""
	if len(r.Submissions) > 0 {
		out.subs = make([]sub, len(r.Submissions))
		for i := range r.Submissions {
			p.sub(r, &r.Submissions[i], &out.subs[i], ps)
			author = out.subs[i].author
			out.size += len(out.subs[i].text)
		}
	}
	out.payload = r.Payload
	if !p.keepIDs && len(r.Private) > 0 {
		out.payload = redact(r.Payload, r.Private, author)
	}
	out.size += len(out.payload) + 300
}

// rawID names a content of a record.
func rawID(source, stream, id string, payload [32]byte, gone bool) string {
	var buf [256]byte
	b := append(buf[:0], source...)
	b = append(b, 0)
	b = append(b, stream...)
	b = append(b, 0)
	b = append(b, id...)
	b = append(b, 0)
	if gone {
		b = append(b, "gone"...)
	} else {
		b = append(b, payload[:]...)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}

// redact replaces direct identifiers in a payload by the pseudonym, or by a
// mark if there is none.
func redact(payload []byte, private []source.Span, pseudonym string) []byte {
	mark := `"[private]"`
	if pseudonym != "" {
		mark = `"` + pseudonym + `"`
	}
	var b bytes.Buffer
	b.Grow(len(payload) + len(private)*len(mark))
	at := 0
	for _, s := range private {
		if s.From < at || s.To > len(payload) {
			continue
		}
		b.Write(payload[at:s.From])
		b.WriteString(mark)
		at = s.To
	}
	b.Write(payload[at:])
	return b.Bytes()
}

func (p *preparer) sub(r *source.Record, s *source.Submission, out *sub, ps *pseudonyms) {
	out.id = p.source + ":" + r.ID
	if s.Part != "" {
		out.id += "#" + s.Part
	}
	text, changed := source.Clean(s.Text)
	out.text = text
	if changed {
		p.notes.mu.Lock()
		p.notes.cleaned++
		p.notes.mu.Unlock()
	}
	sum := sha256.Sum256([]byte(text))
	out.textSHA = hex.EncodeToString(sum[:])
	out.unit = s.Unit
	if out.unit == "" {
		out.unit = p.unit
	}
	if mapped, ok := p.values["unit"][out.unit]; ok {
		out.unit = mapped
	}
	p.noteUnit(out.unit)
	if s.Author != "" {
		out.author = ps.of(out.unit, p.source, s.Author)
		out.identity = string(s.Identity)
		if out.identity == "" {
			out.identity = string(source.Account)
		}
	}
	out.activity = firstOf(s.Activity, p.activity)
	if mapped, ok := p.values["activity"][out.activity]; ok {
		out.activity = mapped
	}
	if s.ReplyTo != "" {
		out.replyTo = p.source + ":" + s.ReplyTo
	}
	out.channel = p.code("channel", firstOf(s.Channel, p.channel))
	out.governorate = p.code("governorate", s.Governorate)
	out.group = s.Group
	if mapped, ok := p.values["group"][s.Group]; ok {
		out.group = mapped
	}
	out.lang = langHint(s.Lang)
	out.rating, out.rated, out.spam = s.Rating, s.HasRating, s.Spam
	out.created, out.updated = s.CreatedAt, s.UpdatedAt
	p.outcome(s, out)
}

// outcome reads what became of a submission. A decision needs a day to count:
// without one it is not known when it was made, and it is left out.
func (p *preparer) outcome(s *source.Submission, out *sub) {
	out.responded = s.AnsweredAt
	if s.AnsweredAt.IsZero() {
		return
	}
	code := p.code("outcome", s.Outcome)
	if code == "" {
		code = p.code("outcome", s.Status)
	}
	if code == "" {
		return
	}
	out.status, out.decided, out.reason = code, s.AnsweredAt, s.Reason
	if out.reason == "" && s.Outcome != "" && codes.Fold(s.Outcome) != codes.Fold(code) {
		out.reason = s.Outcome // "duplicate" says why something was only noted
	}
}

// code maps a source's value to a register's code: by the configuration, else
// by the built-in table. What neither knows is left empty and counted.
func (p *preparer) code(target, value string) string {
	if value == "" {
		return ""
	}
	if c, ok := p.values[target][value]; ok {
		return c
	}
	if c, ok := p.tables[target].Lookup(value); ok {
		if c == codes.None {
			return ""
		}
		return c
	}
	p.notes.mu.Lock()
	defer p.notes.mu.Unlock()
	m := p.notes.unmapped[target]
	if m == nil {
		m = map[string]int{}
		p.notes.unmapped[target] = m
	}
	if _, ok := m[value]; ok || len(m) < maxUnmapped && len(value) <= 64 {
		m[value]++
	}
	return ""
}

func (p *preparer) noteUnit(unit string) {
	if unit == p.unit {
		return
	}
	p.notes.mu.Lock()
	p.notes.units[unit] = true
	p.notes.mu.Unlock()
}

func langHint(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if i := strings.IndexAny(s, "-_"); i > 0 {
		s = s[:i]
	}
	if len(s) < 2 || len(s) > 8 {
		return ""
	}
	return s
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
