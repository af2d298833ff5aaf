// Package locales holds the words of the pages, one file a language, and the
// dated table of Hijri months. It is data only; package ui reads it.
package locales

import "embed"

// FS holds ar.json, en.json and hijri.tsv.
//
//go:embed *.json *.tsv
var FS embed.FS
