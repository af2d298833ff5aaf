// Package mapping turns the `map` of a source's configuration into the fields
// of submissions: target by column header, JSON member or JSON pointer.
//
// It reads values and names what is wrong with them. It does not map codes
// (package codes and the runner do) and decides nothing about rows that it
// refuses.
package mapping

import (
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
)

// Target is a field of the product that a column can be mapped to.
type Target string

// The targets. Gender and AgeBand are known so that a configuration may name
// them; they are never stored beside a person (see Submission.Group).
const (
	ID          Target = "id"
	Text        Target = "text"
	CreatedAt   Target = "created_at"
	UpdatedAt   Target = "updated_at"
	Author      Target = "author"
	Channel     Target = "channel"
	Unit        Target = "unit"
	Activity    Target = "activity"
	ReplyTo     Target = "reply_to"
	Rating      Target = "rating"
	Status      Target = "status"
	AnsweredAt  Target = "answered_at"
	Outcome     Target = "outcome"
	Reason      Target = "reason"
	Gender      Target = "gender"
	AgeBand     Target = "age_band"
	Governorate Target = "governorate"
	Group       Target = "group"
	Deleted     Target = "deleted"
	Spam        Target = "spam"
	Lang        Target = "lang"
	Private     Target = "private" // direct identifiers that are kept nowhere: names, telephone numbers
)

// Targets lists every target in the order of the documentation.
func Targets() []Target {
	return []Target{ID, Text, CreatedAt, UpdatedAt, Author, Channel, Unit, Activity, ReplyTo, Rating, Status, AnsweredAt,
		Outcome, Reason, Gender, AgeBand, Governorate, Group, Deleted, Spam, Lang, Private}
}

// aliases are tried where a source has no map at all: the target's own name
// first, then what exports and hand-made tables commonly say.
var aliases = map[Target][]string{
	ID:          {"id", "ID", "Id", "رقم", "الرقم", "المعرف", "رقم المشاركة"},
	Text:        {"text", "body", "message", "comment", "content", "النص", "نص المشاركة", "المشاركة", "التعليق", "الملاحظة", "الرسالة"},
	CreatedAt:   {"created_at", "date", "timestamp", "received_at", "published_at", "التاريخ", "تاريخ المشاركة", "تاريخ الاستلام"},
	UpdatedAt:   {"updated_at"},
	Author:      {"author", "author_id", "user_id", "sender", "المرسل", "المشارك", "الكاتب"},
	Channel:     {"channel", "القناة"},
	Unit:        {"unit", "unit_id", "الوحدة"},
	Activity:    {"activity", "activity_id", "النشاط"},
	ReplyTo:     {"reply_to", "in_reply_to"},
	Rating:      {"rating", "score", "التقييم"},
	Status:      {"status", "الحالة"},
	AnsweredAt:  {"answered_at", "تاريخ الرد"},
	Outcome:     {"outcome", "النتيجة"},
	Reason:      {"reason", "السبب"},
	Gender:      {"gender", "الجنس"},
	AgeBand:     {"age_band", "الفئة العمرية"},
	Governorate: {"governorate", "المحافظة"},
	Group:       {"group", "group_id"},
	Deleted:     {"deleted"},
	Spam:        {"spam", "is_spam"},
	Lang:        {"lang", "language", "اللغة"},
}

// Mapping knows which fields of a row go where. It is safe for concurrent use.
type Mapping struct {
	fields   []string         // every field that is looked at, each once
	index    map[string]int   // field → its place in fields
	of       map[Target][]int // places of a target's candidates
	explicit map[Target]bool
	guess    bool // no map at all: aliases are tried
	pointers []pointer
	// Loose lets a text be missing: an optional question that was not answered.
	Loose bool
	// Groups finds "group/question" by "question".
	Groups  bool
	private []int  // places of direct identifiers, the author's among them
	hidden  []bool // the same by place
}

