// Package cases holds submissions written and labelled for this project to
// test suggested goals, frozen before the rules were written: ten a goal and
// forty that touch none, in each language. Nothing is trained on them.
package cases

import "embed"

// FS holds items_ar.tsv and items_en.tsv and the later second_ar.tsv and
// second_en.tsv: goals (comma; 0 = none), text.
//
//go:embed *.tsv
var FS embed.FS
