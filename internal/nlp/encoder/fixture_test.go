package encoder_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/nlp/encoder/fixture"
)

type sample = fixture.Sample

func samples(t testing.TB) []sample {
	t.Helper()
	list, err := fixture.Load()
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() { // of the long ones, which take most of the time, the first
		long := slices.IndexFunc(list, func(s sample) bool { return s.Kind == "long" })
		list = list[:long+1]
	}
	return list
}

func textsOf(list []sample) []string {
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = s.Text
	}
	return texts
}

// open opens the encoder in one class; a class that this machine lacks skips the
// test aloud.
func open(t testing.TB, class encoder.Class) *encoder.Encoder {
	t.Helper()
	if !slices.Contains(encoder.Classes(), class) {
		t.Skipf("SKIPPED, NOT TESTED: this processor has no %s", class)
	}
	e, err := encoder.Open(encoder.Options{Class: class.String()})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func encode(t testing.TB, e *encoder.Encoder, texts []string) []float32 {
	t.Helper()
	dst := make([]float32, encoder.Dim*len(texts))
	if err := e.Encode(context.Background(), texts, dst); err != nil {
		t.Fatal(err)
	}
	return dst
}

var portable struct {
	sync.Once
	vectors []float32
}

// portableVectors are the fixture's vectors by the reference class, made once.
func portableVectors(t testing.TB) []float32 {
	t.Helper()
	portable.Do(func() { portable.vectors = encode(t, open(t, encoder.Portable), textsOf(samples(t))) })
	return portable.vectors
}

func row(vectors []float32, i int) []float32 { return vectors[i*encoder.Dim : (i+1)*encoder.Dim] }

// allClasses are the classes that tests name, here or not.
var allClasses = []encoder.Class{encoder.Portable, encoder.AVX2, encoder.AVXVNNI, encoder.AVX512VNNI, encoder.AMX}
