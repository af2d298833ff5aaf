// Package format is the layout of the encoder's weights file: what
// tools/encoderweights writes and package encoder reads. It knows nothing about
// tokenizing or computing.
//
// A file is, little-endian throughout:
//
//	0   magic "MSHENC01"
//	8   SHA-256 of everything from byte 40 on
//	40  u32 length of the header, u32 zero
//	48  header: JSON, padded with spaces so that the sections start at a multiple of 64
//	    sections, each starting at a multiple of 64
//
// A matrix of N outputs and K inputs is cut into panels of 16 outputs and blocks
// of 32 inputs. A block of a panel is four rows of 64 bytes; byte 4·o+j of row r
// holds, for output o, the weight of input 4·r+j (low half) and 4·(r+4)+j (high
// half), each as q in 0…15 standing for (q−8)·d. Its sixteen d, as float16, lie
// in a section of their own. So one row is one 512-bit operand of a four-byte
// dot product, and two halves of it are two 256-bit ones.
package format

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
)

// Sizes of the one model that this layout is for.
const (
	Hidden    = 384
	Layers    = 12
	Heads     = 12
	FFN       = 1536
	Positions = 512
	Panel     = 16
	Block     = 32

	align      = 64
	magic      = "MSHENC01"
	sumAt      = 8
	lengthAt   = 40
	headerAt   = 48
	maxHeader  = 1 << 20
	headerUnit = align
)

// ErrForeign says that bytes are not a weights file of this version, or not all
// of one. The wrapped text says what was found.
var ErrForeign = errors.New("not the encoder's weights")

// Header describes a file. Sections are named in Names and LayerNames.
type Header struct {
	Model        string             `json:"model"`         // the model's name at its origin
	Licence      string             `json:"licence"`       // SPDX name and whose it is
	Notice       string             `json:"notice"`        // the licence's text
	Origin       string             `json:"origin"`        // where the original file came from
	OriginSHA256 string             `json:"origin_sha256"` // checksum of the original file
	Keep         string             `json:"keep"`          // name of the rule that chose the pieces
	Pieces       int                `json:"pieces"`        // pieces kept
	AllPieces    int                `json:"all_pieces"`    // pieces of the original vocabulary
	BOS          int32              `json:"bos"`           // numbers in the original vocabulary
	EOS          int32              `json:"eos"`
	Unknown      int32              `json:"unknown"`
	UnknownScore float32            `json:"unknown_score"` // log-probability of one unknown character
	Epsilon      float32            `json:"epsilon"`       // of the layer norms
	Sections     map[string]Section `json:"sections"`
}

// Section is a stretch of the file, in bytes.
type Section struct {
	Offset int `json:"offset"`
	Bytes  int `json:"bytes"`
}

// Names of the sections that are not part of a layer.
const (
	Kept       = "kept"      // bit i set: original piece i is kept; the n-th set bit is piece n
	Scores     = "scores"    // f32 log-probability of each kept piece
	Trie       = "trie"      // u32 words of package trie: piece text → kept number
	MapFrom    = "map.from"  // u32 code points that are rewritten, ascending
	MapStart   = "map.start" // u32, one more than MapFrom: where each one's result starts in MapTo
	MapTo      = "map.to"    // u32 code points
	WordQ      = "word.q"    // 192 bytes a kept piece: byte 16·b+j of a row holds weights 32·b+j, 32·b+j+16
	WordD      = "word.d"    // 12 float16 a kept piece
	Position   = "position"  // f32, Positions rows, the type row already added
	EmbedNormW = "embed.norm.w"
	EmbedNormB = "embed.norm.b"
)

// LayerNames lists a layer's sections in the order in which the kernels take
// them: matrix, scales and bias of query+key+value, attention output, first and
// second feed-forward, with each layer norm after the matrix before it.
func LayerNames(layer int) []string {
	names := []string{
		"qkv.q", "qkv.d", "qkv.b", "ao.q", "ao.d", "ao.b", "an.w", "an.b",
		"fi.q", "fi.d", "fi.b", "fo.q", "fo.d", "fo.b", "fn.w", "fn.b",
	}
	for i, n := range names {
		names[i] = fmt.Sprintf("layer%02d.%s", layer, n)
	}
	return names
}

