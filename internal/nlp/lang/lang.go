// Package lang holds the labelled cases that judge the language packages, so
// that tests and `analyze eval` read the same lines. It has no rules of its own.
package lang

import _ "embed"

// PrivacyCases are the frozen lines of the privacy suite; the head of the file
// explains the format.
//
//go:embed privacy.tsv
var PrivacyCases string
