package ui

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/musharaka/musharaka/dashboards/charts"
	"github.com/musharaka/musharaka/dashboards/model"
)

//go:embed *.tmpl
var frame embed.FS

// Spec is a kind of page: its folder's name, its place in the navigation, its
// template and the pages of a site that it makes.
type Spec struct {
	Name     string // of the folder; titles are nav.<Name> in the catalogues
	Nav      string // group in the navigation, empty to stay out of it
	Path     string // of the page that the navigation leads to
	Template string
	Internal bool   // never in the public edition
	Script   string // of assets, for this kind of page alone
	Pages    func(*Ctx) ([]Page, error)
}

// Page is one page in one language.
type Page struct {
	Path   string // below the language's folder
	Title  string
	Kicker []Crumb // way to the page
	Lead   string  // what the page found, one sentence
	Data   any
	Wide   bool
}

// Crumb is one step of the way to a page.
type Crumb struct{ Text, Href string }

// NavGroup is a titled list in the navigation.
type NavGroup struct {
	Title string
	Items []NavItem
}

// NavItem is a link of the navigation.
type NavItem struct {
	Text, Href string
	Here       bool
}

// view is what base.tmpl sees.
type view struct {
	*Ctx
	Page   Page
	Nav    []NavGroup
	Charts bool
	Script string
	Other  string // the same page in the other language
	Dir    string
}

// Renderer turns pages of one language into files. It is not safe for
// concurrent use.
type Renderer struct {
	ctx   *Ctx
	specs []Spec
	root  string // way from the current page to the language's folder
	depth string // way to the site's folder
	sets  map[string]*template.Template
}

// NewRenderer parses the templates of specs for one language.
func NewRenderer(c *Ctx, specs []Spec) (*Renderer, error) {
	r := &Renderer{ctx: c, specs: specs, sets: map[string]*template.Template{}}
	base, err := template.New("base").Option("missingkey=error").Funcs(r.funcs()).ParseFS(frame, "*.tmpl")
	if err != nil {
		return nil, err
	}
	for _, s := range specs {
		set, err := base.Clone()
		if err != nil {
			return nil, err
		}
		if _, err := set.New("body").Parse(s.Template); err != nil {
			return nil, fmt.Errorf("page %s: %w", s.Name, err)
		}
		r.sets[s.Name] = set
	}
	return r, nil
}

func (r *Renderer) funcs() template.FuncMap {
	c := r.ctx
	return template.FuncMap{
		"t":      c.T,
		"n":      c.N,
		"int":    Int,
		"pct":    c.Pct,
		"day":    c.Day,
		"short":  c.Short,
		"hijri":  c.Hijri,
		"month":  c.Month,
		"period": c.Period,
		"iso":    func(t time.Time) string { return t.Format(time.DateOnly) },
		"show":   c.Show,
		"in":     c.In,
		"name":   c.Name,
		"orword": c.Or,
		"clip":   charts.Clip,
		"u":      func(path string) string { return r.root + path },
		"data":   func(name string) string { return r.depth + "data/" + name },
		"asset":  func(path string) string { return r.depth + "assets/" + path },
		"kpi":    func(id string) string { return r.root + c.IndicatorPath(id) },
		"stancekeys": func() []Key {
			return []Key{{Class: "neg", Text: c.T("stance.neg")}, {Class: "neu", Text: c.T("stance.neu")}, {Class: "pos", Text: c.T("stance.pos")}, {Class: "unclear", Text: c.T("stance.unclear")}}
		},
		"list": func(items ...any) []any { return items },
		"dict": dict,
		"join": strings.Join,
	}
}

// dict gives a component several named values.
func dict(kv ...any) (map[string]any, error) {
	if len(kv)%2 != 0 {
		return nil, fmt.Errorf("dict: odd number of arguments")
	}
	m := make(map[string]any, len(kv)/2)
	for i := 0; i < len(kv); i += 2 {
		k, ok := kv[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: key %v is no string", kv[i])
		}
		m[k] = kv[i+1]
	}
	return m, nil
}

