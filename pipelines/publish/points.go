package publish

import (
	"context"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/hex"
	"math"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/nlp/themes"
)

// mapPoints is how many messages the map holds at most, and mapTries how many
// are asked for: of a large body's texts only some are encoded.
const (
	mapPoints = 1500
	mapTries  = 8 * mapPoints
)

// points places a sample of messages on a plane: themes first, so that themes
// alike are neighbours, then every message between the themes that it
// resembles. The axes mean nothing.
func (r *reader) points(ctx context.Context) error {
	if r.o.Vector == nil || len(r.site.Themes.Themes) < 3 || r.o.Edition == model.Public {
		return nil
	}
	var items []themes.Item
	var theme []string
	err := r.each(ctx, "map_points", []any{mapTries}, func(scan func(...any) error) error {
		var id string
		var it themes.Item
		if err := scan(&id, &it.Text, &it.Lang); err != nil {
			return err
		}
		theme, items = append(theme, id), append(items, it)
		return nil
	})
	if err != nil {
		return err
	}
	list, err := r.vectors(ctx, theme, items)
	if err != nil {
		return err
	}
	r.site.Themes.Points = project(list)
	return nil
}

// vectors looks for the kept vector of each message: of its words as themes
// read them, else of the whole masked text, which the precise tier reads.
func (r *reader) vectors(ctx context.Context, theme []string, items []themes.Item) ([]placed, error) {
	read := themes.Encoded(items)
	_, err := r.tx.Stage(ctx, "pub_asked", "CREATE OR REPLACE TEMP TABLE pub_asked(place INTEGER, key TEXT)", func(yield func([]driver.Value, error) bool) {
		for i := range items {
			for k, text := range []string{read[i], items[i].Text} {
				sum := sha256.Sum256([]byte(text))
				if text != "" && !yield([]driver.Value{int32(2*i + k), hex.EncodeToString(sum[:])}, nil) { //nolint:gosec // a few thousand
					return
				}
			}
		}
	})
	if err != nil {
		return nil, wrapf(err, "map_points")
	}
	var list []placed
	last := -1
	err = r.each(ctx, "map_vectors", nil, func(scan func(...any) error) error {
		var place int
		var raw []byte
		if err := scan(&place, &raw); err != nil {
			return err
		}
		if place/2 == last || len(list) == mapPoints {
			return nil
		}
		vec, err := r.o.Vector(raw)
		if err != nil {
			return nil //nolint:nilerr // a vector of another model: the map does without it
		}
		last = place / 2
		list = append(list, placed{theme[last], vec})
		return nil
	})
	return list, err
}

type placed struct {
	theme string
	vec   []float32
}

// Of a message's likeness to the centres: how sharply the nearest wins, how
// much its own theme draws it, and how far it may lie from where that puts it.
const (
	sharpness = 18.0
	own       = 0.6
	spread    = 0.16
)

// project returns the points on the plane, in the order of list.
func project(list []placed) []model.Point {
	if len(list) < 3 {
		return nil
	}
	dim := len(list[0].vec)
	vecs := centred(list, dim)
	index, order := map[string]int{}, []string{}
	var centres [][]float64
	for n, p := range list {
		k, ok := index[p.theme]
		if !ok {
			k = len(order)
			index[p.theme] = k
			order = append(order, p.theme)
			centres = append(centres, make([]float64, dim))
		}
		for i, x := range vecs[n] {
			centres[k][i] += x
		}
	}
	for _, c := range centres {
		scale(c, 1/math.Max(1e-12, math.Sqrt(dot(c, c))))
	}
	at := plane(centres, dim)
	rest := make([][]float64, len(list))
	for n, p := range list {
		rest[n] = make([]float64, dim)
		for i, x := range vecs[n] {
			rest[n][i] = x - centres[index[p.theme]][i]
		}
	}
	a := principal(rest, dim, nil)
	b := principal(rest, dim, a)
	out := make([]model.Point, len(list))
	for n, p := range list {
		v := vecs[n]
		var x, y, sum float64
		best := dot(v, centres[index[p.theme]])
		for k, c := range centres {
			w := math.Exp(sharpness * (dot(v, c) - best))
			x, y, sum = x+w*at[k][0], y+w*at[k][1], sum+w
		}
		c := at[index[p.theme]]
		x, y = own*c[0]+(1-own)*x/sum, own*c[1]+(1-own)*y/sum
		x, y = x+spread*dot(rest[n], a), y+spread*dot(rest[n], b)
		out[n] = model.Point{X: math.Round(x*1e4) / 1e4, Y: math.Round(y*1e4) / 1e4, Theme: p.theme}
	}
	return out
}

// centred takes the common part out of the vectors, which all texts share and
// which would hide how they differ, and scales them to length one.
func centred(list []placed, dim int) [][]float64 {
	mean := make([]float64, dim)
	for _, p := range list {
		for i, x := range p.vec {
			mean[i] += float64(x) / float64(len(list))
		}
	}
	out := make([][]float64, len(list))
	for n, p := range list {
		v := make([]float64, dim)
		for i, x := range p.vec {
			v[i] = float64(x) - mean[i]
		}
		scale(v, 1/math.Max(1e-12, math.Sqrt(dot(v, v))))
		out[n] = v
	}
	return out
}

// plane lays the centres out so that their distances fit those in the space:
// it starts on the principal directions and moves each towards where the
// others want it, always in the same order.
func plane(centres [][]float64, dim int) [][2]float64 {
	a := principal(centres, dim, nil)
	b := principal(centres, dim, a)
	at := make([][2]float64, len(centres))
	for k, c := range centres {
		angle := float64(k) * 2.399963 // no two start on one spot
		at[k] = [2]float64{dot(c, a) + 0.05*math.Cos(angle), dot(c, b) + 0.05*math.Sin(angle)}
	}
	for range 300 {
		for k := range at {
			var mx, my float64
			for o := range at {
				if o == k {
					continue
				}
				want := 0.4 + 2*(1-dot(centres[k], centres[o]))
				dx, dy := at[k][0]-at[o][0], at[k][1]-at[o][1]
				d := math.Max(1e-6, math.Hypot(dx, dy))
				mx, my = mx+at[o][0]+want*dx/d, my+at[o][1]+want*dy/d
			}
			n := float64(max(1, len(at)-1))
			at[k] = [2]float64{mx / n, my / n}
		}
	}
	return at
}

func scale(v []float64, f float64) {
	for i := range v {
		v[i] *= f
	}
}

// principal is the direction of most variance of rows, at right angles to
// skip, by power iteration from a fixed start. Its sign is fixed too.
func principal(rows [][]float64, dim int, skip []float64) []float64 {
	v := make([]float64, dim)
	for i := range v {
		v[i] = 1 + float64(i%7)
	}
	for range 100 {
		next := make([]float64, dim)
		for _, r := range rows {
			d := dot(r, v)
			for i := range next {
				next[i] += d * r[i]
			}
		}
		if skip != nil {
			d := dot(next, skip)
			for i := range next {
				next[i] -= d * skip[i]
			}
		}
		n := math.Sqrt(dot(next, next))
		if n < 1e-12 {
			return v
		}
		for i := range next {
			v[i] = next[i] / n
		}
	}
	largest := 0
	for i := range v {
		if math.Abs(v[i]) > math.Abs(v[largest]) {
			largest = i
		}
	}
	if v[largest] < 0 {
		for i := range v {
			v[i] = -v[i]
		}
	}
	return v
}

func dot(a, b []float64) float64 {
	s := 0.0
	for i := range a {
		s += a[i] * b[i]
	}
	return s
}
