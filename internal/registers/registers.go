// Package registers names the register tables, their columns and their codes
// in both languages, and says what refers to what. It is data with a reader:
// types, keys and rules are the database's own (internal/store/migrations).
package registers

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"github.com/musharaka/musharaka/internal/i18n"
)

//go:embed catalogue.toml
var catalogueTOML string

//go:embed codes.toml
var codesTOML string

// Column is one column of a register.
type Column struct {
	Name string `toml:"name"`
	AR   string `toml:"ar"`  // Arabic header
	Ref  string `toml:"ref"` // "table.column" that its values must exist in, or empty
}

// Table is one register.
type Table struct {
	Name    string   `toml:"name"`
	AR      string   `toml:"ar"`
	EN      string   `toml:"en"`
	Columns []Column `toml:"columns"`
}

// Title is the table's name for people.
func (t Table) Title() i18n.Text { return i18n.Text{AR: t.AR, EN: t.EN} }

// Column finds a column by its name or its Arabic header, whatever the spacing
// and case.
func (t Table) Column(header string) (Column, bool) {
	h := fold(header)
	i := slices.IndexFunc(t.Columns, func(c Column) bool { return fold(c.Name) == h || fold(c.AR) == h })
	if i < 0 {
		return Column{}, false
	}
	return t.Columns[i], true
}

type catalogue struct {
	Tables []Table `toml:"table"`
}

// The embedded files are read once; a fault in them is a fault of the build
// that the package's test finds.
var load = sync.OnceValues(func() (catalogue, error) {
	var c catalogue
	_, err := toml.Decode(catalogueTOML, &c)
	return c, err
})

var loadCodes = sync.OnceValues(func() (map[string]map[string]i18n.Text, error) {
	raw := map[string]map[string]struct {
		AR string `toml:"ar"`
		EN string `toml:"en"`
	}{}
	if _, err := toml.Decode(codesTOML, &raw); err != nil {
		return nil, err
	}
	out := map[string]map[string]i18n.Text{}
	for kind, codes := range raw {
		out[kind] = map[string]i18n.Text{}
		for c, t := range codes {
			out[kind][c] = i18n.Text{AR: t.AR, EN: t.EN}
		}
	}
	return out, nil
})

// Tables lists the registers in the order in which a unit fills them.
func Tables() []Table {
	c, err := load()
	if err != nil {
		panic(fmt.Sprintf("registers: embedded catalogue: %v", err))
	}
	return c.Tables
}

// Find returns the register called name, in English or Arabic.
func Find(name string) (Table, bool) {
	n := fold(name)
	for _, t := range Tables() {
		if fold(t.Name) == n || fold(t.AR) == n || fold(t.EN) == n {
			return t, true
		}
	}
	return Table{}, false
}

// Label names a code of the closed list kind ("channel", "governorate", …) and
// falls back to the code itself.
func Label(kind, code string) i18n.Text {
	all, err := loadCodes()
	if err != nil {
		panic(fmt.Sprintf("registers: embedded codes: %v", err))
	}
	if t, ok := all[kind][code]; ok {
		return t
	}
	return i18n.Text{AR: code, EN: code}
}

// Code finds the code that a word of a file means: the code itself or its name
// in either language, with the usual variants of spelling.
func Code(kind, word string) (string, bool) {
	all, err := loadCodes()
	if err != nil {
		panic(fmt.Sprintf("registers: embedded codes: %v", err))
	}
	w := fold(word)
	for code, t := range all[kind] {
		if fold(code) == w || fold(t.AR) == w || fold(t.EN) == w {
			return code, true
		}
	}
	if kind == "governorate" {
		code, ok := governorateVariants[w]
		return code, ok
	}
	return "", false
}

// Spellings of governorates seen in files beside the official ones, folded.
var governorateVariants = map[string]string{
	"dhahira": "OM-ZA", "dhahirah": "OM-ZA", "aldhahirah": "OM-ZA", "aldhahira": "OM-ZA", "buraimi": "OM-BU", "buraymi": "OM-BU", "alburaymi": "OM-BU",
	"dakhiliyah": "OM-DA", "addakhliyah": "OM-DA", "aldakhiliyah": "OM-DA", "northbatinah": "OM-BS", "northalbatinah": "OM-BS", "southbatinah": "OM-BJ", "southalbatinah": "OM-BJ",
	"northsharqiyah": "OM-SS", "northashsharqiyah": "OM-SS", "southsharqiyah": "OM-SJ", "southashsharqiyah": "OM-SJ", "wusta": "OM-WU", "salalah": "OM-ZU",
	"الباطنهشمال": "OM-BS", "الباطنهجنوب": "OM-BJ", "الشرقيهشمال": "OM-SS", "الشرقيهجنوب": "OM-SJ", "abroad": "abroad", "غيرمعروف": "unknown",
}

var folder = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ة", "ه", "ى", "ي", "ـ", "", "_", "", "-", "", " ", "", "\u00a0", "", "\u200f", "", "\u200e", "", "\ufeff", "", ".", "", "'", "")

// fold makes two spellings of a header or a name equal.
func fold(s string) string {
	s = folder.Replace(strings.ToLower(strings.TrimSpace(s)))
	return strings.TrimPrefix(s, "محافظه")
}
