// Package locales holds the words of the pages, one file a language, and the
// dated table of Hijri months. It is data only; package ui reads it.
package locales

import "embed"

// FS holds ar.json, en.json and hijri.tsv, and in public/ the sentences that
// the public edition says in plainer words.
//
//go:embed *.json *.tsv public/*.json
var FS embed.FS
