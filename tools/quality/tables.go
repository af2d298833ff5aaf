package main

import (
	_ "embed"
	"strconv"
	"strings"
)

// better says which way a metric should go.
type better int

const (
	higher  better = iota
	lower          // less of it is better
	shown          // shown on the page, never judged
	neither        // of the machine and the hour: neither kept nor judged
)

//go:embed data/metrics.tsv
var metricText string

//go:embed data/floors.tsv
var floorText string

//go:embed data/optional.tsv
var optionalText string

// optional tells whether a row may be absent: another processor does not give it.
func optional(k key) bool {
	for line := range strings.Lines(optionalText) {
		if strings.TrimSpace(line) == k.suite+"\t"+k.set+"\t"+k.slice {
			return true
		}
	}
	return false
}

// betterOf looks a metric up; what is not listed should be high.
func betterOf(metric string) better {
	for line := range strings.Lines(metricText) {
		name, way, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || name != metric {
			continue
		}
		switch way {
		case "lower":
			return lower
		case "shown":
			return shown
		case "neither":
			return neither
		}
	}
	return higher
}

// floor is what is asked of a row: at least, or at most where less is better.
// Slices may be *.
func floorOf(k key) (asked float64, ok bool) {
	for line := range strings.Lines(floorText) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 5 || strings.HasPrefix(line, "#") || f[0] != k.suite || f[1] != k.set || f[2] != k.slice && f[2] != "*" || f[3] != k.metric {
			continue
		}
		if v, err := strconv.ParseFloat(f[4], 64); err == nil {
			return v, true
		}
	}
	return 0, false
}
