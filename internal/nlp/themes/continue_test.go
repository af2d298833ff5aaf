package themes

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func ids(res *Result) map[string]string {
	out := map[string]string{}
	for _, a := range res.Assignments {
		out[a.ID] = a.Theme
	}
	return out
}

// again passes a state through JSON, as it is kept between runs.
func again(t *testing.T, s *State) *State {
	t.Helper()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var out State
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return &out
}

func TestANewQuarterKeepsIDs(t *testing.T) {
	first := discover(t, toyItems(300), Options{Seed: 1})
	all := toyItems(400)
	second := discover(t, all, Options{Seed: 2, Previous: again(t, first.State)})
	before, same, n := ids(first), 0, 0
	for id, theme := range ids(second) {
		if b := before[id]; b != "" && theme != "" {
			n++
			if b == theme {
				same++
			}
		}
	}
	if same*10 < n*9 {
		t.Errorf("%d of %d shared members kept their theme's id, want at least nine in ten", same, n)
	}
	if second.Run.ARIPrevious == nil || *second.Run.ARIPrevious < .8 {
		t.Errorf("ARI with the run before: %v", second.Run.ARIPrevious)
	}
}

func TestSameRunSameIDsNoEvents(t *testing.T) {
	items := toyItems(300)
	first := discover(t, items, Options{Seed: 1})
	second := discover(t, items, Options{Seed: 1, Previous: again(t, first.State)})
	if diff := cmp.Diff(ids(first), ids(second)); diff != "" {
		t.Errorf("ids changed (-first +second):\n%s", diff)
	}
	if len(second.Events) != 0 {
		t.Errorf("events without a change: %v", second.Events)
	}
}

func TestBirthAndDeathAreRecorded(t *testing.T) {
	items := toyItems(400)
	var without []Item
	for i, it := range items {
		if i%4 != 3 {
			without = append(without, it)
		}
	}
	first := discover(t, without, Options{Seed: 1})
	second := discover(t, items, Options{Seed: 1, Previous: again(t, first.State)})
	kinds := func(res *Result) (out []string) {
		for _, e := range res.Events {
			out = append(out, e.Kind)
		}
		return out
	}
	if !slices.Contains(kinds(second), "birth") {
		t.Errorf("a new subject gave %v, want a birth among them", second.Events)
	}
	third := discover(t, without, Options{Seed: 1, Previous: again(t, second.State)})
	if !slices.Contains(kinds(third), "death") {
		t.Errorf("a subject that is gone gave %v, want a death among them", third.Events)
	}
}

func TestDecisionsSurviveRuns(t *testing.T) {
	items := toyItems(400)
	first := discover(t, items, Options{Seed: 1})
	top := level1(first)
	decisions := []Decision{
		{Kind: DecideName, Theme: top[0].ID, LabelAR: "اسم المحرر", LabelEN: "Editor's name"},
		{Kind: DecideMerge, Theme: top[1].ID, Into: top[2].ID},
		{Kind: DecideIgnore, Theme: top[3].ID},
		{Kind: DecideMove, Submission: "s0", Theme: top[3].ID},
		{Kind: DecideName, Theme: "tnever", LabelEN: "x"},
	}
	prev := again(t, first.State)
	for run := range 3 {
		res := discover(t, items, Options{Seed: uint64(run), Previous: prev, Decisions: decisions})
		prev = again(t, res.State)
		by := map[string]Theme{}
		total := 0
		for _, th := range res.Themes {
			by[th.ID] = th
		}
		for _, th := range level1(res) {
			total += th.Messages
		}
		if got := by[top[0].ID]; got.LabelEN != "Editor's name" || got.LabelAR != "اسم المحرر" || got.Status != StatusNamed {
			t.Errorf("run %d: named theme is %q, %q, %q", run, got.LabelAR, got.LabelEN, got.Status)
		}
		if _, ok := by[top[1].ID]; ok {
			t.Errorf("run %d: the merged theme is still there", run)
		}
		if got := by[top[3].ID].Status; got != StatusIgnored {
			t.Errorf("run %d: status %q, want ignored", run, got)
		}
		if got := ids(res)["s0"]; got != top[3].ID {
			t.Errorf("run %d: the moved submission is in %q", run, got)
		}
		if diff := cmp.Diff([]int{4}, res.Unapplied); diff != "" {
			t.Errorf("run %d: unapplied (-want +got):\n%s", run, diff)
		}
		placed := 0
		for _, a := range res.Assignments {
			if a.Theme != "" {
				placed++
			}
		}
		if total != placed {
			t.Errorf("run %d: themes count %d messages, %d are placed", run, total, placed)
		}
	}
}

func TestLockedThemeStays(t *testing.T) {
	items := toyItems(400)
	first := discover(t, items, Options{Seed: 1})
	victim := level1(first)[0].ID
	var rest []Item
	kept := 0
	before := ids(first)
	for _, it := range items {
		if before[it.ID] == victim {
			if kept++; kept > 2 {
				continue
			}
		}
		rest = append(rest, it)
	}
	res := discover(t, rest, Options{Seed: 1, Previous: again(t, first.State), Decisions: []Decision{{Kind: DecideLock, Theme: victim}}})
	i := slices.IndexFunc(res.Themes, func(th Theme) bool { return th.ID == victim })
	if i < 0 || res.Themes[i].Status != StatusLocked {
		t.Fatalf("the locked theme is gone")
	}
}

func TestSplitMakesThemesOfSubThemes(t *testing.T) {
	res := discover(t, toyItems(1200), Options{Seed: 1})
	var parent string
	for _, th := range res.Themes {
		if th.Level == 2 {
			parent = th.Parent
		}
	}
	if parent == "" {
		t.Skip("the toy corpus has no sub-themes")
	}
	n := len(level1(res))
	after := discover(t, toyItems(1200), Options{Seed: 1, Previous: again(t, res.State), Decisions: []Decision{{Kind: DecideSplit, Theme: parent}}})
	if got := len(level1(after)); got <= n {
		t.Errorf("%d themes after a split of one of %d", got, n)
	}
	for _, a := range after.Assignments {
		if a.Theme == parent {
			t.Fatalf("%s is still in the split theme", a.ID)
		}
	}
}

func TestAssignWithoutForming(t *testing.T) {
	items := toyItems(400)
	res := discover(t, items[:390], Options{Seed: 1})
	got, drift, err := again(t, res.State).Assign(context.Background(), items[390:], toy{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	all := ids(discover(t, items, Options{Seed: 1, Previous: res.State}))
	same := 0
	for _, a := range got {
		if a.Theme == all[a.ID] {
			same++
		}
	}
	if same < 8 || drift.Beyond() {
		t.Errorf("%d of 10 new items went where a full run puts them; drift %+v", same, drift)
	}
	var other []Item
	for i := range 40 {
		other = append(other, Item{ID: fmt.Sprint("o", i), Text: fmt.Sprintf("entirely unrelated chatter q%d z%d k%d", i, i*7, i*3), Lang: "en"})
	}
	if _, drift, err = res.State.Assign(context.Background(), other, toy{}, nil); err != nil || !drift.Beyond() {
		t.Errorf("drift of unrelated texts %+v (%v), want beyond the bound", drift, err)
	}
}
