package main

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/musharaka/musharaka/internal/nlp/encoder/format"
)

// original is what the original file holds, still in its own layout.
type original struct {
	pieces                 []string
	scores                 []float32
	bos, eos, pad, unknown int32
	mapFrom                []uint32
	mapTo                  [][]uint32
	epsilon                float32
	tensors                map[string]tensor
}

type tensor struct {
	quantised bool // Q4_0 blocks, else float32
	elements  int
	data      []byte
}

// cursor reads the original in order; a read past the end sets short.
type cursor struct {
	data  []byte
	at    int
	short bool
}

func (c *cursor) bytes(n int) []byte {
	if n < 0 || c.at+n > len(c.data) {
		c.short = true
		return make([]byte, min(max(n, 0), 1<<16))
	}
	c.at += n
	return c.data[c.at-n : c.at]
}

func (c *cursor) u8() uint8    { return c.bytes(1)[0] }
func (c *cursor) u16() uint16  { return binary.LittleEndian.Uint16(c.bytes(2)) }
func (c *cursor) u32() uint32  { return binary.LittleEndian.Uint32(c.bytes(4)) }
func (c *cursor) u64() uint64  { return binary.LittleEndian.Uint64(c.bytes(8)) }
func (c *cursor) f32() float32 { return math.Float32frombits(c.u32()) }

// readOriginal parses the original. Its checksum was checked before, so that
// what is left to guard against is a mistake here, not a hostile file.
func readOriginal(data []byte) (*original, error) {
	c := &cursor{data: data}
	if string(c.bytes(4)) != "E5S1" || c.u32() != 1 {
		return nil, fmt.Errorf("not an E5S1 file of version 1")
	}
	for _, want := range []uint32{format.Hidden, format.Layers, format.Heads, format.FFN, 250037, format.Positions, 2} {
		if got := c.u32(); got != want {
			return nil, fmt.Errorf("dimension %d, want %d", got, want)
		}
	}
	o := &original{epsilon: c.f32(), tensors: map[string]tensor{}}
	if b := c.u32(); b != format.Block {
		return nil, fmt.Errorf("blocks of %d", b)
	}
	o.readPieces(c)
	entries := c.u32()
	c.u32() // their size in bytes
	for n := entries; n > 0; n-- {
		o.mapFrom = append(o.mapFrom, c.u32())
		to := make([]uint32, c.u8())
		for i := range to {
			to[i] = c.u32()
		}
		o.mapTo = append(o.mapTo, to)
	}
	for n := c.u32(); n > 0; n-- {
		name := string(c.bytes(int(c.u16())))
		t := tensor{quantised: c.u8() == 1, elements: int(c.u32())}
		at, size := int(c.u64()), int(c.u64())
		if at < 0 || size < 0 || at+size > len(data) {
			return nil, fmt.Errorf("tensor %s lies outside the file", name)
		}
		t.data = data[at : at+size]
		o.tensors[name] = t
	}
	if c.short {
		return nil, fmt.Errorf("cut off")
	}
	return o, nil
}

func (o *original) readPieces(c *cursor) {
	n := int(c.u32())
	o.bos, o.eos, o.pad, o.unknown = int32(c.u32()), int32(c.u32()), int32(c.u32()), int32(c.u32())
	size := int(c.u64())
	starts := make([]uint32, n+1)
	for i := range starts {
		starts[i] = c.u32()
	}
	o.scores = make([]float32, n)
	for i := range o.scores {
		o.scores[i] = c.f32()
	}
	blob := c.bytes(size)
	o.pieces = make([]string, n)
	for i := range o.pieces {
		o.pieces[i] = string(blob[starts[i]:starts[i+1]])
	}
}

// floats returns a float32 tensor's bytes, or an error if it is not n long.
func (o *original) floats(name string, n int) ([]byte, error) {
	t, ok := o.tensors[name]
	if !ok || t.quantised || t.elements != n || len(t.data) != 4*n {
		return nil, fmt.Errorf("tensor %s is not %d float32", name, n)
	}
	return t.data, nil
}

// blocks returns a Q4_0 tensor's bytes: 18 a block of 32 weights.
func (o *original) blocks(name string, n int) ([]byte, error) {
	t, ok := o.tensors[name]
	if !ok || !t.quantised || t.elements != n || len(t.data) != n/format.Block*blockBytes {
		return nil, fmt.Errorf("tensor %s is not %d 4-bit weights", name, n)
	}
	return t.data, nil
}
