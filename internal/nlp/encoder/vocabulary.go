package encoder

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
	"unsafe"

	"github.com/musharaka/musharaka/internal/nlp/encoder/format"
	"github.com/musharaka/musharaka/internal/nlp/encoder/trie"
)

// vocabulary is the tokenizer's read-only side.
type vocabulary struct {
	trie         trie.Trie
	scores       []float32 // log-probability of each kept piece
	unknownScore float32
	bos, eos     int32 // kept numbers
	unknown      int32
	mapping      *mapping
	original     []int32 // kept number → number in the original vocabulary
}

func newVocabulary(h *format.Header, file []byte) (*vocabulary, error) {
	section := func(name string) []byte {
		s := h.Sections[name]
		return file[s.Offset : s.Offset+s.Bytes]
	}
	v := &vocabulary{
		trie:         words[uint32](section(format.Trie)),
		scores:       words[float32](section(format.Scores)),
		unknownScore: h.UnknownScore,
		original:     keptNumbers(section(format.Kept), h.Pieces),
	}
	if len(v.original) != h.Pieces || !v.trie.Check(h.Pieces) {
		return nil, fmt.Errorf("%w: the vocabulary is damaged", ErrForeign)
	}
	var err error
	for _, special := range []struct {
		to   *int32
		from int32
	}{{&v.bos, h.BOS}, {&v.eos, h.EOS}, {&v.unknown, h.Unknown}} {
		if *special.to, err = v.kept(special.from); err != nil {
			return nil, err
		}
	}
	v.mapping, err = newMapping(words[uint32](section(format.MapFrom)),
		words[uint32](section(format.MapStart)), words[uint32](section(format.MapTo)))
	return v, err
}

// kept finds the kept number of an original piece.
func (v *vocabulary) kept(original int32) (int32, error) {
	if i, ok := slices.BinarySearch(v.original, original); ok {
		return int32(i), nil
	}
	return 0, fmt.Errorf("%w: piece %d is not kept", ErrForeign, original)
}

// keptNumbers lists the set bits.
func keptNumbers(bitmap []byte, n int) []int32 {
	list := make([]int32, 0, n)
	for i, b := range bitmap {
		for ; b != 0; b &= b - 1 {
			list = append(list, int32(8*i+bits.TrailingZeros8(b)))
		}
	}
	return list
}

// words views little-endian 32-bit words in place where the machine can, that
// is on every machine of ours unless a test gives odd memory; else it copies.
func words[T uint32 | float32](b []byte) []T {
	if len(b) < 4 {
		return nil
	}
	if littleEndian() && uintptr(unsafe.Pointer(&b[0]))%4 == 0 {
		return unsafe.Slice((*T)(unsafe.Pointer(&b[0])), len(b)/4)
	}
	out := make([]T, len(b)/4)
	for i := range out {
		w := binary.LittleEndian.Uint32(b[4*i:])
		out[i] = *(*T)(unsafe.Pointer(&w))
	}
	return out
}

func littleEndian() bool {
	one := uint16(1)
	return *(*byte)(unsafe.Pointer(&one)) == 1
}
