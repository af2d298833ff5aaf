package encoder

// Pieces cuts a text as Encode does and returns the pieces' numbers in the
// original vocabulary.
func (e *Encoder) Pieces(text string) []int32 {
	var t tokenizer
	ids := append([]int32(nil), e.pieces(&t, text)...)
	for i, id := range ids {
		ids[i] = e.original[id]
	}
	return ids
}

// Keeps reports whether an original piece is in the vocabulary.
func (e *Encoder) Keeps(original int32) bool {
	_, err := e.kept(original)
	return err == nil
}

// Embedded is the weights file.
func Embedded() []byte { return []byte(embedded) }

// CountPieces cuts texts with one tokenizer, as a thread of Encode does.
func CountPieces(e *Encoder, texts []string) int {
	var t tokenizer
	n := 0
	for _, text := range texts {
		n += len(e.pieces(&t, text))
	}
	return n
}
