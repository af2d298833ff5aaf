package decidimfake

import (
	"fmt"
	"strings"
	"text/scanner"
)

// field is one selection of a query.
type field struct {
	name string
	on   string // of an inline fragment: the type
	args map[string]any
	sel  []field
}

// parse reads the part of GraphQL that clients of Decidim use: one query of
// nested fields with literal arguments and inline fragments.
func parse(query string) (fs []field, err error) {
	defer func() {
		if e := recover(); e != nil {
			fs, err = nil, fmt.Errorf("Parse error on %v", e)
		}
	}()
	p := &parser{}
	p.s.Init(strings.NewReader(query))
	p.s.Error = func(*scanner.Scanner, string) {}
	p.next()
	if p.text == "query" {
		p.next()
		if p.text != "{" {
			p.next()
		}
	}
	return p.selection(), nil
}

type parser struct {
	s    scanner.Scanner
	tok  rune
	text string
}

func (p *parser) next() { p.tok = p.s.Scan(); p.text = p.s.TokenText() }

func (p *parser) want(s string) {
	if p.text != s {
		panic(fmt.Sprintf("%q (expected %q)", p.text, s))
	}
	p.next()
}

func (p *parser) name() string {
	if p.tok != scanner.Ident {
		panic(fmt.Sprintf("%q (expected a name)", p.text))
	}
	s := p.text
	p.next()
	return s
}

func (p *parser) selection() []field {
	p.want("{")
	var out []field
	for p.text != "}" {
		if p.text == "." {
			p.want(".")
			p.want(".")
			p.want(".")
			if p.name() != "on" {
				panic("fragment")
			}
			out = append(out, field{on: p.name(), sel: p.selection()})
			continue
		}
		f := field{name: p.name(), args: map[string]any{}}
		if p.text == "(" {
			p.next()
			for p.text != ")" {
				k := p.name()
				p.want(":")
				f.args[k] = p.value()
				if p.text == "," {
					p.next()
				}
			}
			p.next()
		}
		if p.text == "{" {
			f.sel = p.selection()
		}
		out = append(out, f)
	}
	p.next()
	return out
}

func (p *parser) value() any {
	switch {
	case p.text == "{":
		p.next()
		m := map[string]any{}
		for p.text != "}" {
			k := p.name()
			p.want(":")
			m[k] = p.value()
			if p.text == "," {
				p.next()
			}
		}
		p.next()
		return m
	case p.tok == scanner.String:
		s := strings.ReplaceAll(strings.Trim(p.text, `"`), `\"`, `"`)
		p.next()
		return s
	case p.tok == scanner.Int:
		var n int
		if _, err := fmt.Sscan(p.text, &n); err != nil {
			panic(p.text)
		}
		p.next()
		return n
	}
	s := p.text
	p.next()
	return s
}

func depth(fs []field) int {
	d := 0
	for _, f := range fs {
		n := depth(f.sel)
		if f.on == "" {
			n++
		}
		d = max(d, n)
	}
	return d
}
