// Package encoder turns a text of any of its languages into 384 numbers whose
// direction is the text's meaning: multilingual-e5-small in 4 bits, computed in
// this process from weights inside the binary, without Python, server or
// network. Texts that mean the same lie close together (the dot product of two
// vectors is their cosine), also across Arabic, its dialects and English.
//
// It is for whoever groups, compares or classifies texts. It is not for
// searching an index, storing vectors or deciding what to encode, and it knows
// nothing about submissions.
//
// Results are promised per class of processor (see Class): the same text gives
// the same bits on one class, whatever the other texts, the batch and the number
// of threads. Vectors of different classes differ in about a seventh of the
// nearest neighbours and must never meet in one index.
//
// The model: L. Wang et al., "Multilingual E5 Text Embeddings", arXiv
// 2402.05672, MIT; see docs/models/encoder.md.
package encoder
