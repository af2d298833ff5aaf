// Package cases holds sentences written for this project to test entities,
// negative ones among them, frozen before the rules were written.
package cases

import "embed"

// FS holds cases.tsv; its first line names the columns.
//
//go:embed cases.tsv
var FS embed.FS
