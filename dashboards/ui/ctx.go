package ui

import (
	"strings"
	"time"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/i18n"
)

// Ctx is what a page needs to say something: the values, the words and the
// way of writing numbers and dates in one language.
type Ctx struct {
	Site *model.Site
	Lang i18n.Lang
	Words
	Dates
	defs map[string]model.Definition
}

// NewCtx prepares a language of a site.
func NewCtx(site *model.Site, l i18n.Lang) (*Ctx, error) {
	load := LoadWords
	if site.Edition == model.Public {
		load = LoadPublicWords
	}
	w, err := load(l)
	if err != nil {
		return nil, err
	}
	hijri, err := HijriTable(site.Hijri)
	if err != nil {
		return nil, err
	}
	c := &Ctx{Site: site, Lang: l, Words: w, Dates: Dates{w: w, hijri: hijri}, defs: map[string]model.Definition{}}
	for _, d := range site.Definitions {
		c.defs[d.ID] = d
	}
	return c, nil
}

// RTL tells whether the page reads from the right.
func (c *Ctx) RTL() bool { return c.Lang == i18n.AR }

// OtherLang is the language that the page is not in.
func (c *Ctx) OtherLang() i18n.Lang {
	if c.RTL() {
		return i18n.EN
	}
	return i18n.AR
}

// Public tells whether the page is for citizens.
func (c *Ctx) Public() bool { return c.Site.Edition == model.Public }

// Def is a definition by id; an unknown id gets one with its id as name.
func (c *Ctx) Def(id string) model.Definition {
	if d, ok := c.defs[id]; ok {
		return d
	}
	return model.Definition{ID: id, Name: i18n.Text{AR: id, EN: id}, Unit: "number", Direction: "none"}
}

// Defined tells whether the catalogue knows id.
func (c *Ctx) Defined(id string) bool { _, ok := c.defs[id]; return ok }

// Main is the row of an indicator in the reporting year without dims.
func (c *Ctx) Main(u model.Unit, id string) (model.Value, bool) {
	for _, v := range u.Values {
		if v.KPI == id && len(v.Dims) == 0 && v.Period == c.Site.Period {
			return v, true
		}
	}
	return model.Value{}, false
}

// Series is an indicator's quarters up to the reporting year's end, oldest
// first; if it has fewer than two, its years.
func (c *Ctx) Series(u model.Unit, id string) []model.Value {
	pick := func(months int) []model.Value {
		var out []model.Value
		for _, v := range u.Values {
			if v.KPI == id && len(v.Dims) == 0 && v.Period.Months() == months && v.Period.Start.Before(c.Site.AsOf) {
				out = append(out, v)
			}
		}
		return out
	}
	if q := pick(3); len(q) > 1 {
		return q
	}
	return pick(12)
}

// By is an indicator's rows of the reporting year that are broken down by key alone.
func (c *Ctx) By(u model.Unit, id, key string) []model.Value {
	var out []model.Value
	for _, v := range u.Values {
		if v.KPI == id && len(v.Dims) == 1 && v.Dims[0].Key == key && v.Period == c.Site.Period {
			out = append(out, v)
		}
	}
	return out
}

// Show writes a value with its unit, or the word of its status.
func (c *Ctx) Show(v model.Value) string {
	if v.Status == model.Suppressed {
		return Mark
	}
	if !v.Known() {
		return c.T("status." + v.Status)
	}
	return c.Quantity(*v.Value, c.Def(v.KPI).Unit)
}

// Reason writes one reason code as its sentence.
func (c *Ctx) Reason(code string, v model.Value) string {
	name, detail, _ := strings.Cut(code, ":")
	if r, ok := strings.CutPrefix(name, "MISSING_"); ok && !c.Has("reason."+name) {
		reg := strings.ToLower(r)
		label := reg
		if t, ok := c.Site.Registers[reg]; ok {
			label = c.In(t)
		}
		return c.T("reason.MISSING", label)
	}
	s := c.Or("reason."+name, "")
	if s == "" {
		return code
	}
	if strings.Contains(s, "%s") {
		switch name {
		case "NONE_DUE":
			detail = c.Day(c.Site.AsOf)
		case "SMALL_CELL":
			detail = Int(c.Site.K)
		case "MISSING_AUDIENCE":
			ids := strings.Split(detail, ",")
			for i := range ids {
				ids[i] = c.Iso(c.GroupName(ids[i]))
			}
			detail = strings.Join(ids, c.T("list.sep"))
		case "MISSING_AMOUNTS", "LOW_COVERAGE":
			detail = strings.Join(strings.Split(detail, ","), c.T("list.sep"))
		}
		return strings.Replace(s, "%s", detail, 1)
	}
	return s
}

