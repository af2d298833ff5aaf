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
	if flow(metric) {
		return shown
	}
	for line := range strings.Lines(metricText) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) < 2 || f[0] != metric {
			continue
		}
		switch f[1] {
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

// flow tells whether a metric says what became of a class: complaint→report.
func flow(metric string) bool { return metric == "confusion" || strings.Contains(metric, "→") }

// counts tells whether a metric counts items of its n.
func counts(metric string) bool { return strings.Contains(metricText, metric+"\tlower\tcount\n") }

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
