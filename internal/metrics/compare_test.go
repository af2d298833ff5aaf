package metrics_test

import (
	"fmt"
	"testing"

	"github.com/musharaka/musharaka/internal/metrics"
)

func share(unit string, num, den, coverage float64, version string) metrics.Row {
	v := num / den
	return metrics.Row{KPI: "G2", Unit: unit, Period: "2024", DefVersion: version, Num: &num, Den: &den, Value: &v, Status: metrics.OK,
		Coverage: &metrics.Coverage{Share: coverage}}
}

func TestFunnel(t *testing.T) {
	rows := []metrics.Row{share("A", 22, 50, 1, "1"), share("B", 450, 1500, 1, "1"), share("C", 30, 150, 1, "1"), share("D", 5, 20, 0.7, "1"), share("E", 9, 10, 0.5, "1"), share("F", 3, 9, 1, "2")}
	if _, ok := metrics.Compare(rows, "G2", "2024"); ok {
		t.Error("four comparable units are too few")
	}
	f, ok := metrics.Compare(append(rows, share("G", 70, 200, 1, "1")), "G2", "2024")
	if !ok || len(f.Peers) != 5 {
		t.Fatalf("%+v", f)
	}
	signals := map[string]string{}
	for _, p := range f.Peers {
		signals[p.Unit] = fmt.Sprint(p.Signal, p.Grey)
	}
	for unit, want := range map[string]string{"A": "alertfalse", "B": "insidefalse", "C": "alertfalse", "D": "insidetrue"} {
		if signals[unit] != want {
			t.Errorf("%s: %s, want %s (pooled %v)", unit, signals[unit], want, f.Pooled)
		}
	}
}

func TestTrendBreaks(t *testing.T) {
	var rows []metrics.Row
	for i, p := range metrics.Quarters(metrics.Day(2024, 12, 1), 4) {
		r := share("A", 1, 2, []float64{0.9, 0.8, 0.65, 0.65}[i], []string{"1", "1", "1", "2"}[i])
		r.PStart, r.PEnd = metrics.Date{Time: p.Start}, metrics.Date{Time: p.End}
		rows = append([]metrics.Row{r}, rows...) // newest first: Trend orders them
	}
	seasons := metrics.Seasons([]metrics.HijriMonth{{Start: metrics.Day(2024, 3, 12), Year: 1445, Month: 9, Announced: true}, {Start: metrics.Day(2024, 4, 10), Year: 1445, Month: 10}})
	var got []string
	for _, p := range metrics.Trend(rows, "G2", "A", seasons) {
		got = append(got, fmt.Sprint(p.Break, " ", len(p.Seasons)))
	}
	if want := "[ 1  2 coverage 0 definition 0]"; fmt.Sprint(got) != want {
		t.Errorf("breaks and seasons %v, want %s", got, want)
	}
}

func TestPeriods(t *testing.T) {
	for _, c := range []struct {
		in, start, end, previous, before string
		first                            int
	}{
		{"2025", "2025-01-01", "2026-01-01", "2024", "2024", 1},
		{"2025Q1", "2025-01-01", "2025-04-01", "2024Q4", "2024Q1", 1},
		{"2025-03", "2025-03-01", "2025-04-01", "2025-02", "2024-03", 1},
		{"2025", "2025-04-01", "2026-04-01", "2024", "2024", 4},
	} {
		p, err := metrics.ParsePeriod(c.in, c.first)
		if err != nil {
			t.Fatal(err)
		}
		if s, e := p.Start.Format("2006-01-02"), p.End.Format("2006-01-02"); s != c.start || e != c.end || p.Previous().Label != c.previous || p.YearBefore().Label != c.before {
			t.Errorf("%s: %s to %s, before %s, a year before %s", c.in, s, e, p.Previous().Label, p.YearBefore().Label)
		}
	}
	for _, bad := range []string{"", "25", "2025Q5", "2025-13", "2025-3", "2025Q1x"} {
		if _, err := metrics.ParsePeriod(bad, 1); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestSeasonsComeFromTheTableAlone(t *testing.T) {
	day := metrics.Day
	got := metrics.Seasons([]metrics.HijriMonth{
		{Start: day(2025, 5, 28), Year: 1446, Month: 12},
		{Start: day(2024, 3, 11), Year: 1445, Month: 9}, {Start: day(2024, 3, 12), Year: 1445, Month: 9, Announced: true}, {Start: day(2024, 3, 11), Year: 1445, Month: 9},
		{Start: day(2024, 4, 10), Year: 1445, Month: 10}, {Start: day(2025, 3, 1), Year: 1446, Month: 9}, // Shawwal 1446 is not there
	})
	var list []string
	for _, s := range got {
		list = append(list, fmt.Sprint(s.Kind, " ", s.Year, " ", s.Starts.Format("2006-01-02"), " ", s.Ends.Format("2006-01-02"), " ", s.Announced))
	}
	want := "[ramadan 1445 2024-03-12 2024-04-10 false eid_fitr 1445 2024-04-09 2024-04-13 false eid_adha 1446 2025-06-05 2025-06-09 false]"
	if fmt.Sprint(list) != want {
		t.Errorf("got  %v\nwant %s", list, want)
	}
}
