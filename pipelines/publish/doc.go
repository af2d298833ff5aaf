// Package publish turns what the store knows into the site of an edition: it
// reads indicators, registers, texts and themes of one moment into the plain
// model that package dashboards draws, and writes only the files that changed.
//
// It computes no indicator (internal/metrics does) and draws nothing.
package publish