// Want returns the size in bytes that every section must have, 0 where the
// header cannot tell.
func (h *Header) Want() map[string]int {
	want := map[string]int{
		Kept: (h.AllPieces + 7) / 8, Scores: 4 * h.Pieces, Trie: 0,
		MapFrom: 0, MapStart: 0, MapTo: 0,
		WordQ: h.Pieces * Hidden / 2, WordD: h.Pieces * Hidden / Block * 2,
		Position: Positions * Hidden * 4, EmbedNormW: Hidden * 4, EmbedNormB: Hidden * 4,
	}
	shapes := [][3]int{ // outputs, inputs, norm
		{3 * Hidden, Hidden, 0}, {Hidden, Hidden, 1}, {FFN, Hidden, 0}, {Hidden, FFN, 1},
	}
	for l := range Layers {
		names := LayerNames(l)
		for _, s := range shapes {
			want[names[0]], want[names[1]], want[names[2]] = s[0]*s[1]/2, s[0]*s[1]/Block*2, s[0]*4
			names = names[3:]
			if s[2] == 1 {
				want[names[0]], want[names[1]] = Hidden*4, Hidden*4
				names = names[2:]
			}
		}
	}
	return want
}

// Pack writes a file. It sets h.Sections. The order of the sections in the file
// is that of order; every name in it must be in data.
func Pack(h Header, order []string, data map[string][]byte) ([]byte, error) {
	h.Sections = map[string]Section{}
	place := func(start int) int {
		for _, name := range order {
			h.Sections[name] = Section{start, len(data[name])}
			start += (len(data[name]) + align - 1) / align * align
		}
		return start
	}
	var head []byte
	// The header holds offsets that depend on its own length: grow until it fits.
	size := headerUnit * 64
	for {
		place(size)
		var err error
		if head, err = json.Marshal(h); err != nil {
			return nil, err
		}
		if headerAt+len(head) <= size {
			break
		}
		size = (headerAt + len(head) + headerUnit - 1) / headerUnit * headerUnit
	}
	out := make([]byte, place(size))
	copy(out, magic)
	binary.LittleEndian.PutUint32(out[lengthAt:], uint32(size-headerAt))
	copy(out[headerAt:], head)
	for i := headerAt + len(head); i < size; i++ {
		out[i] = ' '
	}
	for _, name := range order {
		copy(out[h.Sections[name].Offset:], data[name])
	}
	sum := sha256.Sum256(out[lengthAt:])
	copy(out[sumAt:], sum[:])
	_, err := Parse(out)
	return out, err
}

// Parse checks a file's magic, checksum and the size of every section.
// Its errors wrap ErrForeign.
func Parse(file []byte) (*Header, error) {
	if len(file) < headerAt || string(file[:len(magic)]) != magic {
		return nil, fmt.Errorf("%w: %d bytes without the mark %s", ErrForeign, len(file), magic)
	}
	sum := sha256.Sum256(file[lengthAt:])
	if !bytes.Equal(sum[:], file[sumAt:lengthAt]) {
		return nil, fmt.Errorf("%w: the checksum differs: cut off or changed", ErrForeign)
	}
	n := int(binary.LittleEndian.Uint32(file[lengthAt:]))
	if n > maxHeader || headerAt+n > len(file) {
		return nil, fmt.Errorf("%w: a header of %d bytes", ErrForeign, n)
	}
	h := &Header{}
	if err := json.Unmarshal(file[headerAt:headerAt+n], h); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	if h.Pieces <= 0 || h.AllPieces < h.Pieces || h.AllPieces > 1<<22 {
		return nil, fmt.Errorf("%w: %d pieces of %d", ErrForeign, h.Pieces, h.AllPieces)
	}
	for name, bytes := range h.Want() {
		s, ok := h.Sections[name]
		switch {
		case !ok:
			return nil, fmt.Errorf("%w: no section %s", ErrForeign, name)
		case s.Offset < 0 || s.Bytes < 0 || s.Offset%align != 0 || s.Offset > len(file)-s.Bytes:
			return nil, fmt.Errorf("%w: section %s lies outside the file", ErrForeign, name)
		case bytes > 0 && s.Bytes != bytes:
			return nil, fmt.Errorf("%w: section %s has %d bytes, not %d", ErrForeign, name, s.Bytes, bytes)
		}
	}
	return h, nil
}

// Sum returns the first n hexadecimal digits of a parsed file's checksum.
func Sum(file []byte, n int) string {
	return fmt.Sprintf("%x", file[sumAt:lengthAt])[:n]
}
