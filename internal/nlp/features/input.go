package features

// Input is what every scorer reads: the text as it came and, for Arabizi and
// mixed text, the same text with its Arabizi written in Arabic letters
// (offsets in results always refer to Doc).
type Input struct {
	Doc       *Doc
	Converted *Doc // nil when nothing was converted
}
