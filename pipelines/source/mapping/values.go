package mapping

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/musharaka/musharaka/pipelines/source"
)

// ValueKind is what a value is in its source.
type ValueKind uint8

// Kinds of values.
const (
	Absent ValueKind = iota
	Null
	String
	Number // S is its literal, so that ids above 2^53 survive
	Bool   // S is "true" or "false"
	Other  // an object or a list
)

// Value is one field of a row.
type Value struct {
	S    string
	Kind ValueKind
	// From and To bound the value in the record's bytes, for private fields.
	From, To int
}

// Cell makes the value of a table's cell: empty is not known, except for text,
// which may be empty.
func Cell(s string) Value { return Value{S: s, Kind: String} }

// Row is what a row says.
type Row struct {
	ID      string
	Deleted bool
	subs    [1]source.Submission // room for the common case, so that a page is one allocation
	more    []source.Submission
	n       int
}

// Private returns where vals of private fields stand in a record of JSON.
func (m *Mapping) Private(vals []Value) []source.Span {
	var out []source.Span
	for _, i := range m.private {
		if v := vals[i]; v.To > v.From && v.Kind != Null {
			out = append(out, source.Span{From: v.From, To: v.To})
		}
	}
	slices.SortFunc(out, func(a, b source.Span) int { return a.From - b.From })
	return out
}

// IsPrivate tells whether the value at place i is a direct identifier.
func (m *Mapping) IsPrivate(i int) bool { return i >= 0 && m.hidden[i] }

// Submissions returns the row's submissions. They live as long as the row.
func (r *Row) Submissions() []source.Submission {
	if r.more != nil {
		return r.more
	}
	return r.subs[:r.n:r.n]
}

// Read fills row from vals, which has Len values. A nil Bad means success;
// else row must not be used. needID refuses rows without an id.
func (m *Mapping) Read(vals []Value, zone *time.Location, needID bool, row *Row) *source.Bad {
	*row = Row{}
	x := reader{m: m, vals: vals, zone: zone}
	row.ID = strings.TrimSpace(x.str(ID))
	deleted := x.bool(Deleted)
	row.Deleted = deleted
	s := source.Submission{
		Author: x.str(Author), Channel: x.str(Channel), Unit: strings.TrimSpace(x.str(Unit)), Activity: strings.TrimSpace(x.str(Activity)),
		ReplyTo: x.str(ReplyTo), Lang: x.str(Lang), Status: x.str(Status), Outcome: x.str(Outcome), Reason: x.str(Reason),
		Governorate: x.str(Governorate), Group: x.str(Group), Spam: x.bool(Spam),
		CreatedAt: x.time(CreatedAt), UpdatedAt: x.time(UpdatedAt), AnsweredAt: x.time(AnsweredAt),
	}
	s.Rating, s.HasRating = x.number(Rating)
	if x.bad == nil && row.ID == "" && needID {
		x.fail(m.name(ID), source.NoID)
	}
	if x.bad != nil {
		x.bad.ID = row.ID
		return x.bad
	}
	m.texts(&x, s, row)
	if x.bad != nil {
		x.bad.ID = row.ID
		return x.bad
	}
	return nil
}

// texts makes a submission of each text field. With several, empty ones are
// answers not given; with one, an empty text is an empty submission, but a
// missing one is a fault.
func (m *Mapping) texts(x *reader, s source.Submission, row *Row) {
	places := m.of[Text]
	if m.explicit[Text] && len(places) > 1 {
		row.more = []source.Submission{}
		for _, i := range places {
			v := x.vals[i]
			if v.Kind == Other {
				x.fail(m.fields[i], source.BadType)
				return
			}
			if v.Kind < String || strings.TrimSpace(v.S) == "" {
				continue
			}
			s.Text, s.Part = v.S, m.fields[i]
			row.more = append(row.more, s)
		}
		return
	}
	for _, i := range places {
		switch v := x.vals[i]; v.Kind {
		case Absent, Null:
			continue
		case String:
			s.Text = v.S
			row.subs[0], row.n = s, 1
		default:
			x.fail(m.fields[i], source.BadType)
		}
		return
	}
	if m.Loose {
		return
	}
	if row.Deleted { // what is gone needs no words
		row.subs[0], row.n = s, 1
		return
	}
	x.fail(m.name(Text), source.NoText)
}

func (m *Mapping) name(t Target) string {
	if p := m.of[t]; len(p) > 0 {
		return m.fields[p[0]]
	}
	return string(t)
}

// reader reads one row's values and remembers the first fault.
type reader struct {
	m    *Mapping
	vals []Value
	zone *time.Location
	bad  *source.Bad
}

func (x *reader) fail(column string, code source.Code) {
	if x.bad == nil {
		x.bad = &source.Bad{Column: column, Code: code}
	}
}

// first finds the target's first field that says something.
func (x *reader) first(t Target) (Value, string) {
	for _, i := range x.m.of[t] {
		if v := x.vals[i]; v.Kind > Null && (v.Kind != String || v.S != "") {
			return v, x.m.fields[i]
		}
	}
	return Value{}, ""
}

func (x *reader) str(t Target) string {
	v, f := x.first(t)
	if v.Kind == Other {
		x.fail(f, source.BadType)
		return ""
	}
	return v.S
}

func (x *reader) time(t Target) time.Time {
	v, f := x.first(t)
	switch v.Kind {
	case Absent:
		return time.Time{}
	case String, Number:
		if v.Kind == String && strings.TrimSpace(v.S) == "" {
			return time.Time{}
		}
		at, ok := source.ParseTime(v.S, x.zone)
		if !ok {
			x.fail(f, source.BadTime)
		}
		return at
	}
	x.fail(f, source.BadType)
	return time.Time{}
}

func (x *reader) number(t Target) (float64, bool) {
	v, f := x.first(t)
	switch v.Kind {
	case Absent:
		return 0, false
	case Number:
		n, err := strconv.ParseFloat(v.S, 64)
		return n, err == nil
	case String:
		if strings.TrimSpace(v.S) == "" {
			return 0, false
		}
		n, ok := source.ParseNumber(v.S)
		if !ok {
			x.fail(f, source.BadNumber)
		}
		return n, ok
	}
	x.fail(f, source.BadType)
	return 0, false
}

func (x *reader) bool(t Target) bool {
	v, f := x.first(t)
	if v.Kind == Absent {
		return false
	}
	b, ok := source.ParseBool(v.S)
	if v.Kind == Other || !ok {
		x.fail(f, source.BadType)
	}
	return b
}
