// Package ngram is the linear model behind language and variety detection:
// hashed character n-grams and whole words, eight classes, one byte a weight.
// It knows no language; package detect does, and tools/langtables trains it.
package ngram

import (
	"encoding/binary"
	"errors"
	"math"
	"strings"
)

// The shape of a table. A bucket holds the weights of all classes side by side,
// so that a feature costs one cache line.
const (
	Bits    = 16
	Buckets = 1 << Bits
	Classes = 8
)

// longest is how many letters of a word are read; longer words are noise.
const longest = 24

// Table is a trained model. It is safe for concurrent use.
type Table struct {
	Labels  []string // at most Classes
	Bias    [Classes]float32
	Scale   float32 // of one unit of a weight
	Weights []int8  // Buckets*Classes
	packed  []uint64
}

const magic = "MLT1"

// Marshal writes a table as bytes: magic, labels, scale, bias, weights.
func (t *Table) Marshal() []byte {
	out := append([]byte(magic), byte(len(strings.Join(t.Labels, " "))))
	out = append(out, strings.Join(t.Labels, " ")...)
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(t.Scale))
	for _, b := range t.Bias {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(b))
	}
	for _, w := range t.Weights {
		out = append(out, byte(w))
	}
	return out
}

var errTable = errors.New("ngram: not a table")

// Unmarshal reads what Marshal wrote. The weights are a copy.
func Unmarshal(data []byte) (*Table, error) {
	if len(data) < 5 || string(data[:4]) != magic {
		return nil, errTable
	}
	n := int(data[4])
	if len(data) != 5+n+4+4*Classes+Buckets*Classes {
		return nil, errTable
	}
	t := &Table{Labels: strings.Fields(string(data[5 : 5+n]))}
	data = data[5+n:]
	t.Scale = math.Float32frombits(binary.LittleEndian.Uint32(data))
	data = data[4:]
	for i := range t.Bias {
		t.Bias[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	data = data[4*Classes:]
	t.Weights = make([]int8, len(data))
	for i, b := range data {
		t.Weights[i] = int8(b)
	}
	t.pack()
	return t, nil
}

// Sum is a running score of all classes over N features.
type Sum struct {
	V [Classes]int32
	N int32
}

// Plus adds another sum.
func (s *Sum) Plus(o *Sum) {
	for c := range s.V {
		s.V[c] += o.V[c]
	}
	s.N += o.N
}

// pack lays the weights of a bucket into one word, each raised by 128, so that
// a feature is one load and two additions.
func (t *Table) pack() {
	t.packed = make([]uint64, Buckets)
	for i := range t.packed {
		for c := range Classes {
			t.packed[i] |= uint64(uint8(int(t.Weights[i*Classes+c])+128)) << (8 * c)
		}
	}
}

// Word adds the features of one folded word. The lanes of 16 bits hold the sum
// of 257 features; a word has at most 76.
func (t *Table) Word(sum *Sum, word []rune) {
	const lanes = 0x00FF00FF00FF00FF
	var even, odd uint64
	n := int32(0)
	table := (*[Buckets]uint64)(t.packed)
	if len(word) > longest {
		word = word[:longest]
	}
	if len(word) == 0 {
		return
	}
	// The same walk as Each, written out: a call for each feature costs more than
	// the feature.
	whole := uint32(0x9E3779B9)
	var x, y, z uint32 = 0, 0, '^'
	for i := 0; i <= len(word); i++ {
		r := uint32('$')
		if i < len(word) {
			r = uint32(word[i])
			whole = (whole ^ r) * prime
		}
		h := (((0x811C9DC5 ^ r) * prime) ^ z) * prime
		w := table[mix(h)&(Buckets-1)]
		even, odd = even+w&lanes, odd+w>>8&lanes
		if i >= 1 {
			h = (h ^ y ^ 0x5A5A0000) * prime
			w = table[mix(h)&(Buckets-1)]
			even, odd = even+w&lanes, odd+w>>8&lanes
			n++
		}
		if i >= 2 {
			h = (h ^ x ^ 0x3C3C0000) * prime
			w = table[mix(h)&(Buckets-1)]
			even, odd = even+w&lanes, odd+w>>8&lanes
			n++
		}
		n++
		x, y, z = y, z, r
	}
	w := table[mix(whole)&(Buckets-1)]
	even, odd, n = even+w&lanes, odd+w>>8&lanes, n+1
	for c := range Classes / 2 {
		sum.V[2*c] += int32(even>>(16*c)&0xFFFF) - 128*n
		sum.V[2*c+1] += int32(odd>>(16*c)&0xFFFF) - 128*n
	}
	sum.N += n
}

// Logits turns a sum into comparable scores: the weights are scaled by the
// square root of the number of features, so that one word and a page are judged
// on one scale.
func (t *Table) Logits(sum *Sum) (out [Classes]float64) {
	scale := float64(t.Scale) / math.Sqrt(float64(max(sum.N, 1)))
	for c := range out {
		out[c] = float64(sum.V[c])*scale + float64(t.Bias[c])
	}
	return out
}

// Softmax turns logits of the first n classes into probabilities in place.
func Softmax(v []float64) {
	top, sum := math.Inf(-1), 0.0
	for _, x := range v {
		top = max(top, x)
	}
	for i, x := range v {
		v[i] = math.Exp(x - top)
		sum += v[i]
	}
	for i := range v {
		v[i] /= sum
	}
}

const prime = 0x01000193

// Each calls f with the bucket of every feature of a word: the word itself and
// its 2-, 3- and 4-grams with the word's edges marked.
func Each(word []rune, f func(bucket uint32)) {
	if len(word) == 0 {
		return
	}
	if len(word) > longest {
		word = word[:longest]
	}
	whole := uint32(0x9E3779B9)
	var a, b, c uint32 = 0, 0, '^' // the three symbols before
	n := 1
	for i := 0; i <= len(word); i++ {
		r := uint32('$')
		if i < len(word) {
			r = uint32(word[i])
			whole = (whole ^ r) * prime
		}
		n++
		h := (0x811C9DC5 ^ r) * prime
		h = (h ^ c) * prime
		f(mix(h))
		if n >= 3 {
			h = (h ^ b ^ 0x5A5A0000) * prime
			f(mix(h))
		}
		if n >= 4 {
			h = (h ^ a ^ 0x3C3C0000) * prime
			f(mix(h))
		}
		a, b, c = b, c, r
	}
	f(mix(whole))
}

func mix(h uint32) uint32 {
	h ^= h >> 15
	h *= 0x2C1B3C6D
	h ^= h >> 12
	return h >> (32 - Bits) & (Buckets - 1)
}
