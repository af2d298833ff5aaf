package publish

import (
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"

	"github.com/musharaka/musharaka/dashboards"
	"github.com/musharaka/musharaka/dashboards/fixture"
	"github.com/musharaka/musharaka/dashboards/model"
)

// The guard finds six words of a text and a pseudonym however a file writes
// them, and nothing where there is nothing.
func TestGuard(t *testing.T) {
	const secret = `لو سمحتم أصلحوا إنارة "شارعنا" قبل <حلول> رمضان & شكراً`
	const english = `Please repair the "lights" in our street before <Ramadan> & thanks`
	const id = "ps-4f9a01c7"
	ascii := func(s string) string {
		b, _ := json.Marshal(s)
		var out strings.Builder
		for _, r := range string(b) {
			if r > 127 {
				fmt.Fprintf(&out, `\u%04x`, r)
			} else {
				out.WriteRune(r)
			}
		}
		return out.String()
	}
	words := strings.Fields(english)
	for name, f := range map[string]dashboards.File{
		"plain":           {Path: "site/a.html", Data: []byte("<p>" + secret + "</p>")},
		"escaped":         {Path: "site/a.html", Data: []byte("<p>" + html.EscapeString(secret) + "</p>")},
		"json":            {Path: "site/data/a.js", Data: []byte(`x={"t":` + ascii(secret) + `}`)},
		"address":         {Path: "site/a.html", Data: []byte(`<a href="?q=` + url.QueryEscape(english) + `">x</a>`)},
		"address 2":       {Path: "site/a.html", Data: []byte(`<a href="?q=` + url.PathEscape(secret) + `">x</a>`)},
		"title":           {Path: "site/a.html", Data: []byte(`<p title="` + html.EscapeString(english) + `">x</p>`)},
		"drawing":         {Path: "site/a.svg", Data: []byte(`<svg><title>` + html.EscapeString(english) + `</title></svg>`)},
		"split by tags":   {Path: "site/a.html", Data: []byte("<p><b>" + strings.Join(words[:9], "</b> <b>") + "</b></p>")},
		"letters in tags": {Path: "site/a.html", Data: []byte("<p>Ple<mark>ase</mark> repair the lights in our street</p>")},
		"calendar":        {Path: "site/a.ics", Data: []byte("SUMMARY:Please repair the \"lig\r\n hts\" in our street before")},
		"other letters":   {Path: "site/a.html", Data: []byte("<p>لَو سمحتم اصلحوا اناره شارعنا قبل حلول</p>")},
		"capitals":        {Path: "site/a.csv", Data: []byte("PLEASE;REPAIR;THE;LIGHTS;IN;OUR;STREET")},
		"file name":       {Path: "site/please-repair-the-lights-in-our-street.html"},
		"page in single":  {Path: "dashboard.html", Data: []byte(`<template id="x"><p>` + html.EscapeString(secret) + `</p></template>`)},
	} {
		g := newGuard()
		g.add(f)
		if g.words(secret) == "" && g.words(english) == "" {
			t.Errorf("%s: six words were not found", name)
		}
	}
	for name, f := range map[string]dashboards.File{
		"plain":       {Path: "a", Data: []byte(`<li data-who="` + id + `">`)},
		"in an id":    {Path: "a", Data: []byte(`<li id="row-` + id + `-2">`)},
		"percent":     {Path: "a", Data: []byte("?who=ps%2D4f9a01c7")},
		"escaped":     {Path: "a", Data: []byte(`{"w":"ps\u002d4f9a01c7"}`)},
		"file name":   {Path: "people/" + id + ".html"},
		"one of many": {Path: "a", Data: []byte("ps-00000000,ps-4f9a01c7,x")},
	} {
		g := newGuard()
		g.add(f)
		if g.pseudonyms(map[string]bool{"ps-ffffffff": true, id: true}) == "" {
			t.Errorf("%s: the pseudonym was not found", name)
		}
	}
	g := newGuard()
	g.add(dashboards.File{Path: "a", Data: []byte("<p>" + html.EscapeString(english) + " ps-4f9a01c</p><p>five words of the secret: أصلحوا إنارة شارعنا قبل حلول</p>")})
	g.allow(english)
	if f := g.words(english) + g.words(secret) + g.pseudonyms(map[string]bool{id: true}); f != "" {
		t.Errorf("found what was cleared, or less than six words: %s", f)
	}
}

// Words are checked against what a person cleared, not against whose they are:
// the raw words of a cleared text hold what its masked words leave out.
func TestGuardTellsMaskedFromRaw(t *testing.T) {
	g := newGuard()
	g.add(dashboards.File{Path: "a", Data: []byte("call me on 92123456 about the water tank please")})
	g.allow("call me on [phone] about the water tank please")
	if g.words("call me on 92123456 about the water tank please") == "" {
		t.Error("the number that was masked is not missed")
	}
}

// Words in every free text of the hostile site that must not leave the unit
// are in no file of its public edition, however they are dressed.
func TestHostileStaysInside(t *testing.T) {
	site := fixture.Hostile()
	var secrets []string
	secret := func(attack string) string {
		n := len(secrets)
		s := fmt.Sprintf("كلام%d خاص%d لم%d يجزه%d أحد%d قط%d أبدا%d", n, n, n, n, n, n, n)
		secrets = append(secrets, s)
		return attack + " " + s
	}
	for i := range site.Units {
		u := &site.Units[i]
		for k := range u.Adoptions {
			u.Adoptions[k].Text, u.Adoptions[k].Reason = secret(u.Adoptions[k].Text), secret("=1+1")
		}
		for k := range u.Actions {
			u.Actions[k].Owner = secret(u.Actions[k].Owner)
		}
		for k := range u.Values {
			u.Values[k].Dims = append(u.Values[k].Dims, model.Dim{Key: "reason", Value: secret("</script>")})
			break
		}
	}
	for i := range site.Themes.Themes {
		for q := range site.Themes.Themes[i].Quotes {
			site.Themes.Themes[i].Quotes[q].Text = secret(site.Themes.Themes[i].Quotes[q].Text)
		}
	}
	for i := range site.Sources {
		site.Sources[i].Message = secret(site.Sources[i].Message)
	}
	for i := range min(50, len(site.Explorer.Texts)) {
		site.Explorer.Texts[i] = secret(site.Explorer.Texts[i])
	}
	r := &redactor{k: 5, kGroup: 5, few: fewCases, protect: map[string]bool{"G1": true, "G2": true, "Q1": true}}
	r.redact(site)
	files, err := build(t.Context(), site)
	if err != nil {
		t.Fatal(err)
	}
	g := newGuard()
	for _, f := range files {
		g.add(f)
	}
	for _, s := range secrets {
		if f := g.words(s); f != "" {
			t.Errorf("%s holds %q", f, s)
		}
	}
	if len(secrets) < 70 || len(files) < 100 {
		t.Errorf("only %d secrets in %d files", len(secrets), len(files))
	}
}
