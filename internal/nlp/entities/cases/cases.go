// Package cases holds sentences written for this project to test entities,
// negative ones among them, frozen before the rules were written.
package cases

import "embed"

// FS holds cases.tsv and second.tsv (written later, see its first lines); comments name
// the columns.
//
//go:embed *.tsv
var FS embed.FS