// New compiles a configured map, with base underneath: the fields that a
// connector knows of its source. A target that neither names is read from a
// field of its own name; with no map at all, common aliases are tried too.
func New(configured, base map[string]config.Fields) (*Mapping, error) {
	m := &Mapping{index: map[string]int{}, of: map[Target][]int{}, explicit: map[Target]bool{}, guess: len(configured) == 0 && len(base) == 0}
	known := Targets()
	for name := range configured {
		if !slices.Contains(known, Target(name)) {
			return nil, errTarget(name, known)
		}
	}
	for _, t := range known {
		fields, ok := configured[string(t)]
		if !ok {
			fields, ok = base[string(t)]
		}
		switch {
		case ok:
			m.explicit[t] = true
		case m.guess:
			fields = aliases[t]
		default:
			fields = []string{string(t)}
		}
		for _, f := range fields {
			m.of[t] = append(m.of[t], m.add(f))
		}
	}
	m.hidden = make([]bool, len(m.fields))
	for _, t := range []Target{Author, Private} {
		for _, i := range m.of[t] {
			if !m.hidden[i] {
				m.private, m.hidden[i] = append(m.private, i), true
			}
		}
	}
	return m, nil
}

func (m *Mapping) add(field string) int {
	if i, ok := m.index[field]; ok {
		return i
	}
	i := len(m.fields)
	m.index[field] = i
	m.fields = append(m.fields, field)
	if strings.HasPrefix(field, "/") {
		m.pointers = append(m.pointers, newPointer(field, i))
	}
	return i
}

// Len is the number of values that a row is read into.
func (m *Mapping) Len() int { return len(m.fields) }

// Field names the value at place i.
func (m *Mapping) Field(i int) string { return m.fields[i] }

// HasID tells whether rows carry an id of their own, as far as the map knows:
// explicitly, or by a column that columns has.
func (m *Mapping) HasID(columns []string) bool {
	if m.explicit[ID] {
		return true
	}
	for _, i := range m.of[ID] {
		if slices.Contains(columns, m.fields[i]) {
			return true
		}
	}
	return false
}

// Bind finds the columns of a table: places[j] is where the cells of column j
// go, -1 if they are not mapped. missing lists columns that the configuration
// names and the table lacks; with no text column at all, missing is "text".
func (m *Mapping) Bind(columns []string) (places []int, missing []string) {
	places = make([]int, len(columns))
	have := map[int]bool{}
	for j, c := range columns {
		places[j] = -1
		if i, ok := m.lookup(c); ok && !have[i] {
			places[j], have[i] = i, true
		}
	}
	for _, t := range Targets() {
		if m.explicit[t] {
			for _, i := range m.of[t] {
				if !have[i] {
					missing = append(missing, m.fields[i])
				}
			}
		} else if t == Text && !slices.ContainsFunc(m.of[t], func(i int) bool { return have[i] }) {
			missing = append(missing, string(Text))
		}
	}
	return places, missing
}

// lookup finds a header as it stands, else without the marks, spaces and case
// in which hand-made headers differ.
func (m *Mapping) lookup(column string) (int, bool) {
	if i, ok := m.index[column]; ok {
		return i, true
	}
	f := foldHeader(column)
	for i, name := range m.fields {
		if foldHeader(name) == f {
			return i, true
		}
	}
	return 0, false
}

func foldHeader(s string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r == ' ' || r == '\u00a0' || r == '\n' || r == '\r' || r == '\t' || r == '\u200f' || r == '\u200e' || r == '\ufeff' || r == ':' || r == '*'
	}), " "))
}

func errTarget(name string, known []Target) error {
	words := make([]string, len(known))
	for i, k := range known {
		words[i] = string(k)
	}
	return i18n.Errorf(i18n.Text{
		AR: "map: الحقل %q غير معروف. الحقول المعروفة: %s",
		EN: "map: unknown target %q. Known targets: %s"}, name, strings.Join(words, ", "))
}

// IsTime tells whether the value at place i is read as a time.
func (m *Mapping) IsTime(i int) bool {
	for _, t := range []Target{CreatedAt, UpdatedAt, AnsweredAt} {
		if slices.Contains(m.of[t], i) {
			return true
		}
	}
	return false
}
