package model

// LedgerRow is the adoption rate of one part of the submissions of the
// reporting year: of a theme, an area, a source, a target group or of all.
type LedgerRow struct {
	Key, Code  string // Key: "", theme, area, source, group_id; Code "" under a key: none
	Received   int    // denominator
	Used       int    // numerator: adopted with a link to what changed
	Decided    int
	MedianDays *float64 // from receipt to decision, those that wait included; nil: not known yet
}
