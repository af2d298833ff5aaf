package trie_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/nlp/encoder/trie"
)

func find(t trie.Trie, key string) (int32, bool) {
	node := uint32(trie.Root)
	for i := range len(key) {
		next, ok := t.Step(node, key[i])
		if !ok {
			return 0, false
		}
		node = next
	}
	return t.Value(node)
}

func TestBuildFindsEveryKeyAndNoOther(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	want := map[string]int32{}
	var pairs []trie.Pair
	for len(want) < 20000 {
		b := make([]byte, 1+rng.IntN(7))
		for i := range b {
			b[i] = byte(1 + rng.IntN(255)>>rng.IntN(4))
		}
		if _, ok := want[string(b)]; !ok {
			want[string(b)] = int32(len(want))
			pairs = append(pairs, trie.Pair{Key: string(b), Value: int32(len(want) - 1)})
		}
	}
	got, err := trie.Build(pairs)
	if err != nil {
		t.Fatal(err)
	}
	if !got.Check(len(want)) || got.Check(10) {
		t.Fatal("Check is wrong about its own work")
	}
	for key, v := range want {
		if g, ok := find(got, key); !ok || g != v {
			t.Fatalf("find(%q) = %d, %v, want %d", key, g, ok, v)
		}
		probe := key + string([]byte{byte(1 + rng.IntN(255))})
		w, in := want[probe]
		if g, ok := find(got, probe); ok != in || g != w {
			t.Fatalf("find(%q) = %d, %v, want %d, %v", probe, g, ok, w, in)
		}
	}
	slices.Reverse(pairs)
	again, err := trie.Build(pairs)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(got, again); diff != "" {
		t.Error("the order of the pairs shows in the words")
	}
}

func TestBuildRefuses(t *testing.T) {
	for _, pairs := range [][]trie.Pair{
		nil,
		{{Key: "", Value: 1}},
		{{Key: "a", Value: -1}},
		{{Key: "a", Value: 1}, {Key: "a", Value: 2}},
		{{Key: "a\x00b", Value: 1}},
	} {
		if _, err := trie.Build(pairs); err == nil {
			t.Errorf("Build(%v) gave no error", pairs)
		}
	}
}

func TestCheckRefusesForeignWords(t *testing.T) {
	for i, words := range []trie.Trie{nil, {1 << 31}, {1<<8 | 77<<9}, {1<<8 | 1<<9, 5}} {
		if words.Check(100) {
			t.Errorf("case %d: %v passed", i, fmt.Sprint(words))
		}
	}
}
