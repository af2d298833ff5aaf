package encoder

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
