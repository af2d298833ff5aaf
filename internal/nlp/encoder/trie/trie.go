// Package trie is a read-only double-array trie over byte strings, one 32-bit
// word a node, made once by a tool and walked in place out of a weights file.
//
// It is for the encoder's vocabulary only: it cannot be changed, it cannot hold
// the zero byte, and it has no iteration.
//
// A word is either a node or a value. A node holds the byte that leads to it
// (bits 0-7), whether a key ends there (bit 8) and its base (bits 9-30): the
// child by byte c sits at base XOR c, the value at base XOR 0. A value has bit
// 31 set and the number in the rest. No two nodes share a base, so a matching
// byte alone proves the parent.
package trie

const (
	valueBit  = 1 << 31
	hasValue  = 1 << 8
	baseShift = 9
	labelMask = valueBit | 0xFF
	maxBase   = 1<<22 - 1
	// Root is the node that every walk starts from.
	Root = 0
)

// Trie is the node array. The zero Trie is not valid: Build or a weights file
// that passed Check gives one.
type Trie []uint32

// Step follows byte c from node and reports whether there is such a child.
// A zero byte never leads anywhere.
func (t Trie) Step(node uint32, c byte) (uint32, bool) {
	next := t[node]>>baseShift ^ uint32(c)
	return next, c != 0 && int(next) < len(t) && t[next]&labelMask == uint32(c)
}

// Value returns the number of the key that ends at node.
func (t Trie) Value(node uint32) (int32, bool) {
	w := t[node]
	if w&hasValue == 0 {
		return 0, false
	}
	return int32(t[w>>baseShift] &^ valueBit), true
}

// Check reports whether walks can never leave the array and values stay below
// limit, so that Step and Value need no further care with a foreign file.
func (t Trie) Check(limit int) bool {
	if len(t) == 0 || t[Root]&valueBit != 0 {
		return false
	}
	for _, w := range t {
		if w&valueBit != 0 || w&hasValue == 0 {
			continue
		}
		at := w >> baseShift
		if int(at) >= len(t) || t[at]&valueBit == 0 || int(t[at]&^valueBit) >= limit {
			return false
		}
	}
	return true
}
