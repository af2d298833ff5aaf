package source

import (
	"math/rand/v2"
	"testing"
)

// Seen answers as a map does.
func TestSeen(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var s Seen
	want := map[uint64]uint64{}
	for range 200_000 {
		k, v := r.Uint64()%50_000+2, r.Uint64()
		if r.IntN(3) == 0 {
			s.Set(k, v)
			want[k] = v
			continue
		}
		old, known := s.Add(k, v)
		w, ok := want[k]
		if known != ok || known && old != w {
			t.Fatalf("%d: got %d %t, want %d %t", k, old, known, w, ok)
		}
		if !ok {
			want[k] = v
		}
	}
	if s.Len() != len(want) {
		t.Errorf("%d keys, want %d", s.Len(), len(want))
	}
	if _, known := s.Add(0, 7); known {
		t.Error("0 was not there")
	}
	if old, known := s.Add(0, 8); !known || old != 7 {
		t.Error("0 is a key like any other")
	}
}
