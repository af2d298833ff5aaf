package encoder_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
)

func FuzzPieces(f *testing.F) {
	e, err := encoder.Open(encoder.Options{Class: "portable"})
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range samples(f) {
		f.Add(s.Text)
	}
	f.Add("\xff\xfe\x00 bad \xc3(\xe2\x82")
	f.Fuzz(func(t *testing.T, text string) {
		pieces := e.Pieces(text)
		// The prefix alone has three pieces; no rewriting makes one byte into
		// more than eighteen characters.
		if len(pieces) < 2 || len(pieces) > 4+18*len(text) {
			t.Fatalf("%d pieces of %d bytes", len(pieces), len(text))
		}
		if c := e.Coverage(text); c < 0 || c > 1 {
			t.Fatalf("coverage %v", c)
		}
		if valid := strings.ToValidUTF8(text, "\ufffd"); utf8.RuneCountInString(valid) == utf8.RuneCountInString(text) {
			if again := e.Pieces(valid); len(again) != len(pieces) {
				t.Fatalf("%d pieces, %d once it is UTF-8", len(pieces), len(again))
			}
		}
	})
}

func BenchmarkPieces(b *testing.B) {
	e, err := encoder.Open(encoder.Options{Class: "portable"})
	if err != nil {
		b.Fatal(err)
	}
	texts := twentyWords(256)
	pieces := 0
	b.ReportAllocs()
	for b.Loop() {
		pieces = encoder.CountPieces(e, texts)
	}
	if pieces < 25*len(texts) {
		b.Fatalf("%d pieces", pieces)
	}
	b.ReportMetric(float64(len(texts)*b.N)/b.Elapsed().Seconds(), "texts/s")
	b.ReportMetric(float64(pieces)/float64(len(texts)), "pieces/text")
}
