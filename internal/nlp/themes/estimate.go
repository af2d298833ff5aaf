package themes

import (
	"context"

	"github.com/musharaka/musharaka/internal/nlp/themes/graph"
	"github.com/musharaka/musharaka/internal/nlp/themes/lsa"
)

// prototypes are the points that a vector is compared with: the centre of each
// theme and of each of its sub-themes, so that a long theme is met anywhere
// along its length.
type prototypes struct {
	x          []float32
	themeOf    []int32 // −1 = dropped
	subOf      []int32 // −1 = the theme's own centre
	themeCount int
}

func newPrototypes(x []float32, t *tree) prototypes {
	p := prototypes{x: centresOf(x, t.theme, len(t.wide)), themeCount: len(t.wide)}
	p.x = append(p.x, centresOf(x, t.sub, len(t.subOf))...)
	for c := range t.wide {
		p.themeOf, p.subOf = append(p.themeOf, int32(c)), append(p.subOf, -1)
	}
	for s, c := range t.subOf {
		p.themeOf, p.subOf = append(p.themeOf, c), append(p.subOf, int32(s))
	}
	return p
}

// theme is the centre of theme c.
func (p prototypes) theme(c int32) []float32 { return p.x[int(c)*Dim : (int(c)+1)*Dim] }

// centreOfSub is the centre of sub-theme s.
func (p prototypes) centreOfSub(s int32) []float32 {
	return p.theme(int32(p.themeCount) + s)
}

func (p prototypes) drop(theme int32) {
	for i, c := range p.themeOf {
		if c == theme {
			p.themeOf[i] = -1
		}
	}
}

// nearest places a vector; theme −1 if it is far from everything.
func (p prototypes) nearest(v []float32) (theme, sub int32, score float32) {
	near := make([]float32, len(p.themeOf))
	graph.Dots(v, p.x, Dim, near)
	best, at := -1, float32(farCosine)
	for i, s := range near {
		if s > at && p.themeOf[i] >= 0 {
			best, at = i, s
		}
	}
	if best < 0 {
		return -1, -1, 0
	}
	theme, sub = p.themeOf[best], p.subOf[best]
	return theme, sub, near[theme]
}

// heldBack is the share of encoded texts that the estimator is tested on.
const heldBack = 0.1

// estimate places the units that were not encoded by vectors predicted from
// their words. The error is measured first, by a map that has not seen a tenth
// of the encoded texts; the map in use then sees all.
func (d *discovery) estimate(context.Context) error {
	encoded := make([]bool, len(d.c.units))
	for _, u := range d.rows {
		encoded[u] = true
	}
	var rest []int32
	for u := range d.c.units {
		if !encoded[u] {
			rest = append(rest, int32(u))
		}
	}
	if len(rest) == 0 {
		return nil
	}
	n := len(d.rows)
	// rows come in no order of subject once spread; every tenth is held back
	var train, test []int32
	for r := range d.rows {
		if r%int(1/heldBack) == 0 {
			test = append(test, int32(r))
		} else {
			train = append(train, int32(r))
		}
	}
	texts := d.c.texts(d.rows)
	e := &EstimateError{HeldBack: len(test)}
	m := lsa.FitRidge(pick(texts, train), pickRows(d.plainRows(), train), Dim, d.o.Seed)
	v := make([]float32, len(test)*Dim)
	m.Apply(pick(texts, test), v)
	steer := func(text string, w []float32) {
		if d.guide != nil {
			d.guide.Steer(text, d.concept, w, d.strength)
		}
	}
	for i, r := range test {
		w := v[i*Dim : (i+1)*Dim]
		e.Cosine += float64(dot(w, d.plainRows()[int(r)*Dim:(int(r)+1)*Dim]))
		steer(texts[r], w)
		if c, _, _ := d.protos.nearest(w); c == d.t.theme[r] {
			e.SameTheme++
		}
	}
	e.Cosine /= float64(max(1, len(test)))
	e.SameTheme /= float64(max(1, len(test)))
	d.run.Estimate = e

	m = lsa.FitRidge(texts, d.plainRows()[:n*Dim], Dim, d.o.Seed)
	const chunk = 4096
	v = make([]float32, chunk*Dim)
	for lo := 0; lo < len(rest); lo += chunk {
		part := rest[lo:min(lo+chunk, len(rest))]
		m.Apply(d.c.texts(part), v[:len(part)*Dim])
		d.area(len(part), func(i int) (int32, []float32) { return part[i], v[i*Dim : (i+1)*Dim] })
		parallel(len(part), func(i int) {
			u := part[i]
			steer(d.c.units[u].text, v[i*Dim:(i+1)*Dim])
			d.theme[u], d.sub[u], d.score[u] = d.protos.nearest(v[i*Dim : (i+1)*Dim])
		})
	}
	return nil
}

func pick(texts []string, rows []int32) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = texts[r]
	}
	return out
}

func pickRows(x []float32, rows []int32) []float32 {
	out := make([]float32, 0, len(rows)*Dim)
	for _, r := range rows {
		out = append(out, x[int(r)*Dim:(int(r)+1)*Dim]...)
	}
	return out
}

// plainRows are the centred vectors before steering: what words can predict.
func (d *discovery) plainRows() []float32 {
	if d.plain != nil {
		return d.plain
	}
	return d.x
}
