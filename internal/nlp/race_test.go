//go:build race

package nlp_test

// raced: the race detector empties pools at random, so allocations say nothing.
const raced = true