// Render writes one page of spec.
func (r *Renderer) Render(s Spec, p Page) ([]byte, error) {
	up := strings.Repeat("../", strings.Count(p.Path, "/"))
	r.root, r.depth = up, up
	other := "en/"
	if !r.ctx.RTL() {
		r.depth = "../" + up
		other = "../"
	}
	v := view{Ctx: r.ctx, Page: p, Script: s.Script, Nav: r.nav(p.Path), Other: up + other + p.Path, Dir: "ltr"}
	if r.ctx.RTL() {
		v.Dir = "rtl"
	}
	body, err := r.body(s, p)
	if err != nil {
		return nil, err
	}
	v.Charts = bytes.Contains(body.Bytes(), []byte(`class="chart-data"`))
	var out bytes.Buffer
	err = r.sets[s.Name].ExecuteTemplate(&out, "base", struct {
		view
		Body template.HTML
	}{v, template.HTML(body.String())}) //nolint:gosec // made by html/template above
	if err != nil {
		return nil, fmt.Errorf("page %s (%s): %w", s.Name, p.Path, err)
	}
	return squeeze(out.Bytes()), nil
}

func (r *Renderer) body(s Spec, p Page) (bytes.Buffer, error) {
	var b bytes.Buffer
	err := r.sets[s.Name].ExecuteTemplate(&b, "body", struct {
		*Ctx
		Page Page
		D    any
	}{r.ctx, p, p.Data})
	if err != nil {
		err = fmt.Errorf("page %s (%s): %w", s.Name, p.Path, err)
	}
	return b, err
}

// Fragment is the head and body of a page for a file that holds many pages:
// its links begin with root.
func (r *Renderer) Fragment(s Spec, p Page, root string) ([]byte, error) {
	r.root, r.depth = root, root
	body, err := r.body(s, p)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = r.sets[s.Name].ExecuteTemplate(&out, "fragment", struct {
		*Ctx
		Page Page
		Body template.HTML
	}{r.ctx, p, template.HTML(body.String())}) //nolint:gosec // made by html/template above
	return squeeze(out.Bytes()), err
}

func (r *Renderer) nav(here string) []NavGroup {
	var out []NavGroup
	at := map[string]int{}
	for _, s := range r.specs {
		if s.Nav == "" || (s.Internal && r.ctx.Public()) {
			continue
		}
		i, ok := at[s.Nav]
		if !ok {
			i = len(out)
			at[s.Nav] = i
			out = append(out, NavGroup{Title: r.ctx.T("nav.group." + s.Nav)})
		}
		folder, _, nested := strings.Cut(s.Path, "/")
		// A page below a list belongs to the list, not to its neighbours.
		in := s.Path == here || nested && s.Path == folder+"/index.html" && strings.HasPrefix(here, folder+"/") && !r.claimed(here)
		out[i].Items = append(out[i].Items, NavItem{Text: r.ctx.T("nav." + s.Name), Href: r.root + s.Path, Here: in})
	}
	return out
}

// claimed tells whether a page is itself in the navigation.
func (r *Renderer) claimed(path string) bool {
	for _, s := range r.specs {
		if s.Nav != "" && s.Path == path {
			return true
		}
	}
	return false
}

// squeeze takes out the empty lines that templates leave behind.
func squeeze(b []byte) []byte {
	lines := bytes.Split(b, []byte("\n"))
	out := make([]byte, 0, len(b))
	for _, l := range lines {
		t := bytes.TrimSpace(l)
		if len(t) == 0 {
			continue
		}
		out = append(append(out, t...), '\n')
	}
	return out
}

// Edition tells in the template whether the site is public.
func (c *Ctx) Edition() string { return c.T("edition." + string(c.Site.Edition)) }

// ShortVersion is the program's version without the details of its build.
func (c *Ctx) ShortVersion() string {
	v, _, _ := strings.Cut(c.Site.Version, " ")
	return v
}

// Threshold is the smallest count that may leave the unit.
func (c *Ctx) Threshold() string { return Int(c.Site.K) }

// Year names the reporting period.
func (c *Ctx) Year() string { return c.Period(c.Site.Period) }

// Unit is the first unit, whose figures the overview of a single body shows.
func (c *Ctx) Unit() model.Unit {
	if len(c.Site.Units) == 0 {
		return model.Unit{}
	}
	return c.Site.Units[0]
}
