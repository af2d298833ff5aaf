package metrics

import (
	"cmp"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/metrics/stats"
)

// Peer is a unit's place in a funnel: never a rank.
type Peer struct {
	Unit           string
	Num, Den, Rate float64
	CILo, CIHi     float64 // Wilson 95 %, for this comparison only
	Low95, High95  float64 // limits around the pooled rate
	Low998         float64
	High998        float64
	Signal         string // inside, alert (outside 95 %), alarm (outside 99.8 %)
	Grey           bool   // fewer than 30 cases
}

// Funnel is a comparison of units on one indicator and period.
type Funnel struct {
	KPI    string
	Pooled float64
	Peers  []Peer // by size, not by rate
}

const (
	peersNeeded   = 5
	peerCoverage  = 0.6
	greyBelow     = 30
	coverageBreak = 0.1
)

// Compare draws the funnel of an indicator over rows of several units. ok is
// false with fewer than five comparable units: equal definition version and a
// coverage of at least 60 %.
func Compare(rows []Row, kpi string, period string) (f Funnel, ok bool) {
	f.KPI = kpi
	version, num, den := "", 0.0, 0.0
	for i := range rows {
		r := &rows[i]
		if r.KPI != kpi || r.Period != period || len(r.Dims) > 0 || r.Unit == allUnits || !r.Status.HasValue() || r.Num == nil || r.Den == nil || *r.Den <= 0 {
			continue
		}
		if r.Coverage != nil && r.Coverage.Share < peerCoverage || version != "" && r.DefVersion != version {
			continue
		}
		version = r.DefVersion
		num, den = num+*r.Num, den+*r.Den
		f.Peers = append(f.Peers, Peer{Unit: r.Unit, Num: *r.Num, Den: *r.Den, Rate: *r.Num / *r.Den})
	}
	if len(f.Peers) < peersNeeded {
		return Funnel{KPI: kpi}, false
	}
	f.Pooled = num / den
	for i := range f.Peers {
		p := &f.Peers[i]
		p.CILo, p.CIHi = stats.Wilson(p.Num, p.Den, stats.Z95)
		p.Low95, p.High95 = stats.Limits(f.Pooled, p.Den, stats.Z95)
		p.Low998, p.High998 = stats.Limits(f.Pooled, p.Den, stats.Z998)
		p.Grey = p.Den < greyBelow
		switch {
		case p.Rate < p.Low998 || p.Rate > p.High998:
			p.Signal = "alarm"
		case p.Rate < p.Low95 || p.Rate > p.High95:
			p.Signal = "alert"
		default:
			p.Signal = "inside"
		}
	}
	slices.SortFunc(f.Peers, func(a, b Peer) int { return cmp.Or(cmp.Compare(a.Den, b.Den), strings.Compare(a.Unit, b.Unit)) })
	return f, true
}
