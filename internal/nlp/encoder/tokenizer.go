package encoder

import (
	"slices"
	"unicode/utf8"

	"github.com/musharaka/musharaka/internal/nlp/encoder/trie"
)

// prefix is what the model was taught to see before a text that is compared with
// others of its kind, not searched for.
const prefix = "query: "

// space stands for U+0020 inside pieces: U+2581.
const space = "\u2581"

// tokenizer is the memory that cutting a text into pieces needs.
type tokenizer struct {
	text  []byte // the rewritten text
	steps []step // one for each byte of text and one for its end
	ids   []int32
}

// step is the best way to reach a byte: the piece that ends there.
type step struct {
	score float32
	from  int32 // where that piece starts
	id    int32
}

const unreached = -1e30

// pieces cuts a text, with the prefix before it, into kept pieces: the cut whose
// scores have the greatest sum, by Viterbi's algorithm. The result is valid until
// the next call with the same tokenizer.
func (v *vocabulary) pieces(t *tokenizer, text string) []int32 {
	v.rewrite(t, text)
	v.search(t)
	t.ids = t.ids[:0]
	for at := int32(len(t.text)); at > 0; at = t.steps[at].from {
		t.ids = append(t.ids, t.steps[at].id)
	}
	for i, j := 0, len(t.ids)-1; i < j; i, j = i+1, j-1 {
		t.ids[i], t.ids[j] = t.ids[j], t.ids[i]
	}
	return t.ids
}

// rewrite fills t.text: prefix and text with code points mapped, runs of spaces
// made one, spaces turned into U+2581 and one of them in front.
func (v *vocabulary) rewrite(t *tokenizer, text string) {
	t.text = append(t.text[:0], space...)
	for i := range len(prefix) {
		if prefix[i] == ' ' {
			t.text = append(t.text, space...)
		} else {
			t.text = append(t.text, prefix[i])
		}
	}
	spaced := true // the prefix ends in a space
	for _, r := range text {
		if to, ok := v.mapping.of(r); ok {
			for _, c := range to {
				if c != ' ' {
					t.text, spaced = append(t.text, c), false
				} else if !spaced {
					t.text, spaced = append(t.text, space...), true
				}
			}
			continue
		}
		switch {
		case r == ' ' && spaced || r == 0: // no piece holds a zero byte, and C's texts end at one
		case r == ' ':
			t.text, spaced = append(t.text, space...), true
		default:
			t.text, spaced = utf8.AppendRune(t.text, r), false
		}
	}
}

// search fills t.steps.
func (v *vocabulary) search(t *tokenizer) {
	n := len(t.text)
	t.steps = grow(t.steps, n+1)
	steps, text := t.steps, t.text
	for i := range steps {
		steps[i].score = unreached
	}
	steps[0].score = 0
	for i := 0; i < n; {
		size := runeSize(text[i])
		here := steps[i].score
		node := uint32(trie.Root)
		for j := i; j < n; j++ {
			next, ok := v.trie.Step(node, text[j])
			if !ok {
				break
			}
			node = next
			id, ok := v.trie.Value(node)
			if !ok {
				continue
			}
			if s := here + v.scores[id]; s > steps[j+1].score {
				steps[j+1] = step{s, int32(i), id}
			}
		}
		if s := here + v.unknownScore; s > steps[i+size].score {
			steps[i+size] = step{s, int32(i), v.unknown}
		}
		i += size
	}
}

// runeSize is the length of the valid UTF-8 sequence that starts with b.
func runeSize(b byte) int {
	switch {
	case b < 0x80:
		return 1
	case b < 0xE0:
		return 2
	case b < 0xF0:
		return 3
	}
	return 4
}

// Pieces cuts a text, the prefix before it, as Encode does, and returns the
// pieces' numbers in the original vocabulary: for comparing with other engines.
func (e *Encoder) Pieces(text string) []int32 {
	var t tokenizer
	ids := append([]int32(nil), e.pieces(&t, text)...)
	for i, id := range ids {
		ids[i] = e.original[id]
	}
	return ids
}

// KeepsAll reports whether the weights hold all of these pieces, numbered as in
// the original vocabulary.
func (e *Encoder) KeepsAll(original []int32) bool {
	for _, p := range original {
		if _, ok := slices.BinarySearch(e.original, p); !ok {
			return false
		}
	}
	return true
}

// Coverage returns which share of a text's characters, white space aside, the
// kept pieces can spell: near 1 for the encoder's languages, near 0 for a script
// that it lacks. A text without characters has 1.
func (e *Encoder) Coverage(text string) float64 {
	var t tokenizer
	e.pieces(&t, text)
	known, all := 0, 0
	for at := int32(len(t.text)); at > 0; at = t.steps[at].from {
		s := t.steps[at]
		if int(s.from) < len(space)+len(prefix)-1 { // inside the prefix
			break
		}
		n := utf8.RuneCount(t.text[s.from:at])
		if string(t.text[s.from:min(int(s.from)+len(space), int(at))]) == space {
			n--
		}
		all += n
		if s.id != e.unknown {
			known += n
		}
	}
	if all == 0 {
		return 1
	}
	return float64(known) / float64(all)
}
