// Package graph turns vectors into a weighted neighbour graph and the graph
// into nested communities: exact cosine neighbours, Leiden's method with the
// Reichardt-Bornholdt quality function, and measures to compare partitions.
//
// It knows nothing about texts, languages or labels; it gives no approximate
// neighbours, because exact ones take seconds at the sizes that are encoded.
// Everything is deterministic for a seed and one class of processor kernel.
package graph
