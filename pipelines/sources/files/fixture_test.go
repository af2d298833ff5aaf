package files_test

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/sourcetest"
	"github.com/musharaka/musharaka/pipelines/sources/files"
)

// A letter register as an office keeps it: a title above the header, semicolons,
// Arabic-Indic digits, windows-1256 or a byte order mark, a doublet, a day that
// there is not.
func TestFixture(t *testing.T) {
	for _, name := range []string{"letters-utf8.csv", "letters-1256.csv"} {
		path, err := filepath.Abs(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		w := sourcetest.Read(t, files.Kind(), http.NotFoundHandler(), func(string) string {
			return "{kind: files, path: '" + path + "', unit: U1, map: {id: رقم, text: نص المشاركة, created_at: التاريخ, author: المرسل}}"
		}, source.Request{})
		if w.Err != nil {
			t.Fatal(w.Err)
		}
		var texts []string
		for _, r := range w.Records {
			texts = append(texts, r.Submissions[0].Text+" "+r.Submissions[0].CreatedAt.Format(time.DateOnly))
		}
		if diff := cmp.Diff([]string{"الطريق مكسور; منذ شهر 2025-03-01", "شكراً لكم 2025-03-02"}, texts); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
		var bad []string
		for _, b := range w.Bad {
			bad = append(bad, string(b.Code)+b.Place[strings.LastIndexByte(b.Place, ':'):])
		}
		if diff := cmp.Diff([]string{"duplicate_id:6", "time:7"}, bad); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}
