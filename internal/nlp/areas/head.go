package areas

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/musharaka/musharaka/internal/nlp/themes/graph"
)

//go:embed head.bin
var shippedHead []byte

// Head is a small linear model over a text's centred vector and its letters,
// trained by tools/areashead on lines written for this project. It says for
// each area that it knows how likely the text is about it; areas of a
// workspace's own list that it does not know, it leaves alone.
type Head struct {
	codes   []string
	bias    []float32
	vectors []float32 // class by class, Dim each
	idf     []uint8   // of each bucket, in steps of idfStep
	scale   []float32 // of each class's letter weights
	letters []int8    // bucket by bucket, one weight per class
}

const (
	headMagic   = "MAH1"
	headBuckets = 1 << 14
	idfStep     = 1.0 / 24
	gramLeast   = 3
	gramMost    = 5
)

var errHead = errors.New("areas: the head is damaged")

// DefaultHead reads the head that ships.
func DefaultHead() (*Head, error) { return ParseHead(shippedHead) }

// ParseHead reads what Head.Bytes wrote.
func ParseHead(b []byte) (*Head, error) {
	head, rest, ok := strings.Cut(string(b), "\n")
	fields := strings.Fields(head)
	if !ok || len(fields) < 2 || fields[0] != headMagic {
		return nil, errHead
	}
	h := &Head{codes: fields[1:]}
	k := len(h.codes)
	if len(rest) != 4*(2*k+k*Dim)+headBuckets+headBuckets*k {
		return nil, errHead
	}
	raw := []byte(rest)
	floats := func(n int) []float32 {
		out := make([]float32, n)
		for i := range out {
			out[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
		}
		raw = raw[4*n:]
		return out
	}
	h.bias, h.scale, h.vectors = floats(k), floats(k), floats(k*Dim)
	h.idf, raw = slices.Clone(raw[:headBuckets]), raw[headBuckets:]
	h.letters = make([]int8, len(raw))
	for i, x := range raw {
		h.letters[i] = int8(x)
	}
	return h, nil
}

// Bytes is the file form of a head.
func (h *Head) Bytes() []byte {
	b := []byte(headMagic + " " + strings.Join(h.codes, " ") + "\n")
	for _, f := range [][]float32{h.bias, h.scale, h.vectors} {
		for _, x := range f {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
		}
	}
	b = append(b, h.idf...)
	for _, x := range h.letters {
		b = append(b, byte(x))
	}
	return b
}

// gram is one bucket of letter groups in a text.
type gram struct {
	bucket int32
	weight float32
}

// A bucket is the FNV hash of runes, folded.
const hashStart = uint64(14695981039346656037)

func hashOn(h uint64, r rune) uint64 { return (h ^ uint64(r)) * 1099511628211 }

func bucketOf(h uint64) int32 { return int32((h ^ h>>29) & (headBuckets - 1)) }

// conceptWeight is that of a concept against a group of letters: a text has
// hundreds of these and a few of those.
const conceptWeight = 6

// grams lists what the head reads in a text: letter groups, three to five
// letters within words and their borders, as counts by bucket; and the
// concepts found in it, by their English names.
func grams(text string, lexicon *Lexicon, found []Hit) []gram {
	count := counters.Get().(*[headBuckets]uint16)
	defer counters.Put(count)
	out := make([]gram, 0, 3*len(text))
	rs := make([]rune, 0, 32)
	for w := range strings.FieldsSeq(Fold(text)) {
		rs = append(rs[:0], ' ')
		for _, r := range w {
			rs = append(rs, r)
		}
		rs = append(rs, ' ')
		for i := range rs {
			h := hashStart
			for n, r := range rs[i:min(len(rs), i+gramMost)] {
				if h = hashOn(h, r); n+1 >= gramLeast {
					b := bucketOf(h)
					if count[b] == 0 {
						out = append(out, gram{bucket: b})
					}
					count[b]++
				}
			}
		}
	}
	for i := range out {
		out[i].weight = 1
		if n := count[out[i].bucket]; n > 1 {
			out[i].weight += float32(math.Log(float64(n)))
		}
		count[out[i].bucket] = 0 // as it was found
	}
	for _, h := range found {
		out = append(out, gram{conceptBucket(lexicon.Concepts[h.Concept].Name.EN), conceptWeight})
	}
	return out
}

// counters are tables of zeros for grams: a text touches few of their buckets.
var counters = sync.Pool{New: func() any { return new([headBuckets]uint16) }}

func conceptBucket(name string) int32 {
	h := hashStart
	for _, r := range "concept " + name {
		h = hashOn(h, r)
	}
	return bucketOf(h)
}

// weigh gives grams their idf and length one.
func weigh(gs []gram, idf []uint8) []gram {
	var norm float64
	for i := range gs {
		gs[i].weight *= float32(idf[gs[i].bucket]) * idfStep
		norm += float64(gs[i].weight) * float64(gs[i].weight)
	}
	if norm > 0 {
		f := float32(1 / math.Sqrt(norm))
		for i := range gs {
			gs[i].weight *= f
		}
	}
	return gs
}

// Read writes the log-probability of each of the head's areas.
func (h *Head) Read(text string, lexicon *Lexicon, found []Hit, v []float32, dst []float64) {
	k := len(h.codes)
	gs := weigh(grams(text, lexicon, found), h.idf)
	sums := make([]float32, k)
	for _, g := range gs {
		row := h.letters[int(g.bucket)*k : int(g.bucket+1)*k]
		for c, w := range row {
			sums[c] += g.weight * float32(w)
		}
	}
	near := make([]float32, k)
	graph.Dots(v, h.vectors, Dim, near)
	for c := range k {
		dst[c] = float64(h.bias[c] + h.scale[c]*sums[c] + near[c])
	}
	logSoftmax(dst[:k])
}

func logSoftmax(x []float64) {
	most := slices.Max(x)
	var sum float64
	for _, a := range x {
		sum += math.Exp(a - most)
	}
	l := most + math.Log(sum)
	for i := range x {
		x[i] -= l
	}
}

// places maps the head's areas to those of a taxonomy, −1 if it has no such.
func (h *Head) places(t Taxonomy) []int {
	out := make([]int, len(h.codes))
	for i, c := range h.codes {
		out[i] = slices.IndexFunc(t, func(a Area) bool { return a.Code == c })
	}
	return out
}
