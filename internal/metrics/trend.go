package metrics

import (
	"math"
	"slices"
)

// Point is one period of a trend.
type Point struct {
	Row     Row
	Break   Break
	Seasons []Season // Ramadan and Eid days within the period
}

// Break says why a number is not comparable with the one before it.
type Break string

// The breaks of a series.
const (
	NoBreak         Break = ""
	BreakDefinition Break = "definition" // another version of the definition: a new series
	BreakCoverage   Break = "coverage"   // what is known of the inputs moved by more than ten points
)

// Trend puts a unit's rows of one indicator into order of time and marks where
// the series breaks. rows may hold others; rows with dims are left out.
func Trend(rows []Row, kpi, unit string, seasons []Season) []Point {
	var out []Point
	for i := range rows {
		if rows[i].KPI == kpi && rows[i].Unit == unit && len(rows[i].Dims) == 0 {
			out = append(out, Point{Row: rows[i]})
		}
	}
	slices.SortStableFunc(out, func(a, b Point) int { return a.Row.PStart.Compare(b.Row.PStart.Time) })
	for i := range out {
		if i > 0 {
			a, b := &out[i-1].Row, &out[i].Row
			out[i].Break = BreakBetween(a.DefVersion, b.DefVersion, a.share(), b.share())
		}
		for _, s := range seasons {
			if s.Within(out[i].Row.PStart.Time, out[i].Row.PEnd.Time) {
				out[i].Seasons = append(out[i].Seasons, s)
			}
		}
	}
	return out
}

func (r *Row) share() *float64 {
	if r.Coverage == nil {
		return nil
	}
	return &r.Coverage.Share
}

// BreakBetween tells whether two neighbours of a series may be compared. A
// coverage of nil is a number that has none; one that gains or loses it breaks.
func BreakBetween(versionA, versionB string, coverA, coverB *float64) Break {
	switch {
	case versionA != versionB:
		return BreakDefinition
	case coverA == nil && coverB == nil:
		return NoBreak
	case coverA == nil || coverB == nil, math.Abs(*coverA-*coverB) > coverageBreak+1e-9:
		return BreakCoverage
	}
	return NoBreak
}
