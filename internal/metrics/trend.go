package metrics

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"
)

// Point is one period of a trend.
type Point struct {
	Row     Row
	Break   bool     // not comparable with the point before: another definition, or coverage moved by more than ten points
	Seasons []Season // Ramadan and Eid days within the period
}

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
		out[i].Break = i > 0 && breaks(&out[i-1].Row, &out[i].Row)
		for _, s := range seasons {
			if s.Starts.Before(out[i].Row.PEnd.Time) && s.Ends.After(out[i].Row.PStart.AddDate(0, 0, -1)) {
				out[i].Seasons = append(out[i].Seasons, s)
			}
		}
	}
	return out
}

func breaks(a, b *Row) bool {
	if a.DefVersion != b.DefVersion {
		return true
	}
	if a.Coverage == nil || b.Coverage == nil {
		return (a.Coverage == nil) != (b.Coverage == nil)
	}
	return math.Abs(a.Coverage.Share-b.Coverage.Share) > coverageBreak+1e-9
}

// Season is a dated span that changes how people take part: Ramadan, an Eid.
type Season struct {
	Name         Words
	Year         string // Hijri year
	Starts, Ends time.Time
	Source       string
}

//go:embed obligations/seasons.csv
var seasonsCSV string

// Seasons are the spans that ship. Hijri dates come from announcements, never
// from an algorithm: Oman's differ from the computed ones by a day.
func Seasons() ([]Season, error) { return ReadSeasons(strings.NewReader(seasonsCSV)) }

// ReadSeasons reads a table with the columns name_ar, name_en, hijri_year,
// starts_on, ends_on (last day) and source, as users extend it.
func ReadSeasons(r io.Reader) ([]Season, error) {
	records, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("metrics.ReadSeasons: %w", err)
	}
	var out []Season
	for n, rec := range records {
		if n == 0 {
			continue
		}
		if len(rec) != 6 {
			return nil, fmt.Errorf("metrics.ReadSeasons: line %d has %d cells, want 6", n+1, len(rec))
		}
		s := Season{Name: Words{AR: rec[0], EN: rec[1]}, Year: rec[2], Source: rec[5]}
		if s.Starts, err = ParseDay(rec[3]); err != nil {
			return nil, fmt.Errorf("metrics.ReadSeasons: line %d: %w", n+1, err)
		}
		if s.Ends, err = ParseDay(rec[4]); err != nil {
			return nil, fmt.Errorf("metrics.ReadSeasons: line %d: %w", n+1, err)
		}
		out = append(out, s)
	}
	return out, nil
}
