package mapping

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/config"
)

// FuzzPlain holds the quick reader to the strict one: what it takes, the
// strict one takes to the same values.
func FuzzPlain(f *testing.F) {
	m, err := New(map[string]config.Fields{"id": {"id"}, "text": {"text"}, "author": {"author"}, "rating": {"rating"}, "deleted": {"deleted"}, "created_at": {"created_at"}}, nil)
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{
		`{"id":"a","text":"نص","author":"x","rating":4.5e-3,"deleted":true}`, `{ "id" : 9007199254740993 , "text" : null }` + "\r", `{}`, `{"id":"a",}`,
		`{"id":-0,"rating":01}`, `{"rating":1.}`, `{"rating":-}`, `{"id":"a","id":"b"}`, `{"text":"\u0041"}`, "{\"text\":\"a\x01\"}", `{"a":{"id":1},"b":[1]}`,
		`{"text":"x"} {}`, `{"text":"x"}x`, `{"deleted":truely}`, `{,}`, `{"author":null}`, `{"author":12}`, `{"author":false}`, "\xef\xbb\xbf{}", `{"text":"caf` + "\xe9" + `"}`,
		`{"text":"` + "\u2028" + `"}`, `{"id":1e400}`, `{"":""}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, record []byte) {
		quick, slow := m.NewJSON(), m.NewJSON()
		got, want := make([]Value, m.Len()), make([]Value, m.Len())
		if !quick.plain(record, got) {
			return
		}
		if bad := slow.strict(record, want); bad != nil {
			t.Fatalf("%q: taken, but the strict reader says %v", record, bad)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-strict +quick)\n%s", record, diff)
		}
		if diff := cmp.Diff(slow.Seen, quick.Seen); diff != "" {
			t.Errorf("%q names (-strict +quick)\n%s", record, diff)
		}
	})
}
