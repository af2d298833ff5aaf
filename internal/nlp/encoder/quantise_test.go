package encoder_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
)

func TestRoundIsStableAndClose(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		v := make([]float32, encoder.Dim)
		for i := range v {
			v[i] = float32(rng.NormFloat64())
		}
		once := slices.Clone(v)
		encoder.Round(once)
		twice := slices.Clone(once)
		encoder.Round(twice)
		if !slices.Equal(once, twice) {
			t.Fatal("rounding twice changes a vector")
		}
		if c := cosine(v, once); c < 0.9999 {
			t.Fatalf("cosine after rounding %v", c)
		}
		if l := dot(once, once); math.Abs(l-1) > 1e-5 {
			t.Fatalf("length² after rounding %v", l)
		}
		back := make([]float32, encoder.Dim)
		if err := encoder.Dequantise(back, encoder.Quantise(nil, v)); err != nil || !slices.Equal(back, once) {
			t.Fatalf("a stored vector differs from a rounded one (%v)", err)
		}
	}
}

func TestRoundKeepsZeros(t *testing.T) {
	v := make([]float32, 2*encoder.Dim)
	encoder.Round(v)
	if dot(v, v) != 0 {
		t.Error("zeros became something")
	}
}

func TestDequantiseRefusesOtherLengths(t *testing.T) {
	if err := encoder.Dequantise(make([]float32, encoder.Dim), make([]byte, 10)); !errors.Is(err, encoder.ErrQuantised) {
		t.Errorf("error %v", err)
	}
}

func dot(a, b []float32) float64 {
	var s float64
	for i := range a {
		s += float64(a[i]) * float64(b[i])
	}
	return s
}

func cosine(a, b []float32) float64 { return dot(a, b) / math.Sqrt(dot(a, a)*dot(b, b)) }
