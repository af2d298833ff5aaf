package model

import "github.com/musharaka/musharaka/internal/i18n"

// Explorer holds the submissions column by column, for filtering and counting
// in the page. Every column is as long as Texts.
type Explorer struct {
	All    int // submissions there are; more than Texts where only a sample fits
	Dims   []ExploreDim
	Voices []uint32      // a number for each author, meaningless outside this file
	Texts  []string      // masked
	Days   []uint16      // days since Start
	Notes  []Note        // why each text is labelled as it is; as long as Texts, or empty
	Words  [][2][]string // keywords of the codes of the dimension theme, Arabic and English
	Start  string        // 2006-01-02
}

// Note is what the machine found in one text, in per cent.
type Note struct {
	Neg, Neu, Pos       uint8
	Intent, Area, Theme uint8
	Precise             bool   // read by the precise tier
	Goals               string // "9:62 11:40"
	Words               string // "-late +thanks": those that moved the sentiment most
}

// ExploreDim is one property of a submission.
type ExploreDim struct {
	Key    string
	Codes  []string
	Labels []i18n.Text // empty labels: the page names the code
	Col    []uint16    // index into Codes
}
