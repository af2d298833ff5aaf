package lsa

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func corpus(n int) []string {
	rng := rand.New(rand.NewPCG(1, 2))
	words := [][]string{{"road", "pothole", "asphalt", "street"}, {"water", "pipe", "tap", "leak"}, {"مدرسة", "معلم", "طالب", "كتاب"}}
	out := make([]string, n)
	for i := range out {
		w := words[i%3]
		for range 5 {
			out[i] += w[rng.IntN(4)] + " "
		}
		out[i] += fmt.Sprint("x", rng.IntN(50))
	}
	return out
}

func TestSVDBringsSubjectsTogether(t *testing.T) {
	texts := corpus(300)
	v := make([]float32, 300*384)
	FitSVD(texts, 384, 1).Apply(texts, v)
	var same, other float64
	for i := range 99 {
		for j := range i {
			if i%3 == j%3 {
				same += cosine(v, i, j) / (3 * 33 * 32 / 2)
			} else {
				other += cosine(v, i, j) / (3 * 33 * 33)
			}
		}
	}
	if same < other+.1 {
		t.Errorf("cosine within a subject %.2f, across %.2f", same, other)
	}
	w := make([]float32, 300*384)
	FitSVD(texts, 384, 1).Apply(texts, w)
	if diff := cmp.Diff(v, w); diff != "" {
		t.Error("the same seed gave other vectors")
	}
}

func TestRidgeLearnsTargets(t *testing.T) {
	texts := corpus(600)
	const dim = 32
	target := make([]float32, 400*dim)
	for i := range 400 {
		target[i*dim+i%3] = 1
	}
	v := make([]float32, 600*dim)
	FitRidge(texts, target, dim, 1).Apply(texts, v)
	right := 0
	for i := 400; i < 600; i++ {
		best := 0
		for j := range dim {
			if v[i*dim+j] > v[i*dim+best] {
				best = j
			}
		}
		if best == i%3 {
			right++
		}
	}
	if right < 195 {
		t.Errorf("%d of 200 unseen texts land on their subject", right)
	}
}

func TestOddTexts(t *testing.T) {
	m := FitSVD([]string{"", "a", "\xff", "road road", "road water"}, 384, 1)
	v := make([]float32, 2*384)
	m.Apply([]string{"", "unknown words only"}, v)
	for _, x := range v {
		if x != 0 || math.IsNaN(float64(x)) {
			t.Fatal("a text without known words has a vector")
		}
	}
}

func cosine(v []float32, a, b int) (s float64) {
	for j := range 384 {
		s += float64(v[a*384+j]) * float64(v[b*384+j])
	}
	return s
}

func BenchmarkApply(b *testing.B) {
	texts := corpus(3000)
	m := FitSVD(texts, 384, 1)
	v := make([]float32, len(texts)*384)
	for b.Loop() {
		m.Apply(texts, v)
	}
	b.ReportMetric(float64(len(texts))*float64(b.N)/b.Elapsed().Seconds(), "texts/s")
}
