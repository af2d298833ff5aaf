package metrics

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/musharaka/musharaka/internal/i18n"
)

// Words is a text in both languages, as definition files write it.
type Words struct {
	AR string `toml:"ar"`
	EN string `toml:"en"`
}

// Text is the same as the rest of the product carries it.
func (w Words) Text() i18n.Text { return i18n.Text{AR: w.AR, EN: w.EN} }

// Definition is one indicator's folder: what kpi.toml says and what kpi.sql counts.
type Definition struct {
	ID         string   `toml:"id"`
	Version    string   `toml:"version"`    // a change of meaning starts a new series
	Section    string   `toml:"section"`    // of the guideline, such as 6.4-2-a
	Quote      string   `toml:"quote"`      // the guideline's own words
	Method     string   `toml:"method"`     // GT: stated by the guideline; OD: our default, «منهجية المشروع»
	Population string   `toml:"population"` // names the query that lists what was left out, see explain/
	Drill      []string `toml:"drill"`      // dims of every row that names none of its own
	Rows       []RowDef `toml:"row"`

	SQL     string   `toml:"-"`
	Source  string   `toml:"-"` // folder, for messages
	Foreign bool     `toml:"-"` // from a workspace: runs in the sandbox
	Tables  []string `toml:"tables"`
}

// RowDef is one number of an indicator: the main one has the indicator's id.
//
// kpi.sql returns items; a row is what becomes of the items that carry its id.
// Aggregate says how: ratio (default), entropy, median, max, km. Num, Den,
// High, Value and the rules are SQL over the aggregates; see aggregate.go.
type RowDef struct {
	ID         string   `toml:"id"`
	Name       Words    `toml:"name"`
	Unit       string   `toml:"unit"` // share yesno count number days hours months omr points level
	Formula    Words    `toml:"formula"`
	Explain    Words    `toml:"explain"`
	Direction  string   `toml:"direction"` // up down band none
	Target     *Target  `toml:"target"`
	Needs      []string `toml:"needs"` // registers; "name?" may be empty
	Aggregate  string   `toml:"aggregate"`
	Quantile   float64  `toml:"quantile"` // km: S falls to it, 0.5 the median
	Num        string   `toml:"num"`
	Den        string   `toml:"den"`
	High       string   `toml:"high"` // numerator of the upper bound
	Value      string   `toml:"value"`
	Bounds     bool     `toml:"bounds"`
	Empty      string   `toml:"empty"` // reason when there is nothing to divide by
	Components []string `toml:"components"`
	Index      string   `toml:"index"` // mean, all, capped, maturity, pillar: from components, no items of its own
	Drill      []string `toml:"drill"`
	SharedDen  []string `toml:"shared_den"` // dims under which the denominator stays the whole
	OnlyBy     bool     `toml:"only_by"`    // has no row without dims
	People     bool     `toml:"people"`     // counts persons: n_persons is given
	Protect    string   `toml:"protect"`    // persons, submissions: cells that suppression guards
	Coverage   *Share   `toml:"coverage"`
	View       string   `toml:"view"`
	Statements []string `toml:"statements"`
	Rules      []Rule   `toml:"rule"`
	National   string   `toml:"national"` // range, units, pooled
	Notes      []string `toml:"notes"`    // names of m_* aggregates to show
	Internal   bool     `toml:"internal"` // never in a public edition

	Criteria []Criterion `toml:"criteria"` // of a maturity pillar
}

// Criterion is an indicator that feeds a maturity pillar.
type Criterion struct {
	ID     string  `toml:"id"`
	Weight float64 `toml:"weight"`
}

// Target is the catalogue's; a unit's own goes before it.
type Target struct {
	Source string   `toml:"source"` // GT, OD or unit
	Value  *float64 `toml:"value"`
	Max    *float64 `toml:"max"` // of a band
	Note   Words    `toml:"note"`
}

// Share is a fraction written as two SQL expressions over the aggregates.
type Share struct {
	Known string `toml:"known"`
	Of    string `toml:"of"`
}

// Rule adds a reason when its condition over the aggregates holds.
type Rule struct {
	Reason string `toml:"reason"`
	When   string `toml:"when"`
	Detail string `toml:"detail"` // SQL, optional
}

// Main tells whether r is its indicator's main row.
func (d *Definition) Main() *RowDef { return &d.Rows[0] }

func (r *RowDef) aggregate() string { return cmp.Or(r.Aggregate, "ratio") }

func (r *RowDef) empty() string { return cmp.Or(r.Empty, "ZERO_DENOM") }

func (d *Definition) drill(r *RowDef) []string {
	if r.Drill != nil {
		return r.Drill
	}
	return d.Drill
}

// Load reads the indicator folders under root of fsys, in catalogue order.
func Load(fsys fs.FS, root string) ([]*Definition, error) {
	entries, err := fs.ReadDir(fsys, root)
	if err != nil {
		return nil, fmt.Errorf("metrics.Load(%q): %w", root, err)
	}
	if _, err := fs.Stat(fsys, path.Join(root, "kpi.toml")); err == nil { // the folder of one indicator
		d, err := loadOne(fsys, root)
		if err != nil {
			return nil, fmt.Errorf("metrics.Load(%q): %w", root, err)
		}
		return []*Definition{d}, nil
	}
	var out []*Definition
	for _, e := range entries {
		if _, err := fs.Stat(fsys, path.Join(root, e.Name(), "kpi.toml")); !e.IsDir() || err != nil {
			continue
		}
		d, err := loadOne(fsys, path.Join(root, e.Name()))
		if err != nil {
			return nil, fmt.Errorf("metrics.Load(%q): %w", e.Name(), err)
		}
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b *Definition) int { return compareIDs(a.ID, b.ID) })
	return out, nil
}

func loadOne(fsys fs.FS, dir string) (*Definition, error) {
	text, err := fs.ReadFile(fsys, path.Join(dir, "kpi.toml"))
	if err != nil {
		return nil, err
	}
	d := &Definition{Source: dir}
	meta, err := toml.Decode(string(text), d)
	if err != nil {
		return nil, err
	}
	if u := meta.Undecoded(); len(u) > 0 {
		return nil, i18n.Errorf(i18n.Text{AR: "مفتاح غير معروف %s في %s", EN: "unknown key %s in %s"}, u[0].String(), path.Join(dir, "kpi.toml"))
	}
	query, err := fs.ReadFile(fsys, path.Join(dir, "kpi.sql"))
	if err != nil {
		return nil, err
	}
	d.SQL = strings.TrimRight(strings.TrimSpace(string(query)), ";")
	return d, d.validate(path.Base(dir))
}

// families is the order of the catalogue.
const families = "GOPDTKLCBHIRSAMQ"

// compareIDs orders indicators as the catalogue does, workspace ones last.
func compareIDs(a, b string) int {
	fa, na := splitID(a)
	fb, nb := splitID(b)
	return cmp.Or(cmp.Compare(fa, fb), cmp.Compare(na, nb), strings.Compare(a, b))
}

func splitID(id string) (family, number int) {
	family, number = len(families), 0
	if id == "" {
		return
	}
	n, err := strconv.Atoi(id[1:])
	if i := strings.IndexByte(families, id[0]); i >= 0 && err == nil {
		return i, n
	}
	return
}
