package model

import "github.com/musharaka/musharaka/internal/i18n"

// Explorer holds the submissions column by column, for filtering and counting
// in the page. Every column is as long as Texts.
type Explorer struct {
	All    int // submissions there are; more than Texts where only a sample fits
	Dims   []ExploreDim
	Voices []uint32 // a number for each author, meaningless outside this file
	Texts  []string // masked
	Days   []uint16 // days since Start
	Start  string   // 2006-01-02
}

// ExploreDim is one property of a submission.
type ExploreDim struct {
	Key    string
	Codes  []string
	Labels []i18n.Text // empty labels: the page names the code
	Col    []uint16    // index into Codes
}
