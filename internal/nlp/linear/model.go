// Package linear holds the small hashed linear models of the fast tier: a
// table of buckets with one idf byte and a signed byte for every class. It
// scores prepared texts; training is in tools/train.
package linear

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

// MaxClasses is the greatest number of classes a model may have.
const MaxClasses = 7

const magic = "MLH1"

// Model is one table. Row b holds the idf byte and one weight byte q for each
// class, which stands for q·|q|·scale: fine steps near zero, where most weights
// are, and no clipping of the few large ones. It is read only and safe for
// concurrent use.
type Model struct {
	Classes int
	Bits    int // rows = 1<<Bits; feature buckets are shifted down to it
	Scale   []float32
	Bias    []float32
	IDF     float32 // value of one step of the idf byte
	// Dense holds the weights of features that are not n-grams, class-minor.
	Dense  [][]float32
	rows   []byte
	stride int
}

// ErrFormat means that a model file is not one of ours or cut short.
var ErrFormat = errors.New("not a linear model")

// Read parses a model file:
//
//	"MLH1", u8 classes, u8 bits, u8 dense, u8 0, f32 idf step,
//	classes × f32 scale, classes × f32 bias, dense × classes × f32,
//	then rows of (idf byte, classes × int8)
//
// little-endian.
func Read(b []byte) (*Model, error) {
	if len(b) < 12 || string(b[:4]) != magic {
		return nil, ErrFormat
	}
	m := &Model{Classes: int(b[4]), Bits: int(b[5])}
	dense := int(b[6])
	if m.Classes < 1 || m.Classes > MaxClasses || m.Bits < 8 || m.Bits > features.Bits {
		return nil, fmt.Errorf("%w: %d classes, %d bits", ErrFormat, m.Classes, m.Bits)
	}
	m.stride = m.Classes + 1
	head := 12 + 4*m.Classes*(2+dense)
	if len(b) != head+m.stride<<m.Bits {
		return nil, fmt.Errorf("%w: %d bytes", ErrFormat, len(b))
	}
	floats := make([]float32, (head-8)/4)
	for i := range floats {
		floats[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[8+4*i:]))
	}
	k := m.Classes
	m.IDF, m.Scale, m.Bias = floats[0], floats[1:1+k], floats[1+k:1+2*k]
	for i := range dense {
		m.Dense = append(m.Dense, floats[1+(2+i)*k:1+(3+i)*k])
	}
	m.rows = b[head:]
	if m.stride > 4 && m.stride < 8 {
		m.widen()
	}
	return m, nil
}

// widen lays rows out in eight bytes each, so that one load reads a row.
func (m *Model) widen() {
	wide := make([]byte, 8<<m.Bits)
	for r := range 1 << m.Bits {
		copy(wide[r*8:], m.rows[r*m.stride:(r+1)*m.stride])
	}
	m.rows, m.stride = wide, 8
}

// Write is the inverse of Read; idf holds one byte a row, weights the bytes q,
// row-major, rows × classes.
func Write(m *Model, idf []byte, weights []int8) []byte {
	out := append([]byte(magic), byte(m.Classes), byte(m.Bits), byte(len(m.Dense)), 0)
	put := func(vs ...float32) {
		for _, v := range vs {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
		}
	}
	put(m.IDF)
	put(m.Scale...)
	put(m.Bias...)
	for _, d := range m.Dense {
		put(d...)
	}
	for r, d := range idf {
		out = append(out, d)
		for c := range m.Classes {
			out = append(out, byte(weights[r*m.Classes+c]))
		}
	}
	return out
}

// Span is a range of buckets to leave out of a score.
type Span struct{ From, To int }

// Score writes the logits of a text to out[:Classes]. Words and Chars are each
// brought to length one, as in training. Buckets in the spans, which ascend and
// do not overlap, are left out.
func (m *Model) Score(words, chars []uint32, noWords, noChars []Span, out *[MaxClasses]float32) {
	for c := range m.Classes {
		out[c] = m.Bias[c]
	}
	m.block(words, noWords, out)
	m.block(chars, noChars, out)
}

