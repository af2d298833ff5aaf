package main

import (
	"fmt"
	"io"
)

// report is what a comparison found.
type report struct {
	same  int
	worse []finding
	gone  []key // in the baseline and not measured
	fresh []row // measured and not in the baseline
}

// finding is a value beyond the baseline's interval.
type finding struct {
	was, now row
	bound    float64
}

// slack forgives the last digits that another class of processor may give.
const slack = 1e-6

// compare looks at every row of the baseline. What has no better direction, like
// a confusion, is shown on the page and not judged.
func compare(baseline, now []row) report {
	var rep report
	measured := make(map[key]row, len(now))
	for _, r := range now {
		measured[r.key()] = r
	}
	known := make(map[key]bool, len(baseline))
	for _, was := range baseline {
		known[was.key()] = true
		better := betterOf(was.Metric)
		if better == shown || better == neither {
			continue
		}
		r, ok := measured[was.key()]
		if !ok && optional(was.key()) {
			continue
		}
		if !ok {
			rep.gone = append(rep.gone, was.key())
			continue
		}
		low, high := was.bounds()
		switch {
		case better == higher && r.Value < low-slack:
			rep.worse = append(rep.worse, finding{was, r, low})
		case better == lower && r.Value > high+slack:
			rep.worse = append(rep.worse, finding{was, r, high})
		default:
			rep.same++
		}
	}
	for _, r := range now {
		if !known[r.key()] && betterOf(r.Metric) != shown {
			rep.fresh = append(rep.fresh, r)
		}
	}
	return rep
}

func (rep *report) write(w io.Writer) {
	for _, f := range rep.worse {
		fmt.Fprintf(w, "quality: WORSE  %s: %s, beyond %s (baseline %s, n %d)\n", f.was.key(), figure(f.now.Value), figure(f.bound), figure(f.was.Value), f.was.N)
	}
	for _, k := range rep.gone {
		fmt.Fprintf(w, "quality: GONE   %s: in the baseline and not measured\n", k)
	}
	for _, r := range rep.fresh {
		fmt.Fprintf(w, "quality: beside the baseline  %s: %s (n %d)\n", r.key(), figure(r.Value), r.N)
	}
	fmt.Fprintf(w, "quality: %d values within the baseline's intervals, %d worse, %d gone, %d beside it\n", rep.same, len(rep.worse), len(rep.gone), len(rep.fresh))
}
