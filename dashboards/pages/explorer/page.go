// Package explorer lets data teams filter, cross-tabulate and read the masked
// submissions in the page itself, without a server.
package explorer

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

//go:embed page.tmpl
var body string

// Spec describes the page to the site.
func Spec() ui.Spec {
	return ui.Spec{Name: "explorer", Nav: "said", Path: "explorer.html", Template: body, Internal: true, Script: "explorer.js", Pages: pages}
}

// chunk is how many texts a file holds; files are read when words are needed.
const chunk = 10_000

// Dim is one filter.
type Dim struct {
	Key, Name string
	Options   []Option
}

// Option is one value of a filter. Its code stands in shared addresses.
type Option struct{ Code, Text string }

type data struct {
	Has    bool
	Dims   []Dim
	Chunks int
	Sample string
	Goals  string // names of the seventeen, for explanations
}

func pages(c *ui.Ctx) ([]ui.Page, error) {
	x := c.Site.Explorer
	d := data{}
	lead := c.T("explorer.empty")
	if x != nil && len(x.Texts) > 0 {
		d.Has, d.Chunks = true, (len(x.Texts)+chunk-1)/chunk
		lead = c.T("explorer.lead", c.N("messages", len(x.Texts)))
		if x.All > len(x.Texts) {
			d.Sample = c.T("explorer.sample", ui.Int(len(x.Texts)), ui.Int(x.All))
		}
		var goals []string
		for i := range 17 {
			goals = append(goals, c.T("sdg."+ui.Int(i+1)))
		}
		d.Goals = strings.Join(goals, "|")
		for _, dim := range x.Dims {
			f := Dim{Key: dim.Key, Name: c.T("explore." + dim.Key)}
			for i, code := range dim.Codes {
				label := ""
				if i < len(dim.Labels) {
					label = c.In(dim.Labels[i])
				}
				if label == "" {
					label = Label(c, dim.Key, code)
				}
				f.Options = append(f.Options, Option{code, label})
			}
			d.Dims = append(d.Dims, f)
		}
	}
	return []ui.Page{{Path: "explorer.html", Title: c.T("nav.explorer"), Lead: lead, Data: d}}, nil
}

// Label names a code of a dimension.
func Label(c *ui.Ctx, key, code string) string {
	if code == "" {
		return c.T("code.unknown")
	}
	switch key {
	case "governorate":
		return c.Or("gov."+code, code)
	case "group":
		return c.GroupName(code)
	case "area":
		return c.AreaName(code)
	case "sentiment":
		return c.Or("stance.code."+code, code)
	}
	return c.Or(key+"."+code, code)
}

// Files are the data of the page as classic scripts: pages from the disk may
// not fetch. They are the same for both languages.
func Files(x *model.Explorer, emit func(name string, data []byte) error) error {
	if x == nil || len(x.Texts) == 0 {
		return nil
	}
	type col struct {
		Key string `json:"key"`
		Col string `json:"col"`
	}
	out := struct {
		N      int        `json:"n"`
		Start  string     `json:"start"`
		Days   string     `json:"days"`
		Voices string     `json:"voices"`
		Dims   []col      `json:"dims"`
		Words  [][]string `json:"words"`
	}{N: len(x.Texts), Start: x.Start}
	for _, w := range x.Words {
		out.Words = append(out.Words, append(append([]string{}, w[0]...), w[1]...))
	}
	var err error
	if out.Days, err = pack(x.Days); err != nil {
		return err
	}
	if out.Voices, err = pack(x.Voices); err != nil {
		return err
	}
	for _, d := range x.Dims {
		s, err := pack(d.Col)
		if err != nil {
			return err
		}
		out.Dims = append(out.Dims, col{d.Key, s})
	}
	b, err := json.Marshal(out)
	if err != nil {
		return err
	}
	if err := emit("data/explorer.js", append(append([]byte("window.musharakaData="), b...), ";\n"...)); err != nil {
		return err
	}
	for i := 0; i*chunk < len(x.Texts); i++ {
		from, to := i*chunk, min(len(x.Texts), (i+1)*chunk)
		b, err := json.Marshal(x.Texts[from:to])
		if err != nil {
			return err
		}
		b = append(append(fmt.Appendf(nil, "musharaka.texts(%d,", i), b...), ",["...)
		for k := from; k < min(to, len(x.Notes)); k++ {
			if k > from {
				b = append(b, ',')
			}
			if b, err = note(b, &x.Notes[k]); err != nil {
				return err
			}
		}
		if err := emit(fmt.Sprintf("data/texts-%03d.js", i), append(b, "]);\n"...)); err != nil {
			return err
		}
	}
	return nil
}

// note appends one explanation as the page's script reads it.
func note(b []byte, n *model.Note) ([]byte, error) {
	tier := 0
	if n.Precise {
		tier = 1
	}
	goals, err := json.Marshal(n.Goals)
	if err != nil {
		return nil, err
	}
	words, err := json.Marshal(n.Words)
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(b, "[%d,%d,%d,%d,%d,%d,%d,%s,%s]", n.Neg, n.Neu, n.Pos, n.Intent, n.Area, n.Theme, tier, goals, words), nil
}

// pack writes numbers little-endian, as base64.
func pack(v any) (string, error) {
	var b bytes.Buffer
	if err := binary.Write(&b, binary.LittleEndian, v); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(b.Bytes()), nil
}