// AddDense adds feature i with a value to the logits.
func (m *Model) AddDense(i int, value float32, out *[MaxClasses]float32) {
	for c, w := range m.Dense[i] {
		out[c] += w * value
	}
}

func (m *Model) block(buckets []uint32, skip []Span, out *[MaxClasses]float32) {
	var sum [MaxClasses]int64
	var norm uint64
	at := 0
	for _, s := range skip {
		norm += m.sum(buckets[at:s.From], &sum)
		at = s.To
	}
	norm += m.sum(buckets[at:], &sum)
	if norm == 0 {
		return
	}
	inv := float32(1 / math.Sqrt(float64(norm)))
	for c := range m.Classes {
		out[c] += float32(sum[c]) * m.Scale[c] * inv
	}
}

func (m *Model) sum(buckets []uint32, sum *[MaxClasses]int64) (norm uint64) {
	shift := uint(features.Bits - m.Bits)
	switch {
	case m.stride == 4:
		return m.sum3(buckets, shift, sum)
	case m.stride == 8:
		return m.sum7(buckets, shift, sum)
	}
	for _, b := range buckets {
		row := m.rows[int(b>>shift)*m.stride:][:m.stride]
		d := int64(row[0])
		norm += uint64(d * d)
		for c := 1; c < len(row); c++ {
			sum[c-1] += d * expand(row[c])
		}
	}
	return norm
}

func (m *Model) sum3(buckets []uint32, shift uint, sum *[MaxClasses]int64) (norm uint64) {
	var a, b, c int64
	for _, k := range buckets {
		r := binary.LittleEndian.Uint32(m.rows[int(k>>shift)*4:])
		d := int64(r & 255)
		norm += uint64(d * d)
		a += d * expand(byte(r>>8))
		b += d * expand(byte(r>>16))
		c += d * expand(byte(r>>24))
	}
	sum[0] += a
	sum[1] += b
	sum[2] += c
	return norm
}

// sum7 is for rows of eight bytes; classes that the model has not are zero.
func (m *Model) sum7(buckets []uint32, shift uint, sum *[MaxClasses]int64) (norm uint64) {
	var a, b, c, d, e, f, g int64
	for _, k := range buckets {
		r := binary.LittleEndian.Uint64(m.rows[int(k>>shift)*8:])
		x := int64(r & 255)
		norm += uint64(x * x)
		a += x * expand(byte(r>>8))
		b += x * expand(byte(r>>16))
		c += x * expand(byte(r>>24))
		d += x * expand(byte(r>>32))
		e += x * expand(byte(r>>40))
		f += x * expand(byte(r>>48))
		g += x * expand(byte(r>>56))
	}
	for i, v := range [...]int64{a, b, c, d, e, f, g} {
		sum[i] += v
	}
	return norm
}

// expand is q·|q| without a branch.
func expand(q byte) int64 {
	v := int64(int8(q))
	s := v >> 63
	return v * ((v ^ s) - s)
}

// Weight gives what one occurrence of a bucket adds to the logit of a class
// before the division by the length of its block (for explanations).
func (m *Model) Weight(bucket uint32, class int) float32 {
	row := m.rows[int(bucket>>uint(features.Bits-m.Bits))*m.stride:]
	return float32(row[0]) * float32(expand(row[1+class])) * m.Scale[class]
}

// Norm is the length of a block of buckets in steps of the idf byte.
func (m *Model) Norm(buckets []uint32) float32 {
	var n uint64
	for _, b := range buckets {
		d := uint64(m.rows[int(b>>uint(features.Bits-m.Bits))*m.stride])
		n += d * d
	}
	return float32(math.Sqrt(float64(n)))
}

// Softmax turns logits into probabilities in place.
func Softmax(l []float64) {
	top := l[0]
	for _, v := range l {
		top = math.Max(top, v)
	}
	sum := 0.0
	for i := range l {
		l[i] = math.Exp(l[i] - top)
		sum += l[i]
	}
	for i := range l {
		l[i] /= sum
	}
}
