package arabizi

import (
	"cmp"
	"math"
	"slices"

	"github.com/musharaka/musharaka/internal/nlp/tokenize"
)

// Candidate is an Arabic word that a Latin one may stand for.
type Candidate struct {
	Text  string
	Score float64 // higher is better; comparable within one word
	Known bool    // a word that was seen in real Arabic
}

const (
	longest      = 24  // letters of a Latin word that are read
	beam         = 16  // states kept at each place
	insertCost   = 1.5 // a long vowel that the writer left out
	costWeight   = 2.0
	countWeight  = 0.55
	unknownCost  = 4.5 // what a word nobody has seen pays
	charWeight   = 0.55
	worstAllowed = 9 // spelling cost beyond which a known word is no match
)

// state is a place in the search: node in the trie, or the last two letters and
// the way back for unknown words.
type state struct {
	node  uint32
	cost  float32
	a, b  uint8
	trail int32 // index into search.trails, unknown words only
}

type trail struct {
	prev   int32
	letter uint8
}

// search is the memory of one conversion.
type search struct {
	states [longest + 1][]state
	trails []trail
	out    []Candidate
	key    []uint8
	toks   []tokenize.Token
	words  []word
	folded []byte // the words of a text in the letters of the rules
}

// known finds words of the trie that spell the Latin word w (lower case ASCII).
func (m *model) known(s *search, w string) {
	for i := range len(w) + 1 {
		s.states[i] = s.states[i][:0]
	}
	s.states[0] = append(s.states[0], state{})
	for i := range len(w) {
		s.prune(i, true)
		for k := 0; k < len(s.states[i]); k++ {
			st := s.states[i][k]
			for _, r := range rules[w[i]&127] {
				if !applies(&r, w, i) {
					continue
				}
				n, ok := m.walk(st.node, r.key)
				if !ok {
					continue
				}
				end := i + len(r.latin)
				s.states[end] = append(s.states[end], state{node: n, cost: st.cost + r.cost})
				if end < len(w) && doubled(w, i, end) {
					s.states[end+1] = append(s.states[end+1], state{node: n, cost: st.cost + r.cost + 0.1})
				}
			}
			if i > 0 && len(s.states[i]) < 4*beam {
				for _, v := range [...]uint8{1, letters - 1, letters} { // ا و ي
					if n := m.trie.child(st.node, v); n != 0 {
						s.states[i] = append(s.states[i], state{node: n, cost: st.cost + insertCost})
					}
				}
			}
		}
	}
	s.prune(len(w), true)
	for _, st := range s.states[len(w)] {
		nd := &m.trie.nodes[st.node]
		if nd.weight > 0 && st.cost < worstAllowed {
			s.out = append(s.out, Candidate{
				Text:  m.word(s, st.node),
				Score: countWeight*float64(nd.weight) - costWeight*float64(st.cost), Known: true,
			})
		}
	}
}

// applies tells whether a rule's spelling stands at w[i:] and in its place.
func applies(r *rule, w string, i int) bool {
	end := i + len(r.latin)
	if end > len(w) || w[i:end] != r.latin {
		return false
	}
	switch r.place {
	case initial:
		return i == 0
	case final:
		return end == len(w) && i > 0
	}
	return !(r.notFirst && i == 0) && !(r.notLast && end == len(w) && i > 0)
}

// doubled tells whether the consonant that a rule read is written twice.
func doubled(w string, i, end int) bool {
	c := w[end]
	return end-i == 1 && c == w[i] && c != 'a' && c != 'e' && c != 'i' && c != 'o' && c != 'u'
}

func (m *model) walk(n uint32, key string) (uint32, bool) {
	for i := range len(key) {
		if n = m.trie.child(n, key[i]); n == 0 {
			return 0, false
		}
	}
	return n, true
}

