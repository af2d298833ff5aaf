package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"

	"github.com/musharaka/musharaka/internal/nlp/encoder"
)

// vectors encodes texts and remembers their vectors in a file, because most of
// the time of a second training would go into encoding the same texts again.
// Without a file it remembers nothing. Records are a 64-bit hash of the text
// and its vector, little-endian.
type vectors struct {
	enc   *encoder.Encoder
	known map[uint64][]float32
	file  *os.File
}

func openVectors(path string) (*vectors, error) {
	enc, err := encoder.Open(encoder.Options{})
	if err != nil {
		return nil, err
	}
	v := &vectors{enc: enc, known: map[uint64][]float32{}}
	if path == "" {
		return v, nil
	}
	if v.file, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644); err != nil {
		return nil, err
	}
	r := bufio.NewReaderSize(v.file, 1<<20)
	for n := int64(0); ; n++ {
		rec := make([]byte, 8+4*dim)
		if _, err := io.ReadFull(r, rec); err != nil {
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				_, err = v.file.Seek(n*int64(len(rec)), io.SeekStart) // over a record cut short
				return v, err
			}
			return nil, fmt.Errorf("read %s: %w", path, err)
		}
		x := make([]float32, dim)
		if _, err := binary.Decode(rec[8:], binary.LittleEndian, x); err != nil {
			return nil, err
		}
		v.known[binary.LittleEndian.Uint64(rec)] = x
	}
}

func textKey(s string) uint64 {
	h := fnv.New64a()
	io.WriteString(h, s)
	return h.Sum64()
}

// encode gives the vectors of samples, one after another.
func (v *vectors) encode(ctx context.Context, s []headSample) ([]float32, error) {
	var todo []string
	for _, x := range s {
		k := textKey(x.text)
		if _, ok := v.known[k]; !ok {
			v.known[k] = nil // one of several alike is enough
			todo = append(todo, x.text)
		}
	}
	for from := 0; from < len(todo); from += 256 {
		part := todo[from:min(from+256, len(todo))]
		out := make([]float32, dim*len(part))
		if err := v.enc.Encode(ctx, part, out); err != nil {
			return nil, err
		}
		for i, t := range part {
			x := out[i*dim : (i+1)*dim]
			v.known[textKey(t)] = x
			if v.file == nil {
				continue
			}
			rec := binary.LittleEndian.AppendUint64(nil, textKey(t))
			rec, err := binary.Append(rec, binary.LittleEndian, x)
			if err != nil {
				return nil, err
			}
			if _, err := v.file.Write(rec); err != nil {
				return nil, err
			}
		}
	}
	out := make([]float32, 0, dim*len(s))
	for _, x := range s {
		out = append(out, v.known[textKey(x.text)]...)
	}
	return out, nil
}
