//go:build !race

package nlp_test

const raced = false
