package signals

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func repeat(n int, m Message) (out []Message) {
	for i := range n {
		m.Voice = fmt.Sprintf("%s%d-%d", m.Theme, m.Period, i)
		out = append(out, m)
	}
	return out
}

func TestTrends(t *testing.T) {
	var ms []Message
	for p := range 4 {
		ms = append(ms, repeat(1000, Message{Period: p})...) // without a theme
		ms = append(ms, repeat(100, Message{Theme: "steady", Period: p})...)
		ms = append(ms, repeat(40-13*p, Message{Theme: "falls", Period: p})...)
	}
	for p := range 3 {
		ms = append(ms, repeat(10, Message{Theme: "rises", Period: p})...)
	}
	ms = append(ms, repeat(40, Message{Theme: "rises", Period: 3})...)
	ms = append(ms, repeat(30, Message{Theme: "fresh", Period: 3})...)
	ms = append(ms, repeat(2, Message{Theme: "tiny", Period: 3})...)
	want := map[string]string{"steady": "steady", "falls": "falling", "rises": "rising", "fresh": "new", "tiny": "too_few"}
	for _, th := range Compute(ms, Options{Periods: 4}) {
		if th.Trend.Kind != want[th.ID] {
			t.Errorf("%s is %s (change %.2f, p %.3g), want %s", th.ID, th.Trend.Kind, th.Trend.Change, th.Trend.P, want[th.ID])
		}
		if tr := th.Trend; tr.Kind == "rising" && (tr.Low > tr.Change || tr.High < tr.Change) {
			t.Errorf("%s: change %v outside its interval %v–%v", th.ID, tr.Change, tr.Low, tr.High)
		}
	}
}

// Where nothing moves, a tenth of runs at most may say that something does.
func TestFalseDiscoveriesAreControlled(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	wrong := 0
	const runs = 100
	for range runs {
		var ms []Message
		for range 2000 {
			ms = append(ms, Message{Theme: fmt.Sprint(rng.IntN(30)), Period: rng.IntN(2), Voice: fmt.Sprint(rng.Int())})
		}
		for _, th := range Compute(ms, Options{Periods: 2}) {
			if th.Trend.Kind != "steady" {
				wrong++
				break
			}
		}
	}
	if wrong > runs/5 {
		t.Errorf("%d of %d runs without a change report one", wrong, runs)
	}
}

func TestLiftNeedsVoices(t *testing.T) {
	var ms []Message
	ms = append(ms, repeat(200, Message{Theme: "other", Governorate: "MA"})...)
	ms = append(ms, repeat(40, Message{Theme: "x", Governorate: "ZU"})...)
	ms = append(ms, repeat(20, Message{Theme: "other", Governorate: "ZU"})...)
	for range 30 { // one loud voice
		ms = append(ms, Message{Theme: "y", Governorate: "BR", Voice: "same"})
	}
	for _, th := range Compute(ms, Options{Periods: 1}) {
		has := slices.ContainsFunc(th.Lifts, func(l Lift) bool {
			return l.Dimension == "governorate" && l.Low > 1 && l.High >= l.Lift
		})
		if want := th.ID != "y"; th.ID != "other" && has != want {
			t.Errorf("%s: lifts %+v, want some: %v", th.ID, th.Lifts, want)
		}
	}
}

func TestShares(t *testing.T) {
	ms := []Message{
		{Theme: "a", Sentiment: "negative", Intent: "complaint", Countable: true, Used: true, Voice: "1", Source: "web"},
		{Theme: "a", Sentiment: "negative", Unclear: true, Open: true, AgeDays: 10, Source: "web"},
		{Theme: "a", Sentiment: "positive", Countable: true, Open: true, AgeDays: 20, Source: "mail"},
		{Theme: "", Sentiment: "positive"},
	}
	th := Compute(ms, Options{Periods: 1, K: 2})[0]
	half := .5
	want := Theme{ID: "a", Volume: Volume{Messages: []int{3}, Voices: []int{3}, AllMessages: 3, AllVoices: 3}, Trend: Trend{Kind: "too_few", P: 1, Recent: 3, FDR: .1},
		Sentiment: Sentiment{1, 0, 1, 1, 1.0 / 3, .5, .5}, Intents: []Count{{"complaint", 1, 1}},
		By:    map[string][]Count{"source": {{"web", 2, 2}, {"", 1, 1}}},
		Lifts: []Lift{}, Adopted: Adopted{1, 2, &half, 0.09453120463920084, 0.9054687953607992}, Open: Open{2, 15, 20}, Related: []Related{}}
	if d := cmp.Diff(want, th, cmpopts.EquateApprox(0, 1e-9)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// A theme that was there long ago is not new when it comes back.
func TestComingBackIsNotNew(t *testing.T) {
	var ms []Message
	for p := range 4 {
		ms = append(ms, repeat(1000, Message{Period: p})...)
	}
	ms = append(ms, repeat(30, Message{Theme: "back", Period: 3})...)
	ms = append(ms, repeat(1, Message{Theme: "back", Period: -1})...)
	if th := Compute(ms, Options{Periods: 4})[0]; th.Trend.Kind != "rising" {
		t.Errorf("got %+v", th.Trend)
	}
}

func TestCompareSuppressesFewVoices(t *testing.T) {
	a := append(repeat(50, Message{Theme: "x"}), repeat(50, Message{Theme: "y"})...)
	b := append(repeat(10, Message{Theme: "x"}), repeat(90, Message{Theme: "y", Period: 1})...)
	b = append(b, Message{Theme: "z", Voice: "only"})
	for _, d := range Compare(a, b, Options{}) {
		switch d.Theme {
		case "x":
			if !d.Discovery || d.Ratio < 2 || d.Low < 1 {
				t.Errorf("x: %+v, want a clear difference", d)
			}
		case "z":
			if !d.SuppressedB || d.B != 0 || d.Discovery {
				t.Errorf("z: %+v, want no number for one voice", d)
			}
		}
	}
}

func TestBinomial(t *testing.T) {
	if p := binomialTest(9, 10, .5); math.Abs(p-0.021484375) > 1e-9 {
		t.Errorf("p = %v, want 0.0215", p)
	}
}
