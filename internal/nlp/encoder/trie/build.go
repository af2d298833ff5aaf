package trie

import (
	"errors"
	"fmt"
	"sort"
)

// Pair is one key and its number.
type Pair struct {
	Key   string
	Value int32
}

type draft struct {
	labels []byte   // sorted; 0 stands for the value
	kids   []*draft // parallel to labels; nil for the value
	value  int32
	base   uint32
}

// Build makes a trie. Keys must be distinct, not empty and free of zero bytes,
// values not negative. The same pairs give the same words in any order.
func Build(pairs []Pair) (Trie, error) {
	sorted := append([]Pair(nil), pairs...)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].Key < sorted[j].Key })
	for i, p := range sorted {
		switch {
		case p.Key == "" || p.Value < 0:
			return nil, fmt.Errorf("trie: key %q with value %d", p.Key, p.Value)
		case i > 0 && sorted[i-1].Key == p.Key:
			return nil, fmt.Errorf("trie: key %q twice", p.Key)
		}
		for j := range len(p.Key) {
			if p.Key[j] == 0 {
				return nil, fmt.Errorf("trie: zero byte in key %q", p.Key)
			}
		}
	}
	root := grow(sorted, 0)
	var all []*draft
	walk(root, func(d *draft) { all = append(all, d) })
	// The broadest nodes choose their place first, while there is most room:
	// the narrow ones then fill the gaps and hardly a word is wasted.
	sort.SliceStable(all, func(i, j int) bool { return len(all[i].labels) > len(all[j].labels) })
	return place(root, all)
}

func grow(pairs []Pair, depth int) *draft {
	d := &draft{}
	if len(pairs) > 0 && len(pairs[0].Key) == depth {
		d.labels, d.kids, d.value = append(d.labels, 0), append(d.kids, nil), pairs[0].Value
		pairs = pairs[1:]
	}
	for len(pairs) > 0 {
		c, n := pairs[0].Key[depth], 1
		for n < len(pairs) && pairs[n].Key[depth] == c {
			n++
		}
		d.labels, d.kids = append(d.labels, c), append(d.kids, grow(pairs[:n], depth+1))
		pairs = pairs[n:]
	}
	return d
}

func walk(d *draft, visit func(*draft)) {
	visit(d)
	for _, k := range d.kids {
		if k != nil {
			walk(k, visit)
		}
	}
}

// place finds a base for every node and writes the words.
func place(root *draft, all []*draft) (Trie, error) {
	const block = 256
	used := make([]bool, block)
	baseUsed := make([]bool, block)
	used[Root] = true
	first := uint32(0) // no free slot below it
	// fails counts how often a slot was tried in vain by broad nodes: a slot
	// that keeps failing is left to the narrow ones.
	start := map[int]uint32{}
	for _, d := range all {
		if len(d.labels) == 0 {
			return nil, errors.New("trie: empty")
		}
		for int(first) < len(used) && used[first] {
			first++
		}
		slot := max(first, start[len(d.labels)])
		tries := 0
		for ; ; slot++ {
			for int(slot)+block >= len(used) {
				used, baseUsed = append(used, make([]bool, block)...), append(baseUsed, make([]bool, block)...)
			}
			if used[slot] {
				continue
			}
			base := slot ^ uint32(d.labels[0])
			if base > maxBase {
				return nil, errors.New("trie: too many keys")
			}
			if !baseUsed[base] && fits(used, base, d.labels) {
				d.base = base
				break
			}
			tries++
		}
		if tries > 64 {
			start[len(d.labels)] = slot - min(slot, 32)
		}
		baseUsed[d.base] = true
		for _, c := range d.labels {
			used[d.base^uint32(c)] = true
		}
	}
	n := len(used)
	for n > 0 && !used[n-1] {
		n--
	}
	t := make(Trie, n)
	write(t, root, Root, 0)
	return t, nil
}

func fits(used []bool, base uint32, labels []byte) bool {
	for _, c := range labels {
		if used[base^uint32(c)] {
			return false
		}
	}
	return true
}

func write(t Trie, d *draft, at uint32, label byte) {
	w := uint32(label) | d.base<<baseShift
	for i, c := range d.labels {
		if d.kids[i] == nil {
			w |= hasValue
			t[d.base^uint32(c)] = valueBit | uint32(d.value)
			continue
		}
		write(t, d.kids[i], d.base^uint32(c), c)
	}
	t[at] = w
}
