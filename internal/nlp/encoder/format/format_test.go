package format_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"os"
	"testing"

	"github.com/musharaka/musharaka/internal/nlp/encoder/format"
)

// committed is a file that is right.
func committed(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile("../weights.bin")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestCommittedFileSaysWhatItIs(t *testing.T) {
	file := committed(t)
	h, err := format.Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	if h.Licence != "MIT" || len(h.Notice) < 500 || len(h.OriginSHA256) != 64 || h.Keep == "" {
		t.Errorf("header %+v", h)
	}
	if len(file) > 40_000_000 {
		t.Errorf("%d bytes, more than 40 MB", len(file))
	}
}

// TestParseRefuses changes the header of a right file and signs it again, as a
// file of a later version, or a malicious one, would be.
func TestParseRefuses(t *testing.T) {
	for name, change := range map[string]func(h *format.Header){
		"a section missing": func(h *format.Header) { delete(h.Sections, format.Scores) },
		"a section outside": func(h *format.Header) {
			h.Sections[format.WordQ] = format.Section{Offset: 1 << 40, Bytes: h.Sections[format.WordQ].Bytes}
		},
		"a negative offset":  func(h *format.Header) { h.Sections[format.Trie] = format.Section{Offset: -64, Bytes: 64} },
		"a section too long": func(h *format.Header) { h.Sections[format.Trie] = format.Section{Offset: 64, Bytes: 1 << 62} },
		"a section too short": func(h *format.Header) {
			h.Sections[format.Position] = format.Section{Offset: h.Sections[format.Position].Offset, Bytes: 4}
		},
		"odd alignment": func(h *format.Header) { h.Sections[format.Trie] = format.Section{Offset: 65, Bytes: 64} },
		"no pieces":     func(h *format.Header) { h.Pieces = 0 },
		"other pieces":  func(h *format.Header) { h.Pieces++ },
	} {
		t.Run(name, func(t *testing.T) {
			file := bytes.Clone(committed(t))
			h, err := format.Parse(file)
			if err != nil {
				t.Fatal(err)
			}
			change(h)
			sign(t, file, h)
			if _, err := format.Parse(file); !errors.Is(err, format.ErrForeign) {
				t.Errorf("error %v", err)
			}
		})
	}
}

// sign writes h into file and makes its checksum right.
func sign(t *testing.T, file []byte, h *format.Header) {
	t.Helper()
	head, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	room := file[48 : 48+binary.LittleEndian.Uint32(file[40:])]
	if len(head) > len(room) {
		t.Fatal("no room for the header")
	}
	copy(room, bytes.Repeat([]byte(" "), len(room)))
	copy(room, head)
	sum := sha256.Sum256(file[40:])
	copy(file[8:], sum[:])
}

func FuzzParse(f *testing.F) {
	f.Add(committed(f)[:4096])
	f.Add([]byte("MSHENC01"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if _, err := format.Parse(file); err == nil {
			t.Fatal("a few bytes pass for the weights")
		}
	})
}
