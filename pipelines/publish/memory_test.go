package publish

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/musharaka/musharaka/dashboards/model"
)

// release redacts a unit's numbers after what was published before, and lists
// the rows that are hidden.
func release(past map[cellKey]pastCell, list []model.Value) (hidden []string, now map[cellKey]pastCell) {
	r := &redactor{k: 5, kGroup: 5, few: fewCases, protect: map[string]bool{"G2": true, "G2.decided": true, "Q2": true}, memory: memory{past: past}}
	out := r.values("U1", list, 0)
	r.noteValues("U1", list, out)
	for i := range out {
		if out[i].Status == model.Suppressed {
			hidden = append(hidden, out[i].KPI+" "+out[i].Dim("channel"))
		}
	}
	slices.Sort(hidden)
	return hidden, r.memory.now
}

func channel(num, den float64, code string) model.Value {
	return value("G2", num, den, year(2025), model.Dim{Key: "channel", Value: code})
}

func TestReleasesAreRemembered(t *testing.T) {
	first := []model.Value{value("G2", 50, 200, year(2025)), channel(20, 90, "website"), channel(30, 110, "kiosk")}
	// A message by a third channel: its shield would be a number that readers have already.
	second := []model.Value{value("G2", 53, 210, year(2025)), channel(20, 90, "website"), channel(30, 110, "kiosk"), channel(3, 10, "email")}
	hidden, now := release(nil, first)
	if len(hidden) > 0 {
		t.Fatalf("nothing is small: %v", hidden)
	}
	alone, _ := release(nil, second)
	after, _ := release(now, second)
	if fmt.Sprint(alone) != "[G2 email G2 website]" {
		t.Errorf("alone: %v", alone)
	}
	if !slices.Contains(after, "G2 ") || !slices.Contains(after, "G2 email") {
		t.Errorf("after the first release the total would give the third channel away: %v", after)
	}
	// What was hidden stays hidden, however large it gets.
	_, now = release(nil, second)
	third := []model.Value{value("G2", 150, 500, year(2025)), channel(60, 200, "website"), channel(50, 160, "kiosk"), channel(40, 140, "email")}
	if hidden, _ := release(now, third); fmt.Sprint(hidden) != "[G2 email G2 website]" {
		t.Errorf("a table published again: %v", hidden)
	}
	again, same := release(now, second)
	if fmt.Sprint(again) != "[G2 email G2 website]" || fmt.Sprint(same) != fmt.Sprint(now) {
		t.Errorf("the same release again: %v", again)
	}
}

// Other indicators count the same submissions: what G2 hides G2.decided and Q2
// must not give away.
func TestIndicatorsThatCountTheSame(t *testing.T) {
	hidden, _ := release(nil, []model.Value{
		value("G2", 97, 100, year(2025)),         // 3 not used: hidden
		value("G2.decided", 97, 110, year(2025)), // would show the 97
		value("Q2", 50, 100, year(2025)),         // would show the 100
	})
	if !slices.Contains(hidden, "G2 ") || !slices.Contains(hidden, "G2.decided ") && !slices.Contains(hidden, "Q2 ") {
		t.Errorf("hidden: %v", hidden)
	}
}

// Suppression depends on names and numbers, never on the order of rows.
func TestSuppressionIgnoresTheOrderOfRows(t *testing.T) {
	rng := rand.New(rand.NewPCG(41, 42))
	for range 60 {
		var list []model.Value
		all, of := 0.0, 0.0
		for i := range 6 {
			n := float64(rng.IntN(8))
			d := n + float64(rng.IntN(20))
			all, of = all+n, of+d
			list = append(list, channel(n, max(d, 1), fmt.Sprint("c", i)))
		}
		list = append(list, value("G2", all, of+6, year(2025)), value("Q2", all, of+6, year(2025)), value("G2.decided", all, of+3, year(2025)))
		for q := range 4 {
			list = append(list, value("G2", float64(rng.IntN(30)), 40, quarter(2025, q)))
		}
		want, _ := release(nil, list)
		for range 3 {
			rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			if got, _ := release(nil, list); fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("%v, then %v", want, got)
			}
		}
	}
}
