package publish

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
)

func wrapf(err error, name string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", name, err)
}

// groups are the families of indicators in the order of the catalogue.
func groups() []model.IndicatorGroup {
	g := func(id, ar, en string) model.IndicatorGroup {
		return model.IndicatorGroup{ID: id, Name: i18n.Text{AR: ar, EN: en}}
	}
	return []model.IndicatorGroup{
		g("G", "المؤشرات الستة للدليل", "The guideline's six indicators"),
		g("O", "التزامات المنصة", "Obligations of the platform"),
		g("P", "الخطة التنفيذية", "Executive plan"),
		g("D", "وثيقة المعلومات والميثاق", "Information document and charter"),
		g("T", "الفريق المعني", "The team"),
		g("K", "المهارات", "Skills"),
		g("L", "المستويات والأدوات", "Levels and tools"),
		g("C", "القنوات", "Channels"),
		g("B", "الموازنة", "Budget"),
		g("H", "مراحل التنفيذ", "Phases of delivery"),
		g("I", "الشمول", "Inclusion"),
		g("R", "الرد على المشاركات", "Responses"),
		g("S", "رضا المشاركين", "Satisfaction"),
		g("A", "المواءمة", "Alignment"),
		g("M", "النضج وخطة العمل", "Maturity and action plan"),
		g("Q", "جودة البيانات", "Data quality"),
		g("X", "مؤشرات الوحدة", "The unit's own indicators"),
	}
}

func (r *reader) definitions(context.Context) error {
	infos, err := metrics.Definitions(r.o.Extra...)
	if err != nil {
		return err
	}
	sql, err := r.statements()
	if err != nil {
		return err
	}
	r.site.Groups = groups()
	known := map[string]bool{}
	for _, g := range r.site.Groups {
		known[g.ID] = true
	}
	r.site.Registers = map[string]i18n.Text{}
	for _, x := range infos {
		d := model.Definition{ID: x.ID, Name: x.Name, Unit: x.Unit, Direction: x.Direction, Target: x.Target, TargetFrom: x.TargetSource,
			Version: x.Version, Formula: x.Formula, What: x.Explain, Section: x.Section, Quote: x.Quote, Needs: slices.Clone(x.Needs), View: x.View, Ours: x.Method == "OD"}
		if x.Main != x.ID {
			d.Parent, d.Quote = x.Main, ""
		} else {
			d.SQL = sql[x.ID]
		}
		d.Group = strings.ToUpper(x.ID[:1])
		if !known[d.Group] || !x.BuiltIn {
			d.Group = "X"
		}
		for i, n := range d.Needs {
			d.Needs[i] = strings.TrimRight(n, "?°")
			r.register(d.Needs[i])
		}
		r.site.Definitions = append(r.site.Definitions, d)
	}
	return nil
}

// statements are the queries of the indicators, as they are run.
func (r *reader) statements() (map[string]string, error) {
	catalogue, err := metrics.Catalogue()
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, list := range [][]*metrics.Definition{catalogue, r.o.Extra} {
		for _, d := range list {
			out[d.ID] = strings.TrimSpace(d.SQL)
		}
	}
	return out, nil
}

// register learns the name of a register from the sentence that misses it.
func (r *reader) register(name string) {
	if _, ok := r.site.Registers[name]; ok {
		return
	}
	t := metrics.Sentence("MISSING_"+strings.ToUpper(name), metrics.Date{}, 0)
	cut := func(s, before, after string) string {
		_, s, _ = strings.Cut(s, before)
		return strings.TrimSuffix(s, after)
	}
	if name == "outcomes" { // its sentence does not name the register
		r.site.Registers[name] = i18n.Text{AR: "ما آلت إليه المشاركات", EN: "outcomes"}
		return
	}
	r.site.Registers[name] = i18n.Text{AR: cut(t.AR, "في سجل ", "."), EN: cut(t.EN, "the register ", " has no data.")}
}

