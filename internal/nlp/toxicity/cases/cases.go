// Package cases holds texts written for this project to test the marks of
// toxicity, traps among them, frozen before the rules were written. Nothing is
// trained on them.
package cases

import "embed"

// FS holds cases.tsv and second.tsv (written later, see its first lines); comments name
// the columns.
//
//go:embed *.tsv
var FS embed.FS