// word spells the word that ends at a node; the path is found from the root by
// the spelling list or by descending.
func (m *model) word(s *search, n uint32) string {
	if w := m.trie.nodes[n].word; w >= 0 {
		return m.trie.spellings[w]
	}
	s.key = m.path(s.key[:0], n)
	return spell(s.key)
}

func spell(key []uint8) string {
	out := make([]rune, len(key))
	for i, c := range key {
		out[i] = runes[c]
	}
	return string(out)
}

// path descends to node n: nodes of a level stand in order, so the child whose
// range holds n is found by its place.
func (m *model) path(dst []uint8, n uint32) []uint8 {
	for n != 0 {
		dst = append(dst, m.trie.nodes[n].letter)
		n = m.trie.parent(n)
	}
	slices.Reverse(dst)
	return dst
}

// parent finds the node whose children hold n: ranges of children grow with
// the nodes, because the trie was built level by level.
func (t *trie) parent(n uint32) uint32 {
	i, _ := slices.BinarySearchFunc(t.nodes, n, func(nd node, n uint32) int {
		switch {
		case nd.first+uint32(nd.n) <= n:
			return -1
		case nd.first > n:
			return 1
		}
		return 0
	})
	return uint32(i)
}

// prune keeps the best states of a place, one for each node (or letter pair).
func (s *search) prune(i int, byNode bool) {
	list := s.states[i]
	slices.SortFunc(list, func(a, b state) int {
		if c := cmp.Compare(a.cost, b.cost); c != 0 {
			return c
		}
		if c := cmp.Compare(a.node, b.node); c != 0 {
			return c
		}
		return cmp.Compare(int(a.a)<<8|int(a.b), int(b.a)<<8|int(b.b))
	})
	kept := list[:0]
	for _, st := range list {
		if len(kept) == beam {
			break
		}
		if !slices.ContainsFunc(kept, func(k state) bool {
			if byNode {
				return k.node == st.node
			}
			return k.a == st.a && k.b == st.b
		}) {
			kept = append(kept, st)
		}
	}
	s.states[i] = kept
}

// unknown writes a word that nobody has seen as the letters that Arabic would
// most likely spell.
func (m *model) unknown(s *search, w string) {
	for i := range len(w) + 1 {
		s.states[i] = s.states[i][:0]
	}
	s.trails = append(s.trails[:0], trail{prev: -1})
	s.states[0] = append(s.states[0], state{})
	for i := range len(w) {
		s.prune(i, false)
		for k := range s.states[i] {
			st := s.states[i][k]
			for _, r := range rules[w[i]&127] {
				if !applies(&r, w, i) {
					continue
				}
				next := m.extend(s, st, r.key, r.cost)
				end := i + len(r.latin)
				s.states[end] = append(s.states[end], next)
				if end < len(w) && doubled(w, i, end) {
					s.states[end+1] = append(s.states[end+1], next)
				}
			}
		}
	}
	best, bestCost := -1, float32(math.MaxFloat32)
	for k, st := range s.states[len(w)] {
		if c := st.cost + charWeight*m.chars[st.a][st.b][0]; c < bestCost && st.trail > 0 {
			best, bestCost = k, c
		}
	}
	if best < 0 {
		return
	}
	s.key = s.key[:0]
	for t := s.states[len(w)][best].trail; t > 0; t = s.trails[t].prev {
		s.key = append(s.key, s.trails[t].letter)
	}
	slices.Reverse(s.key)
	s.out = append(s.out, Candidate{Text: spell(s.key), Score: -costWeight*float64(bestCost) - unknownCost})
}

func (m *model) extend(s *search, st state, key string, cost float32) state {
	st.cost += cost
	for i := range len(key) {
		c := key[i]
		st.cost += charWeight * m.chars[st.a][st.b][c] / 2
		st.a, st.b = st.b, c
		s.trails = append(s.trails, trail{st.trail, c})
		st.trail = int32(len(s.trails) - 1)
	}
	return st
}