func (r *reader) units(ctx context.Context) error {
	err := r.each(ctx, "units", nil, func(scan func(...any) error) error {
		var u model.Unit
		var gov *string
		if err := scan(&u.ID, &u.Name.AR, &u.Name.EN, &gov); err != nil {
			return err
		}
		u.Governorate = str(gov)
		r.unit[u.ID] = len(r.site.Units)
		r.site.Units = append(r.site.Units, u)
		return nil
	})
	if err != nil {
		return err
	}
	r.site.GroupNames = map[string]i18n.Text{}
	return r.each(ctx, "groups", nil, func(scan func(...any) error) error {
		var id, name string
		if err := scan(&id, &name); err != nil {
			return err
		}
		r.site.GroupNames[id] = i18n.Text{AR: name, EN: name}
		return nil
	})
}

// unitOf is the unit of id, added if no register names it.
func (r *reader) unitOf(id string) *model.Unit {
	i, ok := r.unit[id]
	if !ok {
		i = len(r.site.Units)
		r.unit[id] = i
		r.site.Units = append(r.site.Units, model.Unit{ID: id, Name: i18n.Text{AR: id, EN: id}})
	}
	return &r.site.Units[i]
}

func (r *reader) values(ctx context.Context) error {
	return r.each(ctx, "values", []any{r.site.AsOf}, func(scan func(...any) error) error {
		id, v, err := scanValue(scan)
		if err != nil {
			return err
		}
		if id == "*" {
			r.site.National = append(r.site.National, v)
			return nil
		}
		u := r.unitOf(id)
		u.Values = append(u.Values, v)
		return nil
	})
}

func scanValue(scan func(...any) error) (unit string, v model.Value, err error) {
	var dims string
	var reasons []any
	var from *string
	err = scan(&unit, &v.KPI, &v.Version, &v.Period.Start, &v.Period.End, &v.AsOf, &dims, &v.Num, &v.Den, &v.Value, &v.Low, &v.High,
		&v.CILow, &v.CIHi, &v.Persons, &v.Status, &reasons, &v.Target, &from, &v.Inputs, &v.Coverage)
	if err != nil {
		return "", v, err
	}
	v.TargetFrom = str(from)
	for _, x := range reasons {
		if s, ok := x.(string); ok {
			v.Reasons = append(v.Reasons, s)
		}
	}
	m := map[string]string{}
	if err := json.Unmarshal([]byte(dims), &m); err != nil {
		return "", v, fmt.Errorf("dims of %s: %w", v.KPI, err)
	}
	for k, x := range m {
		v.Dims = append(v.Dims, model.Dim{Key: k, Value: x})
	}
	sort.Slice(v.Dims, func(i, j int) bool { return v.Dims[i].Key < v.Dims[j].Key })
	return unit, v, nil
}

// changes compares main rows with those of the edition before: the newest
// earlier as_of that has rows of the same reporting year.
func (r *reader) changes(ctx context.Context) error {
	main := map[string]bool{}
	for _, d := range r.site.Definitions {
		if d.Parent == "" {
			main[d.ID] = true
		}
	}
	now := map[string]model.Value{}
	for _, u := range r.site.Units {
		for _, v := range u.Values {
			if len(v.Dims) == 0 && v.Period == r.site.Period {
				now[u.ID+"\x00"+v.KPI] = v
			}
		}
	}
	args := []any{r.site.AsOf, r.site.Period.Start, r.site.Period.End}
	return r.each(ctx, "before", args, func(scan func(...any) error) error {
		id, before, err := scanValue(scan)
		if err != nil {
			return err
		}
		v, ok := now[id+"\x00"+before.KPI]
		if !ok || !main[before.KPI] || before.Version != v.Version || same(before, v) {
			return nil
		}
		u := r.unitOf(id)
		r.site.Changes = append(r.site.Changes, model.Change{UnitID: id, Unit: u.Name, KPI: v.KPI, Before: before, Now: v, Previous: before.AsOf})
		return nil
	})
}

// same tells whether a reader would see no difference.
func same(a, b model.Value) bool {
	if a.Known() != b.Known() {
		return false
	}
	if !a.Known() {
		return true
	}
	d := *a.Value - *b.Value
	return d < 5e-4 && d > -5e-4
}

// localDay is the day in Muscat of an instant kept in UTC.
func localDay(t time.Time) time.Time {
	y, m, d := t.Add(4 * time.Hour).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
