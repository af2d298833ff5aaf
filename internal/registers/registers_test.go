package registers_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/registers"
	"github.com/musharaka/musharaka/internal/store/storetest"
)

// TestCatalogueMatchesDatabase keeps the names for people beside the tables
// that exist.
func TestCatalogueMatchesDatabase(t *testing.T) {
	db := storetest.Open(t)
	rows, err := db.Query(t.Context(), `SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() WHERE schema_name = 'hand' GROUP BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	want := map[string][]string{}
	for rows.Next() {
		var name string
		var cols []any
		if err := rows.Scan(&name, &cols); err != nil {
			t.Fatal(err)
		}
		for _, c := range cols {
			want[name] = append(want[name], c.(string))
		}
	}
	got := map[string][]string{}
	for _, tab := range registers.Tables() {
		for _, c := range tab.Columns {
			if c.AR == "" {
				t.Errorf("%s.%s has no Arabic header", tab.Name, c.Name)
			}
			got[tab.Name] = append(got[tab.Name], c.Name)
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-database +catalogue)\n%s", d)
	}
}

func TestCodesMatchDatabase(t *testing.T) {
	db := storetest.Open(t)
	rows, err := db.Query(t.Context(), `SELECT type_name, labels FROM duckdb_types() WHERE logical_type = 'ENUM' AND NOT internal`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		var kind string
		var labels []any
		if err := rows.Scan(&kind, &labels); err != nil {
			t.Fatal(err)
		}
		for _, l := range labels {
			n++
			if x := registers.Label(kind, l.(string)); x.AR == "" || x.EN == l.(string) {
				t.Errorf("%s %s has no name", kind, l)
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d codes", n)
	}
}

func TestCode(t *testing.T) {
	for _, c := range []struct{ kind, word, want string }{
		{"governorate", "محافظة مسقط", "OM-MA"}, {"governorate", "الظاهره", "OM-ZA"}, {"governorate", "Dhahira", "OM-ZA"}, {"governorate", "Al Batinah North", "OM-BS"},
		{"governorate", "om-zu", "OM-ZU"}, {"channel", "البريد الالكتروني", "email"}, {"channel", "Mobile App", "mobile_app"}, {"outcome_status", "معتمدة", "adopted"},
	} {
		if got, ok := registers.Code(c.kind, c.word); !ok || got != c.want {
			t.Errorf("Code(%s, %s) = %q, %v", c.kind, c.word, got, ok)
		}
	}
	if _, ok := registers.Code("channel", "carrier pigeon"); ok {
		t.Error("an unknown word must not be guessed")
	}
}

func TestFind(t *testing.T) {
	for _, n := range []string{"submissions", "Submissions", "المشاركات المكتوبة"} {
		if tab, ok := registers.Find(n); !ok || tab.Name != "submissions" {
			t.Errorf("Find(%q) = %v, %v", n, tab.Name, ok)
		}
	}
	tab, _ := registers.Find("units")
	if c, ok := tab.Column(" رمز  الوحدة "); !ok || c.Name != "unit_id" {
		t.Errorf("header: %v %v", c, ok)
	}
}
