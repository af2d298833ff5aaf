package themes

import (
	"context"
	"math"
	"slices"

	"github.com/musharaka/musharaka/internal/nlp/arabizi"
	"github.com/musharaka/musharaka/internal/nlp/detect"
)

// centring makes vectors of all languages comparable: the mean of each
// language is taken out, then the one direction along which everything varies
// most (length and style, not subject).
type centring struct {
	Means map[string][]float32 // by language; "" = all
	Axis  []float32            // nil = none
}

// shrink is how many texts a language needs before its own mean counts as much
// as the mean of all: small languages borrow.
const shrink = 20

// axisAfter is the number of texts from which the first axis is steady enough
// to be taken out.
const axisAfter = 200

func fitCentring(x []float32, lang []string) *centring {
	sum := map[string][]float64{}
	count := map[string]float64{}
	all := make([]float64, Dim)
	for i, l := range lang {
		if sum[l] == nil {
			sum[l] = make([]float64, Dim)
		}
		count[l]++
		for j, v := range x[i*Dim : (i+1)*Dim] {
			sum[l][j] += float64(v)
			all[j] += float64(v)
		}
	}
	c := &centring{Means: map[string][]float32{"": make([]float32, Dim)}}
	for j := range all {
		all[j] /= max(1, float64(len(lang)))
		c.Means[""][j] = float32(all[j])
	}
	for l, s := range sum {
		m := make([]float32, Dim)
		for j := range s {
			m[j] = float32((s[j] + shrink*all[j]) / (count[l] + shrink))
		}
		c.Means[l] = m
	}
	if len(lang) >= axisAfter {
		y := slices.Clone(x)
		c.apply(y, lang)
		c.Axis = firstAxis(y)
	}
	return c
}

// Centred encodes texts as Discover does before it steers them: cleaned,
// Arabizi in Arabic letters, centred by language. lang may hold "" for texts
// whose language is to be guessed. It serves those who train on such vectors.
func Centred(ctx context.Context, enc Encoder, texts, lang []string) (words []string, vectors []float32, err error) {
	words = make([]string, len(texts))
	langs := make([]string, len(texts))
	det, conv := detect.New(), arabizi.New()
	for i, t := range texts {
		words[i] = clean(t)
		if langs[i], _ = judge(words[i], Item{Lang: lang[i]}, det); langs[i] == "arabizi" {
			words[i] = conv.Convert(words[i])
		}
	}
	vectors = make([]float32, len(texts)*Dim)
	for lo := 0; lo < len(texts); lo += BatchSize {
		hi := min(lo+BatchSize, len(texts))
		if err := enc.Encode(ctx, words[lo:hi], vectors[lo*Dim:hi*Dim]); err != nil {
			return nil, nil, err
		}
	}
	fitCentring(vectors, langs).apply(vectors, langs)
	return words, vectors, nil
}

// apply centres the rows of x in place and gives them length one.
func (c *centring) apply(x []float32, lang []string) {
	for i, l := range lang {
		c.one(x[i*Dim:(i+1)*Dim], l)
	}
}

func (c *centring) one(v []float32, lang string) {
	m := c.Means[lang]
	if m == nil {
		m = c.Means[""]
	}
	for j := range v {
		v[j] -= m[j]
	}
	if c.Axis != nil {
		unitLength(v)
		s := dot(v, c.Axis)
		for j := range v {
			v[j] -= s * c.Axis[j]
		}
	}
	unitLength(v)
}

// firstAxis is the first principal direction by power iteration on the matrix
// of second moments; 30 rounds settle it far below what neighbours notice.
func firstAxis(x []float32) []float32 {
	m := moments(x)
	v := make([]float64, Dim)
	for j := range v {
		v[j] = 1 + float64(j%7) // any start that is not an axis by chance
	}
	for range 30 {
		w := make([]float64, Dim)
		var s float64
		for i := range w {
			for j := range v {
				w[i] += m[i*Dim+j] * v[j]
			}
			s += w[i] * w[i]
		}
		if s = math.Sqrt(s); s == 0 {
			return nil
		}
		for i := range w {
			v[i] = w[i] / s
		}
	}
	out := make([]float32, Dim)
	for j := range out {
		out[j] = float32(v[j])
	}
	return out
}

func moments(x []float32) []float64 {
	m := make([]float64, Dim*Dim)
	for r := 0; r < len(x); r += Dim {
		row := x[r : r+Dim]
		for i, a := range row {
			f := float64(a)
			to := m[i*Dim : i*Dim+i+1]
			for j := range to {
				to[j] += f * float64(row[j])
			}
		}
	}
	for i := range Dim {
		for j := range i {
			m[j*Dim+i] = m[i*Dim+j]
		}
	}
	return m
}

func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	for i := 0; i+3 < len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	return s0 + s1 + s2 + s3
}

// unitLength scales v to length one; a zero vector stays.
func unitLength(v []float32) {
	var s float64
	for _, a := range v {
		s += float64(a) * float64(a)
	}
	if s < 1e-20 {
		return
	}
	f := float32(1 / math.Sqrt(s))
	for i := range v {
		v[i] *= f
	}
}
