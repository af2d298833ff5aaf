package lang_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/lang"
)

// TestLicences asks that every data file of the language packages is named in
// the README beside it, which says where it is from.
func TestLicences(t *testing.T) {
	for _, dir := range []string{".", "../arabizi/data", "../detect/data", "../privacy/data", "../stem/data"} {
		readme, err := os.ReadFile(filepath.Join(dir, "README.md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, pattern := range []string{"*.tsv", "*.txt", "*.bin"} {
			files, err := filepath.Glob(filepath.Join(dir, pattern))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				if !strings.Contains(string(readme), "`"+filepath.Base(f)+"`") {
					t.Errorf("%s is not named in %s/README.md", f, dir)
				}
			}
		}
	}
}

// TestParsePrivacy checks the format of the cases: marks, traps, offsets.
func TestParsePrivacy(t *testing.T) {
	got := lang.ParsePrivacy("# c\nar\tphone\tرقمي ⟦phone:99⟧ شكرا\nen\t-phone\tlaw 53\n")
	if len(got) != 2 || got[0].Text != "رقمي 99 شكرا" || got[0].Spans[0] != (lang.PrivacySpan{Kind: "phone", Start: 5, End: 7}) || got[1].Trap != "phone" {
		t.Errorf("%+v", got)
	}
	positives, traps := 0, 0
	for _, c := range lang.ParsePrivacy(lang.PrivacyCases) {
		switch {
		case c.Trap == "" && len(c.Spans) > 0:
			positives++
		case c.Trap != "" && len(c.Spans) == 0:
			traps++
		default:
			t.Errorf("neither a case nor a trap: %q", c.Text)
		}
	}
	if positives < 700 || traps < 600 {
		t.Errorf("%d cases, %d traps", positives, traps)
	}
}
