package publish

import (
	"context"
	"math"

	"github.com/musharaka/musharaka/dashboards/model"
)

// mapPoints is how many messages the map holds at most.
const mapPoints = 1500

// points places a sample of messages on a plane. The two axes are the first
// principal directions of the themes' centres, weighted by size: they set
// themes apart, where those of single messages would mostly show length.
func (r *reader) points(ctx context.Context) error {
	if r.o.Vector == nil || len(r.site.Themes.Themes) < 3 || r.o.Edition == model.Public {
		return nil
	}
	var list []placed
	err := r.each(ctx, "map_points", []any{mapPoints}, func(scan func(...any) error) error {
		var theme string
		var raw []byte
		if err := scan(&theme, &raw); err != nil {
			return err
		}
		vec, err := r.o.Vector(raw)
		if err != nil {
			return nil //nolint:nilerr // a vector of another model: the map does without it
		}
		list = append(list, placed{theme, vec})
		return nil
	})
	if err != nil {
		return err
	}
	r.site.Themes.Points = project(list)
	return nil
}

type placed struct {
	theme string
	vec   []float32
}

// project returns the points on the plane, in the order of list.
func project(list []placed) []model.Point {
	if len(list) < 3 {
		return nil
	}
	dim := len(list[0].vec)
	centres, order := map[string][]float64{}, []string{}
	sizes := map[string]float64{}
	mean := make([]float64, dim)
	for _, p := range list {
		if centres[p.theme] == nil {
			centres[p.theme] = make([]float64, dim)
			order = append(order, p.theme)
		}
		sizes[p.theme]++
		for i, x := range p.vec {
			centres[p.theme][i] += float64(x)
			mean[i] += float64(x) / float64(len(list))
		}
	}
	rows := make([][]float64, 0, len(order))
	for _, t := range order {
		c := centres[t]
		w := math.Sqrt(sizes[t])
		for i := range c {
			c[i] = (c[i]/sizes[t] - mean[i]) * w
		}
		rows = append(rows, c)
	}
	a := principal(rows, dim, nil)
	b := principal(rows, dim, a)
	out := make([]model.Point, len(list))
	for n, p := range list {
		var x, y float64
		for i, v := range p.vec {
			d := float64(v) - mean[i]
			x, y = x+d*a[i], y+d*b[i]
		}
		out[n] = model.Point{X: math.Round(x*1e4) / 1e4, Y: math.Round(y*1e4) / 1e4, Theme: p.theme}
	}
	return out
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
