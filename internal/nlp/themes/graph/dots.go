package graph

/*
#cgo CFLAGS: -O3 -std=c11
#include "dots.h"
*/
import "C"

import "unsafe"

// Kernel names the processor kernel in use ("avx512", "avx2", "plain"). Sums
// are taken in another order in each, so their last bits differ.
func Kernel() string { return C.GoString(C.themes_dots_class()) }

// Dots writes the dot products of the rows of a with the rows of b to out,
// out[i*nb+j], where d is the length of a row and a multiple of 16.
func Dots(a, b []float32, d int, out []float32) {
	if len(a) == 0 || len(b) == 0 {
		return
	}
	na, nb := len(a)/d, len(b)/d
	if d%16 != 0 || len(out) < na*nb {
		panic("graph: Dots needs rows of a multiple of 16 numbers and room for every product")
	}
	C.themes_dots((*C.float)(unsafe.Pointer(&a[0])), (*C.float)(unsafe.Pointer(&b[0])),
		C.int(d), C.int(na), C.int(nb), (*C.float)(unsafe.Pointer(&out[0])))
}
