package areas

import (
	"bytes"
	"context"
	"testing"
)

func TestTheShippedHeadKnowsTheShippedAreas(t *testing.T) {
	tax, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	h, err := DefaultHead()
	if err != nil {
		t.Fatal(err)
	}
	if len(h.codes) != len(tax) {
		t.Errorf("the head knows %v", h.codes)
	}
	for i, at := range h.places(tax) {
		if at < 0 {
			t.Errorf("%s is not in the taxonomy: run tools/areashead", h.codes[i])
		}
	}
	if !bytes.Equal(h.Bytes(), shippedHead) {
		t.Error("writing the head again gives other bytes")
	}
}

func TestParseHeadRefusesDamage(t *testing.T) {
	for _, b := range [][]byte{nil, []byte("MAH1 a b\n"), []byte("XXXX a b\n"), shippedHead[:len(shippedHead)-1], append(bytes.Clone(shippedHead), 0)} {
		if _, err := ParseHead(b); err == nil {
			t.Errorf("%d bytes were taken for a head", len(b))
		}
	}
}

func TestTrainLearnsAndRepeats(t *testing.T) {
	tax, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	v := make([]float32, Dim)
	lines := []Line{
		{"الماء مقطوع من الصبح", v, "water"}, {"no water in the tap", v, "water"}, {"فاتورة الماء مرتفعة", v, "water"},
		{"حفرة كبيرة في الشارع", v, "roads"}, {"potholes on our road", v, "roads"}, {"رصف الشارع الترابي", v, "roads"},
	}
	h := Train(lines, tax.Compile())
	if !bytes.Equal(h.Bytes(), Train(lines, tax.Compile()).Bytes()) {
		t.Error("the same lines gave other bits")
	}
	p := make([]float64, 2)
	lex := tax.Compile()
	for text, want := range map[string]int{"الماء بارد": 1, "شارع مرصوف": 0, "watering": 1} {
		if h.Read(text, lex, lex.Find(text), v, p); (p[1] > p[0]) != (want == 1) {
			t.Errorf("%q: %v, want %s", text, p, h.codes[want])
		}
	}
}

func BenchmarkHead(b *testing.B) {
	tax, err := Default()
	if err != nil {
		b.Fatal(err)
	}
	h, err := DefaultHead()
	if err != nil {
		b.Fatal(err)
	}
	lex := tax.Compile()
	const text = "الشارع قدام بيتنا كله حفر من شهرين والمقاول راح وما رجع، نطلب من البلدية رصف الطريق قبل المطر وتركيب إنارة عند المدرسة"
	found := lex.Find(text)
	v, p := make([]float32, Dim), make([]float64, len(h.codes))
	for b.Loop() {
		h.Read(text, lex, found, v, p)
	}
	if h.codes[argmaxOf(p)] != "roads" {
		b.Fatal(p)
	}
}

func argmaxOf(x []float64) (at int) {
	for i := range x {
		if x[i] > x[at] {
			at = i
		}
	}
	return at
}

// still gives every text the same vector: only words and the head can tell.
type still struct{}

func (still) Encode(_ context.Context, texts []string, dst []float32) error {
	for i := range texts {
		dst[i*Dim] = 1
	}
	return nil
}

func TestOwnAreasDoNotNeedTheHead(t *testing.T) {
	shipped, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	own := shipped[0]
	own.Code, own.Words = "ports", []Concept{{Name: Name{AR: "السفن", EN: "Ships"}, AR: "سفينة", EN: "ship"}}
	other := own
	other.Code, other.Words = "dams", []Concept{{Name: Name{AR: "السدود", EN: "Dams"}, AR: "سد", EN: "dam"}}
	water := shipped[3]
	for _, c := range []struct {
		tax  Taxonomy
		head bool
	}{{Taxonomy{own, other}, false}, {Taxonomy{own, other, water}, true}} {
		g, err := c.tax.NewGuide(t.Context(), still{})
		if err != nil {
			t.Fatal(err)
		}
		if (g.head != nil) != c.head {
			t.Fatalf("%d areas: head %v, want %v", len(c.tax), g.head != nil, c.head)
		}
		texts := []string{"the ship waits", "the dam is full"}
		w, _ := g.Weights(texts)
		for i, want := range []string{"ports", "dams"} {
			e := make([]float64, len(c.tax))
			g.Evidence(texts[i], w, make([]float32, Dim), e)
			if got, _ := g.Decide(e); got != want {
				t.Errorf("%q with %d areas: %q, want %q (%v)", texts[i], len(c.tax), got, want, e)
			}
		}
	}
}