// Reasons writes all reasons of a value.
func (c *Ctx) Reasons(v model.Value) []string {
	var out []string
	for _, r := range v.Reasons {
		out = append(out, c.Reason(r, v))
	}
	return out
}

// Standing compares a value with its target: met, below, open (it depends on
// what is still undecided), none (no target or no number).
func (c *Ctx) Standing(v model.Value) string {
	if !v.Known() || v.Target == nil {
		return "none"
	}
	lo, hi := *v.Value, *v.Value
	if v.High != nil && *v.High > hi {
		hi = *v.High
	}
	const tiny = 1e-9
	switch c.Def(v.KPI).Direction {
	case "up":
		if lo >= *v.Target-tiny {
			return "met"
		}
		if hi < *v.Target-tiny {
			return "below"
		}
		return "open"
	case "down":
		if *v.Value <= *v.Target+tiny {
			return "met"
		}
		return "below"
	}
	return "none"
}

// Name is an indicator's name.
func (c *Ctx) Name(id string) string { return c.In(c.Def(id).Name) }

// IndicatorPath is the page of an indicator; a component's is its main row's.
func (c *Ctx) IndicatorPath(id string) string {
	main, _, _ := strings.Cut(id, ".")
	if d, ok := c.defs[id]; ok && d.Parent != "" {
		main = d.Parent
	}
	return "indicators/" + Slug(main) + ".html"
}

// Slug makes a file name of an id: lower-case Latin letters, digits and
// dashes; anything else is written as its code points.
func Slug(id string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(id) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-':
			b.WriteRune(r)
		case r == '.', r == '_', r == ' ':
			b.WriteByte('-')
		default:
			b.WriteString("u" + strings.ToLower(strings.TrimLeft(hex(r), "0")))
		}
		if b.Len() > 60 {
			break
		}
	}
	if b.Len() == 0 {
		return "x"
	}
	return b.String()
}

func hex(r rune) string {
	const digits = "0123456789abcdef"
	var out [8]byte
	for i := 7; i >= 0; i-- {
		out[i] = digits[r&15]
		r >>= 4
	}
	return string(out[:])
}

// unitPages is how many units a site may have for each to get a page of each
// indicator; beyond, a unit's page lists them.
const unitPages = 12

// HasUnitPage tells whether u has its own page of an indicator.
func (c *Ctx) HasUnitPage(u model.Unit, id string) bool {
	if len(c.Site.Units) < 2 || len(c.Site.Units) > unitPages {
		return false
	}
	v, ok := c.Main(u, id)
	return ok && v.Known()
}

// UnitIndicatorPath is the page of an indicator of one unit.
func (c *Ctx) UnitIndicatorPath(unit, id string) string {
	return "indicators/" + Slug(id) + "-u-" + Slug(unit) + ".html"
}

// DutySubject names what a duty is about: months and quarters in words, and
// nothing where the duty's own day says it.
func (c *Ctx) DutySubject(d model.Duty) string {
	switch d.Kind {
	case "poll_monthly":
		if t, err := time.Parse("2006-01", d.Subject); err == nil {
			return c.Month(t)
		}
	case "article_quarterly":
		return c.Period(model.Period{Start: d.Due.AddDate(0, 0, 1).AddDate(0, -3, 0), End: d.Due.AddDate(0, 0, 1)})
	case "information_document", "assessment_yearly": // the day of the one before
		if t, err := time.Parse(time.DateOnly, d.Subject); err == nil {
			return c.T("duty.since", c.Day(t))
		}
	case "action_due":
		if c.Defined(d.Subject) {
			return c.Name(d.Subject)
		}
	}
	return d.Subject
}

// GroupName is the name of a target group as its register gives it.
func (c *Ctx) GroupName(id string) string {
	if t, ok := c.Site.GroupNames[id]; ok {
		return c.In(t)
	}
	return id
}

// AreaName is the name of a service area.
func (c *Ctx) AreaName(code string) string {
	if t, ok := c.Site.Areas[code]; ok {
		return c.In(t)
	}
	return code
}

// UnitPath is the page of a unit.
func (c *Ctx) UnitPath(id string) string { return "units/u-" + Slug(id) + ".html" }

// ThemePath is the page of a theme.
func (c *Ctx) ThemePath(id string) string { return "themes/t-" + Slug(id) + ".html" }
