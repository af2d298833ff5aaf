package files

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/encoding/charmap"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/pipelines/source"
)

func open(t testing.TB, dir, settings string) *files {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal([]byte("{kind: files, unit: U1, "+settings+"}"), &n); err != nil {
		t.Fatal(err)
	}
	c := config.Source{Name: "f", Node: n.Content[0]}
	if err := c.Node.Decode(&c.Common); err != nil {
		t.Fatal(err)
	}
	src, err := New(source.Env{Config: c, Dir: dir, Zone: time.FixedZone("Muscat", 4*3600)})
	if err != nil {
		t.Fatal(err)
	}
	return src.(*files)
}

// read walks the files and tells what came of them, good and bad.
func read(t testing.TB, f *files, cursors map[string]string) (good, bad []string) {
	t.Helper()
	for page, err := range f.Pages(context.Background(), source.Request{Cursors: cursors}) {
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Records {
			for _, s := range r.Submissions {
				good = append(good, strings.TrimSpace(fmt.Sprintf("%s %s %s", r.ID, s.Text, when(s.CreatedAt))))
			}
			if !json.Valid(r.Payload) {
				t.Errorf("payload of %s is no JSON: %q", r.ID, r.Payload)
			}
		}
		for _, b := range page.Bad {
			bad = append(bad, fmt.Sprintf("%s %s", b.Place, b.Code))
		}
		if page.Cursor != "" && cursors != nil {
			cursors[page.Key] = page.Cursor
		}
	}
	return good, bad
}

func when(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02T15:04")
}

func put(t testing.TB, dir, name, body string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestShapes(t *testing.T) {
	arabic, err := charmap.Windows1256.NewEncoder().String("رقم;نص المشاركة;التاريخ\r\n1;الطريق مكسور؛ جداً;01/02/2025\r\n")
	if err != nil {
		t.Fatal(err)
	}
	mapped := "map: {id: رقم, text: نص المشاركة, created_at: التاريخ}"
	for name, c := range map[string]struct {
		file, body, settings string
		good, bad            []string
	}{
		"windows-1256":     {"a.csv", arabic, mapped, []string{"1 الطريق مكسور؛ جداً 2025-01-31T20:00"}, nil},
		"byte order mark":  {"a.csv", "\ufeffid,text\n1,x\n", "", []string{"1 x"}, nil},
		"titles above":     {"a.csv", "سجل المشاركات لعام 2025,,\n,,\nرقم,نص المشاركة,التاريخ\n١,نص,٠١/٠٣/٢٠٢٥\n", mapped, []string{"١ نص 2025-02-28T20:00"}, nil},
		"quoted":           {"a.csv", "id,text\n1,\"سطر\nوآخر, \"\"مقتبس\"\"\"\n2,5\" pipe\n", "", []string{"1 سطر\nوآخر, \"مقتبس\"", "2 5\" pipe"}, nil},
		"unclosed quote":   {"a.csv", "id,text\n1,ok\n2,\"open\n3,after\n", "", []string{"1 ok", "3 after"}, []string{"a.csv:3 syntax"}},
		"ragged":           {"a.csv", "id,text\n1,a,b\n2\n3,ok\n", "", []string{"3 ok"}, []string{"a.csv:2 columns", "a.csv:3 columns"}},
		"same id":          {"a.csv", "id,text\n1,a\n1,a\n1,b\n", "", []string{"1 a"}, []string{"a.csv:4 duplicate_id"}},
		"missing column":   {"a.csv", "رقم,نص\n1,a\n", mapped, nil, []string{"a.csv:1 missing_field"}},
		"tabs":             {"a.tsv", "id\ttext\n1\tنص\n", "", []string{"1 نص"}, nil},
		"carriage returns": {"a.csv", "id;text\r1;a\r2;b\r", "", []string{"1 a", "2 b"}, nil},
		"ndjson":           {"a.ndjson", "\ufeff{\"id\":1,\"text\":\"a\"}\r\n\n\ufeff{\"id\":2,\"text\":\"b\"}\n{\"id\":3,\"text\":\"c\"}", "", []string{"1 a", "3 c"}, []string{"a.ndjson:2 blank", "a.ndjson:3 bom"}},
		"broken workbook":  {"a.xlsx", "no zip", "", nil, []string{"a.xlsx syntax"}},
		"broken parquet":   {"a.parquet", "PAR1 no", "", nil, []string{"a.parquet syntax"}},
		"empty":            {"a.csv", "", "", nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, c.file, c.body)
			good, bad := read(t, open(t, dir, "path: '*.*', "+c.settings), nil)
			if diff := cmp.Diff(c.good, good); diff != "" {
				t.Errorf("good (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(c.bad, bad); diff != "" {
				t.Errorf("bad (-want +got)\n%s", diff)
			}
		})
	}
}

