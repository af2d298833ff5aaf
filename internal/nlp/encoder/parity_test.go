package encoder_test

import (
	"slices"
	"sort"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
)

func TestPiecesAreThoseOfTheReference(t *testing.T) {
	e := open(t, encoder.Portable)
	kept := 0
	for _, s := range samples(t) {
		if !e.KeepsAll(s.Pieces) {
			if s.Kind != "not kept" && s.Kind != "hostile" {
				t.Errorf("text %d (%s) has pieces that are not kept", s.ID, s.Kind)
			}
			continue
		}
		kept++
		if diff := cmp.Diff(s.Pieces, e.Pieces(s.Text)); diff != "" {
			t.Errorf("text %d (%s): pieces (-reference +ours):\n%s", s.ID, s.Kind, diff)
		}
	}
	if kept < 200 {
		t.Errorf("only %d texts are whole", kept)
	}
}

// The limits of issue and model card: .999 in the mean and .996 for each text.
func checkCosines(t *testing.T, cosines map[int]float64) {
	t.Helper()
	sum, low, at := 0.0, 2.0, 0
	for id, c := range cosines {
		sum += c
		if c < low || c == low && id < at {
			low, at = c, id
		}
	}
	mean := sum / float64(len(cosines))
	t.Logf("cosine: mean %.5f, lowest %.5f (text %d), %d texts", mean, low, at, len(cosines))
	if mean < 0.999 || low < 0.996 {
		t.Errorf("cosine: mean %.5f, lowest %.5f (text %d); want .999 and .996", mean, low, at)
	}
}

func TestVectorsAreThoseOfTheReference(t *testing.T) {
	for _, class := range allClasses {
		t.Run(class.String(), func(t *testing.T) {
			e := open(t, class)
			vectors := portableVectors(t)
			if class != encoder.Portable {
				vectors = encode(t, e, textsOf(samples(t)))
			}
			cosines := map[int]float64{}
			want := make([]float32, encoder.Dim)
			for i, s := range samples(t) {
				if !e.KeepsAll(s.Pieces) {
					continue
				}
				if err := encoder.Dequantise(want, s.Vector); err != nil {
					t.Fatal(err)
				}
				cosines[s.ID] = dot(want, row(vectors, i))
			}
			checkCosines(t, cosines)
		})
	}
}

func TestClassesAgree(t *testing.T) {
	for _, class := range allClasses[1:] {
		t.Run(class.String(), func(t *testing.T) {
			e := open(t, class)
			list := samples(t)
			ours, reference := encode(t, e, textsOf(list)), portableVectors(t)
			cosines := map[int]float64{}
			for i, s := range list {
				cosines[s.ID] = dot(row(ours, i), row(reference, i))
			}
			checkCosines(t, cosines)
			if overlap := neighbourOverlap(ours, reference, 15); overlap < 0.9 {
				t.Errorf("%.3f of the 15 nearest neighbours agree, want .9", overlap)
			} else {
				t.Logf("%.3f of the 15 nearest neighbours agree", overlap)
			}
		})
	}
}

// neighbourOverlap is the share of each vector's k nearest by a that are among
// its k nearest by b.
func neighbourOverlap(a, b []float32, k int) float64 {
	n, same := len(a)/encoder.Dim, 0
	for i := range n {
		near := nearest(b, i, k)
		for _, j := range nearest(a, i, k) {
			if slices.Contains(near, j) {
				same++
			}
		}
	}
	return float64(same) / float64(n*k)
}

func nearest(vectors []float32, i, k int) []int {
	n := len(vectors) / encoder.Dim
	order, close := make([]int, 0, n), make([]float64, n)
	for j := range n {
		close[j] = dot(row(vectors, i), row(vectors, j))
		if j != i {
			order = append(order, j)
		}
	}
	sort.SliceStable(order, func(x, y int) bool { return close[order[x]] > close[order[y]] })
	return order[:k]
}

// TestMeaningsMeetAcrossLanguages looks every Arabic text's English fellow up.
func TestMeaningsMeetAcrossLanguages(t *testing.T) {
	all, list := portableVectors(t), samples(t)
	for from, least := range map[string]float64{"arabic": 0.9, "dialect": 0.6, "arabizi": 0} {
		right, n := 0, 0
		for i, s := range list {
			if s.Kind != from {
				continue
			}
			best, at := -2.0, 0
			for j, o := range list {
				if c := dot(row(all, i), row(all, j)); o.Kind == "english" && c > best {
					best, at = c, o.Pair
				}
			}
			n++
			if at == s.Pair {
				right++
			}
		}
		share := float64(right) / float64(n)
		t.Logf("%s to English: %d of %d first", from, right, n)
		if share < least {
			t.Errorf("%s to English: %.2f right, want %.2f", from, share, least)
		}
	}
}
