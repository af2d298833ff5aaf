package ngram

import (
	"math/rand/v2"
	"testing"
)

// TestWord compares the packed sum with a plain one, on the longest words.
func TestWord(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	src := &Table{Labels: []string{"a", "b"}, Scale: 1, Weights: make([]int8, Buckets*Classes)}
	for i := range src.Weights {
		src.Weights[i] = int8(rng.IntN(255) - 127)
	}
	table, err := Unmarshal(src.Marshal())
	if err != nil {
		t.Fatal(err)
	}
	for n := range 40 {
		word := make([]rune, n)
		for i := range word {
			word[i] = rune(0x620 + rng.IntN(40))
		}
		var got, want Sum
		table.Word(&got, word)
		Each(word, func(b uint32) {
			for c := range Classes {
				want.V[c] += int32(src.Weights[int(b)*Classes+c])
			}
			want.N++
		})
		if got != want {
			t.Fatalf("%d letters: %v, want %v", n, got, want)
		}
	}
}

func BenchmarkWord(b *testing.B) {
	table, err := Unmarshal((&Table{Labels: []string{"a"}, Scale: 1, Weights: make([]int8, Buckets*Classes)}).Marshal())
	if err != nil {
		b.Fatal(err)
	}
	word := []rune("الكترونيه")
	var s Sum
	for b.Loop() {
		table.Word(&s, word)
	}
	if s.N == 0 {
		b.Fatal("no features")
	}
}