func TestWorkbookAndParquet(t *testing.T) {
	dir := t.TempDir()
	book := excelize.NewFile()
	for i, row := range [][]any{{"سجل الرسائل"}, {}, {"رقم", "نص المشاركة", "التاريخ"}, {7, "من جدول", time.Date(2025, 3, 4, 10, 30, 0, 0, time.UTC)}} {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.SaveAs(filepath.Join(dir, "a.xlsx")); err != nil {
		t.Fatal(err)
	}
	good, bad := read(t, open(t, dir, "path: '*.xlsx', map: {id: رقم, text: نص المشاركة, created_at: التاريخ}"), nil)
	if diff := cmp.Diff([]string{"7 من جدول 2025-03-04T06:30"}, good); diff != "" || bad != nil {
		t.Errorf("%s %v", diff, bad)
	}
	type line struct {
		ID   int64     `parquet:"id"`
		Text string    `parquet:"text"`
		At   time.Time `parquet:"created_at,timestamp(millisecond)"`
	}
	if err := parquet.WriteFile(filepath.Join(dir, "a.parquet"), []line{{9007199254740993, "من عمود", time.Date(2025, 3, 4, 10, 30, 0, 0, time.UTC)}}); err != nil {
		t.Fatal(err)
	}
	good, bad = read(t, open(t, dir, "path: '*.parquet'"), nil)
	if diff := cmp.Diff([]string{"9007199254740993 من عمود 2025-03-04T10:30"}, good); diff != "" || bad != nil {
		t.Errorf("%s %v", diff, bad)
	}
}

// TestResume stops behind every page and goes on with the cursor.
func TestResume(t *testing.T) {
	dir := t.TempDir()
	var b strings.Builder
	var want []string
	for i := range 400 {
		fmt.Fprintf(&b, `{"id":"%d","text":"نص %d"}`+"\n", i, i)
		want = append(want, fmt.Sprintf("%d نص %d", i, i))
	}
	put(t, dir, "a.ndjson", b.String()+"broken\n")
	for stop := 1; stop < 6; stop++ {
		f := open(t, dir, "path: a.ndjson")
		f.size = 2000
		cursors := map[string]string{}
		var got []string
		n := 0
		for page, err := range f.Pages(t.Context(), source.Request{Cursors: cursors}) {
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range page.Records {
				got = append(got, r.ID+" "+r.Submissions[0].Text)
			}
			cursors[page.Key] = page.Cursor
			if n++; n == stop {
				break
			}
		}
		rest, bad := read(t, f, cursors)
		if diff := cmp.Diff(want, append(got, rest...)); diff != "" {
			t.Fatalf("stopped after %d (-want +got)\n%s", stop, diff)
		}
		if !slices.Equal(bad, []string{"a.ndjson:401 syntax"}) {
			t.Errorf("bad %v", bad)
		}
		if again, _ := read(t, f, cursors); again != nil {
			t.Errorf("read again: %d rows", len(again))
		}
	}
}

func TestPrivateCells(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.csv", "id,text,author,هاتف\n1,x,me@example.om,99123456\n")
	f := open(t, dir, "path: a.csv, map: {private: هاتف}")
	for page, err := range f.Pages(t.Context(), source.Request{}) {
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Records {
			if len(r.Private) != 2 || string(r.Payload[r.Private[1].From:r.Private[1].To]) != `"99123456"` {
				t.Errorf("%s %v", r.Payload, r.Private)
			}
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add("id,text\n1,\"a\nb\"\n2,x\n")
	f.Add("\xff\xfei\x00d\x00")
	f.Add("id;text\r1;\"\"\"\r")
	f.Fuzz(func(t *testing.T, body string) {
		dir := t.TempDir()
		put(t, dir, "a.csv", body)
		read(t, open(t, dir, "path: a.csv"), nil)
	})
}

func FuzzNDJSON(f *testing.F) {
	f.Add(`{"id":1,"text":"x"}` + "\n")
	f.Add("\xef\xbb\xbf{}\n\n[")
	f.Fuzz(func(t *testing.T, body string) {
		dir := t.TempDir()
		put(t, dir, "a.ndjson", body)
		good, bad := read(t, open(t, dir, "path: a.ndjson"), nil)
		lines := strings.Count(strings.TrimSuffix(body, "\n"), "\n") + 1
		if strings.Trim(body, "\ufeff") == "" {
			lines = 0
		}
		if len(good)+len(bad) > lines {
			t.Errorf("%d lines gave %d good and %d bad", lines, len(good), len(bad))
		}
	})
}
