// Package config reads musharaka.yaml, the one file that describes a
// workspace, and knows where things lie in it.
//
// It rejects what it does not know, with the line and the nearest known key,
// because a mistyped key that is silently ignored is a source that silently
// does not run. It knows no connector: each decodes its own settings from its
// node with Decode.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // offline machines may lack the zone files

	"go.yaml.in/yaml/v3"

	"github.com/musharaka/musharaka/internal/i18n"
)

// FileName is the configuration's name in a workspace.
const FileName = "musharaka.yaml"

// Config is the whole file. Sources are sorted by name.
type Config struct {
	Name      Name           `yaml:"name"`
	Timezone  string         `yaml:"timezone"`
	Units     []Unit         `yaml:"units"`
	SourceMap map[string]any `yaml:"sources"`
	Ingest    Ingest         `yaml:"ingest"`
	Analyze   Analyze        `yaml:"analyze"`
	KPIs      KPIs           `yaml:"kpis"`
	Calendar  Calendar       `yaml:"calendar"`
	Privacy   Privacy        `yaml:"privacy"`
	Publish   Publish        `yaml:"publish"`

	Sources  []Source       `yaml:"-"`
	Location *time.Location `yaml:"-"`
}

// Name is what the workspace's owner is called on every page.
type Name struct {
	AR string `yaml:"ar"`
	EN string `yaml:"en"`
}

// Unit is a government unit; a row of the units register wins over it.
type Unit struct {
	ID          string `yaml:"id"`
	NameAR      string `yaml:"name_ar"`
	NameEN      string `yaml:"name_en"`
	Governorate string `yaml:"governorate"`
	Kind        string `yaml:"kind"`
}

// Ingest is how the daemon behaves.
type Ingest struct {
	Parallel int    `yaml:"parallel"` // sources at a time
	Catchup  string `yaml:"catchup"`  // once | skip: what was missed while the daemon was down
	Jitter   string `yaml:"jitter"`   // longest random delay of a scheduled run, as a Go duration
	Listen   string `yaml:"listen"`   // loopback address for health and metrics; empty: none
	Webhook  Secret `yaml:"webhook"`  // address that alerts are posted to
}

// Analyze is the analysis' schedule and its budgets.
type Analyze struct {
	Schedule      string `yaml:"schedule"`       // cron, run by the daemon
	EncoderBudget int    `yaml:"encoder_budget"` // texts encoded in a run; the rest is estimated
	Seed          uint64 `yaml:"seed"`
	Taxonomy      string `yaml:"taxonomy"` // service areas; empty: the ones that ship
}

// KPIs are defaults of the method that a workspace may change.
type KPIs struct {
	GraceDays int `yaml:"grace_days"` // from an activity's end to owed results
	SLAHours  int `yaml:"sla_hours"`  // to a first response, where the charter promises nothing
	YearStart int `yaml:"year_start"` // month in which the reporting year starts, 1 to 12
}

// Calendar names the dated table that users extend.
type Calendar struct {
	Hijri string `yaml:"hijri"` // announced Hijri months, beside the ones that ship
}

// Privacy is the small-cell threshold, the key of the pseudonyms and how long
// personal data stay.
type Privacy struct {
	K               int    `yaml:"k"`
	Key             Secret `yaml:"key"`
	RawMonths       int    `yaml:"raw_months"`       // raw payloads
	IdentityMonths  int    `yaml:"identity_months"`  // pseudonyms beside texts
	KeepIdentifiers bool   `yaml:"keep_identifiers"` // keep direct identifiers in raw payloads
}

// Publish names the editions that a run writes.
type Publish struct {
	Editions []string `yaml:"editions"` // internal, public
}

// Defaults is the configuration of an empty file.
func Defaults() Config {
	return Config{
		Timezone: "Asia/Muscat",
		Ingest:   Ingest{Parallel: 2, Catchup: "once", Jitter: "30s"},
		Analyze:  Analyze{EncoderBudget: 20000, Seed: 1},
		KPIs:     KPIs{GraceDays: 30, SLAHours: 72, YearStart: 1},
		Privacy:  Privacy{K: 5, Key: "file:secrets/pseudonym.key", RawMonths: 24, IdentityMonths: 12},
		Publish:  Publish{Editions: []string{"internal"}},
	}
}

// Load reads and validates the workspace's file. Every fault is reported, each
// with its line.
func Load(dir string) (*Config, error) {
	path := filepath.Join(dir, FileName)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, i18n.Errorf(i18n.Text{
			AR: "لا توجد مساحة عمل في %s (الملف %s غير موجود). أنشئها بالأمر: ingest init",
			EN: "%s is not a workspace (there is no %s). Make one with: ingest init"}, dir, FileName)
	}
	if err != nil {
		return nil, err
	}
	c, err := Parse(b)
	if err != nil {
		return nil, i18n.Wrap(err, i18n.Text{AR: "الملف %s", EN: "%s"}, path)
	}
	return c, nil
}

