package encoder

/*
#cgo CFLAGS: -O3 -std=gnu11 -Wno-psabi
#cgo linux LDFLAGS: -lm
#include "forward.h"
*/
import "C"

import (
	"errors"
	"fmt"
	"strings"
	"unsafe"

	"github.com/musharaka/musharaka/internal/nlp/encoder/format"
)

// Class is a class of processor: which instructions the kernels use.
type Class int

// The classes, slowest first.
const (
	Portable   Class = C.ENC_PORTABLE   // 32-bit numbers, plain C: the reference
	AVX2       Class = C.ENC_AVX2       // 4-bit weights, 8-bit numbers, multiply-add in 16 bits
	AVXVNNI    Class = C.ENC_AVXVNNI    // the same with a four-byte dot product, 256 bits wide
	AVX512VNNI Class = C.ENC_AVX512VNNI // the same, 512 bits wide
	AMX        Class = C.ENC_AMX        // 8-bit weights in tiles
	classes          = C.ENC_CLASSES
)

// ErrClass is the error of a class that does not exist or not on this machine.
var ErrClass = errors.New("no such processor class here")

func (c Class) String() string {
	names := [classes]string{"portable", "avx2", "avxvnni", "avx512vnni", "amx"}
	if c < 0 || c >= classes {
		return fmt.Sprintf("Class(%d)", int(c))
	}
	return names[c]
}

// Classes lists the classes that this machine can run, slowest first. Portable
// is always there.
func Classes() []Class {
	can := uint32(C.enc_classes())
	var list []Class
	for c := range Class(classes) {
		if can>>c&1 == 1 {
			list = append(list, c)
		}
	}
	return list
}

// findClass turns a name into a class; none means the best.
func findClass(name string) (Class, error) {
	here := Classes()
	if name == "" {
		return here[len(here)-1], nil
	}
	names := make([]string, len(here))
	for i, c := range here {
		if c.String() == name {
			return c, nil
		}
		names[i] = c.String()
	}
	return 0, fmt.Errorf("%w: %q; there are %s", ErrClass, name, strings.Join(names, ", "))
}

// kernel is the weights as the C side sees them. It holds no C memory: the
// weights, the plan and the work memory are all Go's and passed on every call.
type kernel struct {
	class    Class
	weights  []byte
	expanded []byte // what AMX computes from
	plan     C.enc_model
}

func newKernel(h *format.Header, file []byte, name string) (*kernel, error) {
	class, err := findClass(name)
	if err != nil {
		return nil, err
	}
	at := func(section string) C.uint64_t { return C.uint64_t(h.Sections[section].Offset) }
	k := &kernel{class: class, weights: file}
	k.plan = C.enc_model{
		word_q: at(format.WordQ), word_d: at(format.WordD), position: at(format.Position),
		norm_w: at(format.EmbedNormW), norm_b: at(format.EmbedNormB),
		epsilon: C.float(h.Epsilon), class_: C.int32_t(class),
	}
	for l := range k.plan.layer {
		// The fields of an enc_layer are offsets in the order of LayerNames.
		fields := (*[unsafe.Sizeof(C.enc_layer{}) / 8]C.uint64_t)(unsafe.Pointer(&k.plan.layer[l]))
		for i, name := range format.LayerNames(l) {
			fields[i] = at(name)
		}
	}
	if n := int(C.enc_expanded_bytes(C.int(class))); n > 0 {
		k.expanded = aligned(n)
		C.enc_expand(&k.plan, bytePointer(k.weights), bytePointer(k.expanded))
	}
	return k, nil
}

// forward encodes w's windows into w.means. It reports false when *stop was set.
func (k *kernel) forward(w *worker, stop *int32) bool {
	need := int(C.enc_work_bytes(C.int(len(w.ids))))
	if len(w.memory) < need {
		w.memory = aligned(int(C.enc_work_bytes(C.int(max(len(w.ids), maxBatch)))))
	}
	return C.enc_forward(&k.plan, bytePointer(k.weights), bytePointer(k.expanded),
		(*C.int32_t)(&w.ids[0]), (*C.int32_t)(&w.starts[0]), C.int(len(w.windows)),
		(*C.float)(&w.means[0]), bytePointer(w.memory), (*C.int32_t)(stop)) == 0
}

func bytePointer(b []byte) *C.uint8_t {
	return (*C.uint8_t)(unsafe.Pointer(unsafe.SliceData(b)))
}

// aligned returns n bytes that start at a multiple of 64, as wide loads like.
func aligned(n int) []byte {
	b := make([]byte, n+63)
	skip := -uintptr(unsafe.Pointer(&b[0])) & 63
	return b[skip : int(skip)+n]
}

// stringBytes views a string as bytes that nobody may write to.
func stringBytes(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }
