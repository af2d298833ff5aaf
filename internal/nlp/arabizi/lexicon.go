package arabizi

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"io"
	"math"
	"strconv"
	"strings"
)

//go:embed data/arabic.bin
var arabicData []byte

//go:embed data/english.bin
var englishData []byte

//go:embed data/lexicon.tsv
var lexiconText string

// alphabet are the letters of a key, the spelling of normalize.Loose; a letter's
// code is its place, counted from 1.
const alphabet = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"

const letters = 28

// codes maps Arabic letters (U+0620…) to codes.
var codes = func() (c [64]uint8) {
	n := uint8(0)
	for _, r := range alphabet {
		n++
		c[r-0x620] = n
	}
	return c
}()

var runes = []rune(" " + alphabet)

// model is what is known of Arabic and English words.
type model struct {
	trie    trie
	english map[string]float32 // log of the count
	habits  map[string]string
	chars   [letters + 1][letters + 1][letters + 1]float32 // -log P(c | a b); 0 is the edge
}

func load() (*model, error) {
	m := &model{english: make(map[string]float32, 12000), habits: make(map[string]string, 400)}
	arabic, err := io.ReadAll(flate.NewReader(bytes.NewReader(arabicData)))
	if err != nil {
		return nil, err
	}
	m.build(string(arabic))
	english, err := io.ReadAll(flate.NewReader(bytes.NewReader(englishData)))
	if err != nil {
		return nil, err
	}
	for l := range strings.Lines(string(english)) {
		word, rest, _ := strings.Cut(strings.TrimSuffix(l, "\n"), "\t")
		n, err := strconv.Atoi(rest)
		if err != nil {
			return nil, err
		}
		m.english[word] = float32(math.Log(float64(n)))
	}
	for l := range strings.Lines(lexiconText) {
		if latin, arabic, ok := strings.Cut(strings.TrimSpace(l), "\t"); ok {
			m.habits[latin] = arabic
		}
	}
	return m, nil
}

// trie holds the words of Arabic. The children of a node stand side by side in
// the order of their letters.
type trie struct {
	nodes     []node
	spellings []string
}

type node struct {
	first  uint32
	weight float32 // log of the word's count plus one; 0 where no word ends
	word   int32   // index of the spelling, -1 where it equals the path
	n      uint8
	letter uint8
}

// child returns the child of node i with a letter, 0 if there is none.
func (t *trie) child(i uint32, letter uint8) uint32 {
	nd := &t.nodes[i]
	for k := nd.first; k < nd.first+uint32(nd.n); k++ {
		if t.nodes[k].letter == letter {
			return k
		}
	}
	return 0
}

// entry is one line of the word list.
type entry struct {
	key   []uint8
	log   float32
	spell string
}

// build makes the trie level by level and counts letter triples.
func (m *model) build(text string) {
	var entries []entry
	var triples [letters + 1][letters + 1][letters + 1]float32
	for l := range strings.Lines(text) {
		key, rest, _ := strings.Cut(strings.TrimSuffix(l, "\n"), "\t")
		count, spell, _ := strings.Cut(rest, "\t")
		n, _ := strconv.Atoi(count)
		e := entry{log: float32(math.Log(float64(n) + 1)), spell: spell}
		a, b := uint8(0), uint8(0)
		for _, r := range key {
			c := codes[r-0x620]
			e.key = append(e.key, c)
			triples[a][b][c] += e.log
			a, b = b, c
		}
		triples[a][b][0] += e.log
		entries = append(entries, e)
	}
	m.chars = smooth(&triples)
	type job struct {
		lo, hi, depth int
		node          uint32
	}
	m.trie.nodes = append(make([]node, 0, 160000), node{word: -1})
	queue := []job{{0, len(entries), 0, 0}}
	for len(queue) > 0 {
		j := queue[0]
		queue = queue[1:]
		lo := j.lo
		if lo < j.hi && len(entries[lo].key) == j.depth {
			nd := &m.trie.nodes[j.node]
			nd.weight = entries[lo].log
			if entries[lo].spell != "" {
				nd.word = int32(len(m.trie.spellings))
				m.trie.spellings = append(m.trie.spellings, strings.Clone(entries[lo].spell))
			}
			lo++
		}
		first := uint32(len(m.trie.nodes))
		for lo < j.hi {
			c, from := entries[lo].key[j.depth], lo
			for lo < j.hi && entries[lo].key[j.depth] == c {
				lo++
			}
			queue = append(queue, job{from, lo, j.depth + 1, uint32(len(m.trie.nodes))})
			m.trie.nodes = append(m.trie.nodes, node{letter: c, word: -1})
		}
		m.trie.nodes[j.node].first, m.trie.nodes[j.node].n = first, uint8(uint32(len(m.trie.nodes))-first)
	}
}

// smooth turns counts of triples into costs, mixing in pairs and single letters.
func smooth(t *[letters + 1][letters + 1][letters + 1]float32) (out [letters + 1][letters + 1][letters + 1]float32) {
	var pair [letters + 1][letters + 1]float32
	var single [letters + 1]float32
	var total float32
	for a := range t {
		for b := range t[a] {
			for c, n := range t[a][b] {
				pair[b][c] += n
				single[c] += n
				total += n
			}
		}
	}
	for b := range pair {
		var sum float32
		for _, n := range pair[b] {
			sum += n
		}
		for a := range t {
			var s float32
			for _, n := range t[a][b] {
				s += n
			}
			for c := range t[a][b] {
				p := 0.1*single[c]/total + 0.3*pair[b][c]/(sum+1) + 0.6*t[a][b][c]/(s+1)
				out[a][b][c] = float32(-math.Log(float64(p) + 1e-6))
			}
		}
	}
	return out
}
