// Package master reads the written master of the bundled corpus and gives every text its place in the year.
//
// It is for the tools that build and check testdata/corpus; the product never reads the master.
// It is not a generator of text: every submission was written and labelled as a line of its own, without templates. Only ids, dates,
// authors, votes and answers' dates are derived, by hashes of the line's key, so that the same master gives the same bytes.
//
// A line of master/dev/bNN.txt or master/test/bNN.txt (the half is a hash of the id; the reader names the right one) is
//
//	key|variety|source|subject|sentiment|intent|extras|text
//
// variety: m standard Arabic, g Gulf and Omani, o other Arabic, z Arabizi, e English, x mixed, f another language (lang=).
// source: p platform, s survey, t social posts, l letters. sentiment: n negative, u neutral, p positive.
// intent: c complaint, s suggestion, q question, p praise, r report, o other.
// extras are separated by semicolons: gov=MA, sdg=6, d=MM[-DD[THH:MM]], sar, spam, tox, id=tag, near=, exact= or campaign= with
// the tag or key of the original (a text of "=" repeats it verbatim), area=code,
// lang=code, a=author key, info (a request for information), v=N votes, note=….
// In the text, {kind:value} marks an identifier, \n a line break, and " :: " parts a proposal's title from its body.
package master
