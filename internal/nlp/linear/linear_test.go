package linear

import (
	"errors"
	"math"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

// tiny has 256 rows: bucket 1 votes for class 0, bucket 2 for class 1.
func tiny(t *testing.T) *Model {
	t.Helper()
	idf, w := make([]byte, 256), make([]int8, 512)
	idf[1], idf[2] = 100, 100
	w[2], w[5] = 127, 127
	m, err := Read(Write(&Model{Classes: 2, Bits: 8, IDF: 1, Scale: []float32{1. / 127 / 127, 1. / 127 / 127}, Bias: []float32{0, 0.5}, Dense: [][]float32{{1, -1}}}, idf, w))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestScore(t *testing.T) {
	m := tiny(t)
	shift := features.Bits - 8
	var z [MaxClasses]float32
	m.Score([]uint32{1 << shift}, nil, nil, nil, &z)
	m.AddDense(0, 2, &z)
	if math.Abs(float64(z[0]-3)) > 1e-5 || math.Abs(float64(z[1]+1.5)) > 1e-5 {
		t.Errorf("logits %v, want 3 and -1.5", z[:2])
	}
	m.Score([]uint32{1 << shift, 2 << shift}, nil, []Span{{0, 1}}, nil, &z)
	if math.Abs(float64(z[0])) > 1e-5 || math.Abs(float64(z[1]-1.5)) > 1e-5 {
		t.Errorf("with the first bucket left out: %v, want 0 and 1.5", z[:2])
	}
}

func TestReadRefuses(t *testing.T) {
	for _, b := range [][]byte{nil, []byte("MLH1"), []byte("MLH1\x03\x12\x00\x00aaaa"), make([]byte, 64)} {
		if _, err := Read(b); !errors.Is(err, ErrFormat) {
			t.Errorf("%d bytes: %v", len(b), err)
		}
		if _, err := ReadHead(b); !errors.Is(err, ErrFormat) {
			t.Errorf("head of %d bytes: %v", len(b), err)
		}
	}
}

func TestHead(t *testing.T) {
	h, err := ReadHead(NewHead(2, 2, 1, []float32{1, 0, 0, 1, 0, 1, 2, 0}).Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var z [2]float64
	h.Logits([]float32{3, 4}, []float64{5}, z[:])
	if z != [2]float64{4, 14} {
		t.Errorf("%v, want 4 and 14", z)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("MLH1\x02\x08\x00\x00"))
	f.Fuzz(func(_ *testing.T, b []byte) {
		_, _ = Read(b)
		_, _ = ReadHead(b)
	})
}
