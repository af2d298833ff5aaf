package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/musharaka/musharaka/internal/i18n"
)

const sample = `
name: {ar: وزارة مثال, en: Example Ministry}
timezone: Asia/Muscat
units:
  - {id: U1, name_ar: وحدة, name_en: A unit}
sources:
  survey:
    kind: kobo
    url: https://kf.example.om
    asset: aBcDeF123
    token: env:KOBO_TOKEN
    unit: U1
    map: {text: [suggestion, complaint], governorate: gov}
  letters:
    kind: files
    path: inbox/*.csv
    unit: U1
    map: {id: رقم, text: نص المشاركة}
analyze: {schedule: "0 3 * * *", encoder_budget: 20000}
privacy: {k: 5, key: file:secrets/pseudonym.key}
publish: {editions: [internal, public]}
`

func TestParse(t *testing.T) {
	c, err := Parse([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Sources) != 2 || c.Sources[0].Name != "letters" || c.Sources[1].Map["text"][1] != "complaint" || c.Sources[0].Map["text"][0] != "نص المشاركة" {
		t.Errorf("sources %+v", c.Sources)
	}
	if c.KPIs.GraceDays != 30 || c.Location.String() != "Asia/Muscat" {
		t.Errorf("defaults are gone: %+v", c.KPIs)
	}
	var kobo struct {
		Common `yaml:",inline"`
		URL    string `yaml:"url"`
		Asset  string `yaml:"asset"`
		Token  Secret `yaml:"token"`
	}
	if err := Decode(c.Sources[1].Node, &kobo); err != nil || kobo.Asset != "aBcDeF123" || kobo.Kind != "kobo" {
		t.Errorf("%+v, %v", kobo, err)
	}
	if s := fmt.Sprintf("%v %+v %#v %s", kobo.Token, kobo, kobo, kobo.Token); strings.Contains(s, "KOBO_TOKEN") {
		t.Errorf("a secret was printed: %s", s)
	}
}

func TestParseFaults(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"near key":     {"privcy: {k: 3}", `line 1: unknown key "privcy"; did you mean "privacy"?`},
		"nested":       {"privacy:\n  key: env:X\n  kk: 3", `line 3: unknown key "kk"`},
		"far key":      {"zzzzzz: 1", "Known keys: analyze"},
		"zone":         {"timezone: Mars/Base", "unknown zone"},
		"source name":  {"sources: {Bad Name: {kind: files}}", "only small Latin letters"},
		"no kind":      {"sources: {a: {unit: U1}}", "has no kind"},
		"double unit":  {"units: [{id: A}, {id: A}]", "is there twice"},
		"edition":      {"publish: {editions: [secret]}", "neither internal nor public"},
		"not yaml":     {"a: [", "not valid YAML"},
		"wrong type":   {"privacy: {k: many}", "does not fit"},
		"reserved":     {"units: [{id: '*'}]", "reserved"},
		"k of nobody":  {"privacy: {k: 0}", "k must be at least 1"},
		"double keys":  {"name: {en: a}\nname: {en: b}", "already defined"},
		"year start":   {"kpis: {year_start: 13}", "1 to 12"},
		"catchup word": {"ingest: {catchup: maybe}", "once or skip"},
	} {
		_, err := Parse([]byte(c.in))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
}

func TestSecret(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "k"), []byte(" abc\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("MUSHARAKA_TEST_SECRET", "x")
	for ref, want := range map[Secret]string{"file:k": "abc", "env:MUSHARAKA_TEST_SECRET": "x"} {
		if got, err := ref.Resolve(dir); err != nil || got != want {
			t.Errorf("%s: %q, %v", string(ref), got, err)
		}
	}
	_, err := Secret("env:MUSHARAKA_NOT_SET").Resolve(dir)
	if _, ok := errors.AsType[*Missing](err); !ok {
		t.Errorf("want Missing, got %v", err)
	}
	if _, err := Secret("hunter2").Resolve(dir); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a literal secret must be refused and not repeated: %v", err)
	}
}

func TestLoadSaysWhatToDo(t *testing.T) {
	_, err := Load(t.TempDir())
	if got := i18n.Describe(i18n.AR, err); !strings.Contains(got, "ingest init") {
		t.Error(got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(sample))
	f.Fuzz(func(t *testing.T, b []byte) { _, _ = Parse(b) })
}
