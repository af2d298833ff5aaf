// Package cases holds sentences written for this project to test sentiment:
// minimal pairs for negation, frozen before the rules were written. Nothing is
// trained on them.
package cases

import "embed"

// FS holds negation_<variety>.tsv: plain, label, negated, label.
//
//go:embed *.tsv
var FS embed.FS