// Parse reads the bytes of a musharaka.yaml.
func Parse(b []byte) (*Config, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(b, &root); err != nil {
		return nil, i18n.Errorf(i18n.Text{AR: "صيغة YAML غير صحيحة: %s", EN: "not valid YAML: %s"}, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	c := Defaults()
	var faults []error
	if len(root.Content) > 0 {
		faults = append(faults, Decode(root.Content[0], &c))
		sources, err := readSources(root.Content[0])
		c.Sources, faults = sources, append(faults, err)
	}
	c.SourceMap = nil
	faults = append(faults, c.validate())
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return &c, nil
}

func (c *Config) validate() error {
	var faults []error
	bad := func(t i18n.Text, args ...any) { faults = append(faults, i18n.Errorf(t, args...)) }
	loc, err := time.LoadLocation(c.Timezone)
	if err != nil {
		bad(i18n.Text{AR: "timezone: المنطقة الزمنية %q غير معروفة", EN: "timezone: unknown zone %q"}, c.Timezone)
	}
	c.Location = loc
	seen := map[string]bool{}
	for i, u := range c.Units {
		switch {
		case u.ID == "":
			bad(i18n.Text{AR: "units[%d]: id ناقص", EN: "units[%d]: id is missing"}, i)
		case u.ID == "*":
			bad(i18n.Text{AR: "units: الاسم * محجوز للأرقام الوطنية", EN: "units: the id * is reserved for national figures"})
		case seen[u.ID]:
			bad(i18n.Text{AR: "units: المعرّف %q مكرر", EN: "units: the id %q is there twice"}, u.ID)
		}
		seen[u.ID] = true
	}
	if c.Privacy.K < 1 {
		bad(i18n.Text{AR: "privacy: يجب أن يكون k واحداً على الأقل", EN: "privacy: k must be at least 1"})
	}
	for _, e := range c.Publish.Editions {
		if e != "internal" && e != "public" {
			bad(i18n.Text{AR: "publish.editions: %q ليست internal أو public", EN: "publish.editions: %q is neither internal nor public"}, e)
		}
	}
	if c.Ingest.Catchup != "once" && c.Ingest.Catchup != "skip" {
		bad(i18n.Text{AR: "ingest.catchup: القيمة once أو skip", EN: "ingest.catchup: must be once or skip"})
	}
	if c.KPIs.YearStart < 1 || c.KPIs.YearStart > 12 {
		bad(i18n.Text{AR: "kpis.year_start: شهر بين 1 و12", EN: "kpis.year_start: must be a month, 1 to 12"})
	}
	return errors.Join(faults...)
}

// Source is one configured source.
type Source struct {
	Name string // the key
	Common
	Node *yaml.Node // the whole entry, for the connector's own settings
}

// Common are the keys that every source has. A connector's settings struct
// embeds it with `yaml:",inline"`.
type Common struct {
	Kind     string                       `yaml:"kind"`
	Unit     string                       `yaml:"unit"`
	Activity string                       `yaml:"activity"` // what its submissions belong to, where the rows do not say
	Channel  string                       `yaml:"channel"`  // the channel, where the rows do not say
	Schedule string                       `yaml:"schedule"` // cron; empty: only by ingest run
	Map      map[string]Fields            `yaml:"map"`      // target: header or JSON pointer
	Values   map[string]map[string]string `yaml:"values"`   // target: value of the source: code
	Disabled bool                         `yaml:"disabled"`
	Full     string                       `yaml:"full"` // cron of full walks; empty: the connector's default
}

// Fields is one field name or several.
type Fields []string

// UnmarshalYAML takes a string or a list of strings.
func (f *Fields) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*f = Fields{n.Value}
		return nil
	}
	var list []string
	err := n.Decode(&list)
	*f = list
	return err
}

func readSources(root *yaml.Node) ([]Source, error) {
	n := child(root, "sources")
	if n == nil || n.Kind != yaml.MappingNode {
		return nil, nil
	}
	var out []Source
	var faults []error
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, val := n.Content[i], n.Content[i+1]
		s := Source{Name: key.Value, Node: val}
		if !validName(key.Value) {
			faults = append(faults, i18n.Errorf(i18n.Text{
				AR: "السطر %d: اسم المصدر %q: تُقبل الحروف اللاتينية الصغيرة والأرقام و_ و- فقط",
				EN: "line %d: source name %q: only small Latin letters, digits, _ and - are taken"}, key.Line, key.Value))
		}
		if err := val.Decode(&s.Common); err != nil {
			faults = append(faults, fmt.Errorf("sources.%s: %w", s.Name, err))
		} else if s.Kind == "" {
			faults = append(faults, i18n.Errorf(i18n.Text{AR: "السطر %d: المصدر %s بلا kind", EN: "line %d: the source %s has no kind"}, key.Line, s.Name))
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b Source) int { return strings.Compare(a.Name, b.Name) })
	return out, errors.Join(faults...)
}

func validName(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_-") == ""
}
