package themes

import (
	"context"
	"slices"

	"github.com/musharaka/musharaka/internal/nlp/areas"
	"github.com/musharaka/musharaka/internal/nlp/themes/label"
)

// steering is how far a text's vector is moved at most towards the concepts
// that it names: they tie the languages together and keep subject above
// stance. How far depends on how dense in concepts the corpus is: texts about
// other things would be bent by chance words, so below densityNone nothing
// moves, from densityFull on everything does. The bounds stand between the
// labelled sets on public services and all others (docs/quality/themes.md).
const (
	steering    = 0.7
	densityNone = 0.05
	densityFull = 0.09
)

// What a text does not say its surroundings may: the mean evidence of its
// nearest texts and of its theme join its own, by these weights.
const (
	areaNeighbours = 0.3
	areaTheme      = 0.15
	areaNearest    = 8
)

// readAreas makes the guide of the taxonomy in use.
func (d *discovery) readAreas(ctx context.Context) (err error) {
	t := d.o.Areas
	if t == nil {
		if t, err = areas.Default(); err != nil {
			return err
		}
	}
	if _, words := d.enc.(standIn); len(t) == 0 || words {
		return nil
	}
	d.guide, err = t.NewGuide(ctx, d.enc)
	return err
}

// steer keeps the plain vectors for areas and steers those for themes.
func (d *discovery) steer() {
	if d.guide == nil {
		return
	}
	texts := d.c.texts(d.rows)
	d.concept, d.run.Density = d.guide.Weights(texts)
	d.strength = steering * float32(min(1, max(0, (d.run.Density-densityNone)/(densityFull-densityNone))))
	d.plain = slices.Clone(d.x)
	parallel(len(d.rows), func(i int) {
		d.guide.Steer(texts[i], d.concept, d.x[i*Dim:(i+1)*Dim], d.strength)
	})
}

// judgeAreas gathers evidence for encoded rows; estimated units were judged as
// they were placed. Then every unit borrows from its theme.
func (d *discovery) judgeAreas() {
	if d.guide == nil {
		return
	}
	k := len(d.guide.Taxonomy)
	d.area(len(d.rows), func(i int) (int32, []float32) { return d.rows[i], d.plain[i*Dim : (i+1)*Dim] })
	own := slices.Clone(d.evidence)
	theme := make([]float64, len(d.t.wide)*k)
	count := make([]float64, len(d.t.wide))
	for u, c := range d.theme {
		if c >= 0 {
			count[c]++
			add(theme[int(c)*k:int(c+1)*k], own[u*k:(u+1)*k], 1)
		}
	}
	for u, c := range d.theme {
		if c >= 0 {
			add(d.evidence[u*k:(u+1)*k], theme[int(c)*k:int(c+1)*k], areaTheme/count[c])
		}
	}
	if d.t.near == nil {
		return
	}
	for r, u := range d.rows {
		ids, _ := d.t.near.Of(r)
		ids = ids[:min(areaNearest, len(ids))]
		for _, id := range ids {
			if id >= 0 {
				v := int(d.rows[id])
				add(d.evidence[int(u)*k:int(u+1)*k], own[v*k:(v+1)*k], areaNeighbours/float64(len(ids)))
			}
		}
	}
}

// add adds f times x to dst.
func add(dst, x []float64, f float64) {
	for i, v := range x {
		dst[i] += f * v
	}
}

// area writes the evidence of n units, each with its plain vector.
func (d *discovery) area(n int, at func(i int) (unit int32, v []float32)) {
	if d.guide == nil {
		return
	}
	k := len(d.guide.Taxonomy)
	if d.evidence == nil {
		d.evidence = make([]float64, len(d.c.units)*k)
	}
	parallel(n, func(i int) {
		u, v := at(i)
		d.guide.Evidence(d.c.units[u].text, d.concept, v, d.evidence[int(u)*k:(int(u)+1)*k])
	})
}

// areaOf decides the area of a unit.
func (d *discovery) areaOf(u int32) (string, float64) {
	if d.evidence == nil {
		return "", 0
	}
	k := len(d.guide.Taxonomy)
	return d.guide.Decide(d.evidence[int(u)*k : (int(u)+1)*k])
}

// areaOfNode decides the area of a theme by the mean evidence of its units.
func (d *discovery) areaOfNode(units []int32) (string, float64) {
	if d.evidence == nil {
		return "", 0
	}
	k := len(d.guide.Taxonomy)
	mean := make([]float64, k)
	for _, u := range units {
		for a := range k {
			mean[a] += d.evidence[int(u)*k+a] / float64(len(units))
		}
	}
	return d.guide.Decide(mean)
}

// concepts lists the taxonomy's concepts and those of every encoded row, for
// labels; none where the corpus speaks about other things.
func (d *discovery) concepts() ([]label.Concept, [][]int32) {
	if d.guide == nil || d.strength == 0 {
		return nil, nil
	}
	var names []label.Concept
	for i, c := range d.guide.Lexicon.Concepts {
		names = append(names, label.Concept{AR: c.Name.AR, EN: c.Name.EN, Area: d.guide.Lexicon.AreaOf[i], Weak: c.Weak})
	}
	found := make([][]int32, len(d.rows))
	parallel(len(d.rows), func(r int) {
		for _, h := range d.guide.Lexicon.Find(d.c.units[d.rows[r]].text) {
			found[r] = append(found[r], h.Concept)
		}
	})
	return names, found
}

func (d *discovery) taxonomy() areas.Taxonomy {
	if d.guide == nil {
		return nil
	}
	return d.guide.Taxonomy
}
