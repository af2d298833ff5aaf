package dashboards

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io/fs"
	"regexp"
	"strings"

	"github.com/musharaka/musharaka/dashboards/assets"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
	"github.com/musharaka/musharaka/internal/i18n"
)

//go:embed single.tmpl
var singleTemplate string

// singleThemes is how many theme pages the one-file dashboard holds.
const singleThemes = 15

// singleShare is what the pages of one language may take, in bytes: with the
// chart library and the fonts the file stays under 4 MB.
const singleShare = 1_200_000

// inSingle tells whether a kind of page is part of the one-file dashboard.
func inSingle(name string) bool {
	switch name {
	case "overview", "indicators", "indicator", "themes", "theme", "compare", "calendar", "methodology":
		return true
	}
	return false
}

type singlePage struct {
	ID, Title string
	Body      template.HTML
}

type singleLang struct {
	Lang  i18n.Lang
	C     *ui.Ctx
	Items []ui.NavItem
	Other i18n.Lang
}

// Single makes the dashboard that fits on a stick: overview, indicators and
// themes in both languages in one file, which needs nothing beside it. Its
// policy lists the hashes of its own scripts and style and allows no others.
func Single(ctx context.Context, site *model.Site) ([]byte, error) {
	if err := assets.Check(); err != nil {
		return nil, err
	}
	model.Clean(site)
	alone := *site
	alone.Calendar = false // nothing lies beside this file
	site = &alone
	var list []singlePage
	var langs []singleLang
	for _, l := range i18n.Langs() {
		c, err := ui.NewCtx(site, l)
		if err != nil {
			return nil, err
		}
		own, err := singlePages(ctx, c, l)
		if err != nil {
			return nil, fmt.Errorf("dashboards.Single(%s): %w", l, err)
		}
		list = append(list, own...)
		sl := singleLang{Lang: l, C: c, Other: i18n.EN}
		if l == i18n.EN {
			sl.Other = i18n.AR
		}
		for _, s := range Specs() {
			if inSingle(s.Name) && s.Nav != "" {
				sl.Items = append(sl.Items, ui.NavItem{Text: c.T("nav." + s.Name), Href: "#/" + string(l) + "/" + s.Path})
			}
		}
		langs = append(langs, sl)
	}
	return assemble(list, langs, site)
}

func singlePages(ctx context.Context, c *ui.Ctx, l i18n.Lang) ([]singlePage, error) {
	r, err := ui.NewRenderer(c, Specs())
	if err != nil {
		return nil, err
	}
	var entries []entry
	for _, s := range Specs() {
		if !inSingle(s.Name) {
			continue
		}
		pages, err := s.Pages(c)
		if err != nil {
			return nil, err
		}
		for i, p := range pages {
			if !strings.Contains(p.Path, "-u-") && (s.Name != "theme" || i < singleThemes) {
				entries = append(entries, entry{spec: s, page: p, rank: rank(s.Name, p.Path)})
			}
		}
	}
	root := "#/" + string(l) + "/"
	for i := range entries {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if entries[i].body, err = r.Fragment(entries[i].spec, entries[i].page, root); err != nil {
			return nil, err
		}
	}
	have := fit(entries)
	var out []singlePage
	for _, e := range entries {
		if have[e.page.Path] {
			out = append(out, singlePage{ID: "p:" + string(l) + ":" + e.page.Path, Title: e.page.Title + " – " + c.In(c.Site.Name),
				Body: template.HTML(unlink(e.body, have))}) //nolint:gosec // made by html/template
		}
	}
	return out, nil
}

type entry struct {
	spec ui.Spec
	page ui.Page
	rank int
	body []byte
}

// rank says which pages stay when not all fit: lower ones first.
func rank(name, path string) int {
	switch {
	case name == "overview", name == "indicators", name == "themes":
		return 0
	case name == "indicator" && strings.HasPrefix(path, "indicators/g"):
		return 1
	case name == "calendar", name == "compare", name == "indicator" && strings.HasPrefix(path, "indicators/o"):
		return 2
	case name == "theme":
		return 3
	}
	return 4
}

// fit chooses the pages of one language by rank until its share is full.
func fit(entries []entry) map[string]bool {
	have, used := map[string]bool{}, 0
	for r := range 5 {
		for _, e := range entries {
			if e.rank == r && used+len(e.body) <= singleShare {
				have[e.page.Path] = true
				used += len(e.body)
			}
		}
	}
	return have
}

var anchor = regexp.MustCompile(`(?s)<a href="(#/(?:ar|en)/([^"]*))">(.*?)</a>`)

// unlink turns links to pages that are not in the file into plain words.
func unlink(b []byte, have map[string]bool) []byte {
	return anchor.ReplaceAllFunc(b, func(m []byte) []byte {
		sub := anchor.FindSubmatch(m)
		if page, _, _ := strings.Cut(string(sub[2]), "#"); have[page] {
			return m
		}
		return append(append([]byte("<span>"), sub[3]...), "</span>"...)
	})
}

// assemble puts the pages, the assets and the policy together.
func assemble(list []singlePage, langs []singleLang, site *model.Site) ([]byte, error) {
	read := func(name string) (string, error) {
		b, err := fs.ReadFile(assets.FS(), name)
		return string(b), err
	}
	var scripts []string
	for _, name := range []string{"theme.js", "vendor/echarts.min.js", "vendor/echarts-ar.js", "charts.js", "site.js", "single.js"} {
		s, err := read(name)
		if err != nil {
			return nil, err
		}
		if strings.Contains(strings.ToLower(s), "</script") {
			return nil, fmt.Errorf("%s would end its own element", name)
		}
		scripts = append(scripts, s)
	}
	css, err := read("site.css")
	if err != nil {
		return nil, err
	}
	css, err = inlineFonts(css, read)
	if err != nil {
		return nil, err
	}
	policy := "default-src 'none'; img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'; style-src " + hash(css) + "; script-src"
	for _, s := range scripts {
		policy += " " + hash(s)
	}
	t, err := template.New("single").Parse(singleTemplate)
	if err != nil {
		return nil, err
	}
	js := make([]template.JS, len(scripts))
	for i, s := range scripts {
		js[i] = template.JS(s) //nolint:gosec // our own files
	}
	var out bytes.Buffer
	err = t.Execute(&out, struct {
		Policy     string
		CSS        template.CSS
		Head, Tail []template.JS
		Pages      []singlePage
		Langs      []singleLang
		First      singlePage
		Name       i18n.Text
	}{policy, template.CSS(css), js[:1], js[1:], list, langs, list[0], site.Name}) //nolint:gosec // our own files
	return out.Bytes(), err
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

var fontURL = regexp.MustCompile(`url\((vendor/[a-z0-9-]+\.woff2)\)`)

// inlineFonts puts the fonts into the sheet, since browsers differ in what a
// page from the disk may read beside itself.
func inlineFonts(css string, read func(string) (string, error)) (string, error) {
	var failed error
	css = fontURL.ReplaceAllStringFunc(css, func(m string) string {
		b, err := read(fontURL.FindStringSubmatch(m)[1])
		if err != nil {
			failed = err
		}
		return "url(data:font/woff2;base64," + base64.StdEncoding.EncodeToString([]byte(b)) + ")"
	})
	return css, failed
}
