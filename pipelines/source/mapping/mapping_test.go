package mapping

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/pipelines/source"
)

func read(t *testing.T, m *Mapping, record string) (Row, *source.Bad) {
	t.Helper()
	j := m.NewJSON()
	vals := make([]Value, m.Len())
	if bad := j.Values([]byte(record), vals); bad != nil {
		return Row{}, bad
	}
	var row Row
	bad := m.Read(vals, time.UTC, true, &row)
	return row, bad
}

func TestPointersAndNumbers(t *testing.T) {
	m, err := New(map[string]config.Fields{
		"id": {"/meta/id"}, "text": {"/answers/1/value"}, "rating": {"stars"}, "created_at": {"when"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	row, bad := read(t, m, `{"meta":{"id":9007199254740993},"answers":[{"value":"a"},{"value":"نص"}],"stars":"٤٫٥","when":"2025-03-01T10:00:00+04:00","x":[{}]}`)
	if bad != nil {
		t.Fatal(bad)
	}
	s := row.Submissions()[0]
	if row.ID != "9007199254740993" || s.Text != "نص" || s.Rating != 4.5 || s.CreatedAt.Hour() != 6 {
		t.Errorf("%+v", row)
	}
}

func TestSeveralTextsAreSubmissionsOfOneRow(t *testing.T) {
	m, err := New(map[string]config.Fields{"text": {"suggestion", "complaint", "praise"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	row, bad := read(t, m, `{"id":1,"suggestion":"s","complaint":" ","praise":"p","author":"a"}`)
	if bad != nil {
		t.Fatal(bad)
	}
	var got []string
	for _, s := range row.Submissions() {
		got = append(got, s.Part+"="+s.Text+"/"+s.Author)
	}
	if diff := cmp.Diff([]string{"suggestion=s/a", "praise=p/a"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestFaults(t *testing.T) {
	m, err := New(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for record, want := range map[string]source.Code{
		`{"id":"a","text":"caf` + "\xe9" + `"}`:                source.BadEncoding,
		`{"id":"a","text":"cut`:                                source.BadSyntax,
		`id,text`:                                              source.BadSyntax,
		"{\"id\":\"a\",\"text\":\"raw \x01\"}":                 source.BadSyntax,
		`{"id":"a","text":"half \ud83d pair"}`:                 source.BadSyntax,
		`{"id":"a","id":"b","text":"x"}`:                       source.DuplicateKey,
		`{"id":1,"text":{"ar":"x"}}`:                           source.BadType,
		`{"id":1,"text":"x","created_at":"2025-02-30T25:61Z"}`: source.BadTime,
		`{"id":1,"text":"x","rating":"five"}`:                  source.BadNumber,
		`{"text":"x"}`:                                         source.NoID,
		`["a"]`:                                                source.NotObject,
		`"a"`:                                                  source.NotObject,
		"\xef\xbb\xbf" + `{"id":"a","text":"x"}`:               source.BadBOM,
		`{"id":"a","text":null}`:                               source.NoText,
		`{"id":"a","text":"x"} {}`:                             source.BadSyntax,
	} {
		_, bad := read(t, m, record)
		if bad == nil || bad.Code != want {
			t.Errorf("%s: got %v, want %s", record, bad, want)
		}
	}
	if _, bad := read(t, m, `{"id":"a","text":""}`); bad != nil {
		t.Errorf("an empty text is a submission: %v", bad)
	}
}

func TestBind(t *testing.T) {
	m, err := New(map[string]config.Fields{"id": {"رقم"}, "text": {"نص المشاركة"}, "channel": {"القناة"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	places, missing := m.Bind([]string{"نص  المشاركة ", "رقم", "x"})
	if places[0] < 0 || places[1] < 0 || places[2] >= 0 {
		t.Errorf("places %v", places)
	}
	if diff := cmp.Diff([]string{"القناة"}, missing); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if _, err := New(map[string]config.Fields{"txt": {"x"}}, nil); err == nil {
		t.Error("an unknown target must be refused")
	}
}

func BenchmarkJSON(b *testing.B) {
	m, err := New(nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	rec := []byte(`{"id":"s000000001","source":"platform","channel":"portal","unit":"transport","created_at":"2024-10-01T06:10:00Z","author_id":"u0000001","text":"الخدمة بطيئة جداً في البوابة ولا أستطيع الدخول إلى حسابي منذ يومين, please fix","status":"answered","answered_at":"2024-10-05T06:10:00Z","outcome":"adopted"}`)
	j, vals := m.NewJSON(), make([]Value, m.Len())
	b.SetBytes(int64(len(rec)))
	b.ReportAllocs()
	var row Row
	for b.Loop() {
		if bad := j.Values(rec, vals); bad != nil {
			b.Fatal(bad)
		}
		if bad := m.Read(vals, time.UTC, true, &row); bad != nil || row.ID == "" {
			b.Fatal(bad)
		}
	}
}
