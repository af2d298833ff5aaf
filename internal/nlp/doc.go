// Package nlp reads one citizen's text and says what is in it: language and
// variety, personal data and the masked text, mood, intent, goals, abuse, and a
// fingerprint for finding the same text again. It is what `analyze text` and the
// enrichment of the store call; the parts live in the packages below.
//
// Everything here is a pure function of the text: no files, no network, no
// clock. The word lists and models are embedded.
package nlp
