package mapping

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/musharaka/musharaka/pipelines/source"
)

// maxDepth is how deep a record may be nested: more is an attack or a mistake.
const maxDepth = 200

// pointer is a JSON pointer (RFC 6901) below a record.
type pointer struct {
	path  []string
	place int
}

func newPointer(s string, place int) pointer {
	parts := strings.Split(s[1:], "/")
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(strings.ReplaceAll(p, "~1", "/"), "~0", "~")
	}
	return pointer{parts, place}
}

// JSON reads records of JSON. One of them serves one goroutine.
type JSON struct {
	m     *Mapping
	dec   *jsontext.Decoder
	src   bytes.Reader
	names []string // of the record that plain reads
	// Seen counts the members of the records by name, for the report of new
	// fields. It never holds values.
	Seen map[string]int
}

// NewJSON makes a reader of m's fields.
func (m *Mapping) NewJSON() *JSON {
	return &JSON{m: m, dec: jsontext.NewDecoder(bytes.NewReader(nil)), Seen: map[string]int{}}
}

// Fields lists the names of the members seen since the last call, sorted.
func (j *JSON) Fields() []string {
	out := slices.Sorted(maps.Keys(j.Seen))
	clear(j.Seen)
	return out
}

// Values reads one object into vals, strictly: valid UTF-8, no name twice, no
// half of a surrogate pair, nothing behind the object.
func (j *JSON) Values(record []byte, vals []Value) *source.Bad {
	if j.plain(record, vals) {
		return nil
	}
	return j.strict(record, vals)
}

// strict reads any record, token by token.
func (j *JSON) strict(record []byte, vals []Value) *source.Bad {
	for i := range vals {
		vals[i] = Value{}
	}
	j.src.Reset(record)
	j.dec.Reset(&j.src)
	if j.dec.PeekKind() != '{' {
		if _, err := j.dec.ReadToken(); err != nil {
			return j.fault(record, err)
		}
		return &source.Bad{Code: source.NotObject}
	}
	if err := j.object(vals, j.m.pointers, 0); err != nil {
		return j.fault(record, err)
	}
	if _, err := j.dec.ReadToken(); !errors.Is(err, io.EOF) {
		if err == nil {
			err = errTrailing
		}
		return j.fault(record, err)
	}
	return nil
}

var (
	errTrailing = errors.New("something stands behind the object")
	errDeep     = errors.New("nested too deeply")
)

func (j *JSON) fault(record []byte, err error) *source.Bad {
	code := source.BadSyntax
	switch {
	case bytes.HasPrefix(record, bom):
		code = source.BadBOM
	case !utf8.Valid(record):
		code = source.BadEncoding
	case errors.Is(err, jsontext.ErrDuplicateName):
		code = source.DuplicateKey
	case errors.Is(err, errDeep):
		code = source.TooDeep
	}
	return &source.Bad{Code: code}
}

var bom = []byte("\xef\xbb\xbf")

func (j *JSON) object(vals []Value, ps []pointer, depth int) error {
	if _, err := j.dec.ReadToken(); err != nil { // {
		return err
	}
	for j.dec.PeekKind() != '}' {
		tok, err := j.dec.ReadToken()
		if err != nil {
			return err
		}
		name := tok.String()
		place, below := -1, []pointer(nil)
		if depth == 0 {
			if _, ok := j.Seen[name]; ok || len(j.Seen) < 1000 {
				j.Seen[name]++
			}
			place = j.m.place(name)
		}
		for _, p := range ps {
			if p.path[0] == name {
				if len(p.path) == 1 {
					place = p.place
				} else {
					below = append(below, pointer{p.path[1:], p.place})
				}
			}
		}
		if err := j.value(vals, place, below, depth+1); err != nil {
			return err
		}
	}
	_, err := j.dec.ReadToken() // }
	return err
}

// value reads the next value into vals[place], or walks into it for the
// pointers below, or skips it.
func (j *JSON) value(vals []Value, place int, below []pointer, depth int) error {
	if depth > maxDepth {
		return errDeep
	}
	if j.m.IsPrivate(place) {
		return j.private(&vals[place])
	}
	switch k := j.dec.PeekKind(); {
	case k == '{' && len(below) > 0:
		return j.object(vals, below, depth)
	case k == '[' && len(below) > 0:
		return j.list(vals, below, depth)
	case k == '{' || k == '[':
		if place >= 0 {
			vals[place].Kind = Other
		}
		return j.dec.SkipValue()
	}
	tok, err := j.dec.ReadToken()
	if err != nil || place < 0 {
		return err
	}
	switch tok.Kind() {
	case 'n':
		vals[place] = Value{Kind: Null}
	case 't', 'f':
		vals[place] = Value{S: tok.String(), Kind: Bool}
	case '0':
		vals[place] = Value{S: tok.String(), Kind: Number}
	case '"':
		vals[place] = Value{S: tok.String(), Kind: String}
	}
	return nil
}

// place finds a member by its name, -1 if it is not mapped.
func (m *Mapping) place(name string) int {
	if i, ok := m.index[name]; ok {
		return i
	}
	if m.Groups {
		if slash := strings.LastIndexByte(name, '/'); slash >= 0 {
			if i, ok := m.index[name[slash+1:]]; ok {
				return i
			}
		}
	}
	return -1
}

// Record reads one record of JSON as it was received: payload is kept as it
// is. at names the record's place, for the quarantine.
func (j *JSON) Record(payload []byte, zone *time.Location, at string) (source.Record, *source.Bad) {
	vals := make([]Value, j.m.Len())
	row := new(Row)
	bad := j.Values(payload, vals)
	if bad == nil {
		bad = j.m.Read(vals, zone, true, row)
	}
	if bad != nil {
		bad.Place, bad.Original = at, source.Cut(payload)
		if bad.ID != "" {
			bad.Place += "/" + bad.ID
		}
		return source.Record{}, bad
	}
	return source.Record{ID: row.ID, Payload: payload, Private: j.m.Private(vals), Deleted: row.Deleted, Submissions: row.Submissions()}, nil
}

// private reads a direct identifier and where it stands.
func (j *JSON) private(v *Value) error {
	raw, err := j.dec.ReadValue()
	if err != nil {
		return err
	}
	v.To = int(j.dec.InputOffset())
	v.From = v.To - len(raw)
	switch raw.Kind() {
	case 'n':
		v.Kind = Null
	case 't', 'f':
		v.Kind, v.S = Bool, string(raw)
	case '0':
		v.Kind, v.S = Number, string(raw)
	case '"':
		b, err := jsontext.AppendUnquote(nil, raw)
		v.Kind, v.S = String, string(b)
		return err
	default:
		v.Kind = Other
	}
	return nil
}

func (j *JSON) list(vals []Value, below []pointer, depth int) error {
	if _, err := j.dec.ReadToken(); err != nil { // [
		return err
	}
	for i := 0; j.dec.PeekKind() != ']'; i++ {
		index, place, deeper := itoa(i), -1, []pointer(nil)
		for _, p := range below {
			if p.path[0] != index {
				continue
			}
			if len(p.path) == 1 {
				place = p.place
			} else {
				deeper = append(deeper, pointer{p.path[1:], p.place})
			}
		}
		if err := j.value(vals, place, deeper, depth+1); err != nil {
			return err
		}
	}
	_, err := j.dec.ReadToken() // ]
	return err
}

func itoa(i int) string {
	if i < 10 {
		return "0123456789"[i : i+1]
	}
	return itoa(i/10) + itoa(i%10)
}
