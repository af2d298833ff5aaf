package signals

import (
	"cmp"
	"math"
	"slices"
)

// z95 is the two-sided 95 % point of the normal distribution.
const z95 = 1.959964

// trend compares the theme's rate in the last period with the periods before.
// The test is exact: given the theme's messages, those of the last period are
// binomial with the share of all messages that fell into it, so that a busier
// period alone is no rise.
func (t *Theme) trend(total []int, o Options) {
	last := o.Periods - 1
	tr := &t.Trend
	*tr = Trend{Kind: "too_few", P: 1, FDR: o.FDR, Recent: t.Volume.Messages[last]}
	allNow, allBefore := total[last], 0
	for p := max(0, last-yearOf); p < last; p++ {
		tr.Before += t.Volume.Messages[p]
		allBefore += total[p]
	}
	if allBefore == 0 || allNow == 0 || tr.Recent+tr.Before < o.K {
		return
	}
	p := float64(allNow) / float64(allNow+allBefore)
	tr.P = binomialTest(tr.Recent, tr.Recent+tr.Before, p)
	tr.Change, tr.Low, tr.High = ratio(tr.Recent, allNow, tr.Before, allBefore)
	tr.Kind = "steady"
}

// discoverTrends names the themes whose change stands after correction.
func discoverTrends(out []Theme, o Options) {
	p := make([]float64, len(out))
	for i, t := range out {
		p[i] = t.Trend.P
		if t.Trend.Kind == "too_few" {
			p[i] = math.NaN()
		}
	}
	for i, yes := range correct(p, o.FDR) {
		t := &out[i]
		last := o.Periods - 1
		earlier := t.Volume.Older
		for _, n := range t.Volume.Messages[:last] {
			earlier += n
		}
		switch {
		case !yes:
		case t.Trend.Change > 1 && earlier == 0 && t.Volume.Voices[last] >= o.K:
			t.Trend.Kind = "new"
		case t.Trend.Change > 1:
			t.Trend.Kind = "rising"
		default:
			t.Trend.Kind = "falling"
		}
	}
}

// ratio is the ratio of two shares with its 95 % interval on the log scale,
// half a case added to each so that none is infinite.
func ratio(a, n, b, m int) (r, low, high float64) {
	x, y := float64(a)+.5, float64(b)+.5
	u, v := float64(n)+1, float64(m)+1
	r = (x / u) / (y / v)
	se := math.Sqrt(max(0, 1/x-1/u+1/y-1/v))
	return r, r * math.Exp(-z95*se), r * math.Exp(z95*se)
}

// manyTrials is where the normal distribution is as good as the exact test.
const manyTrials = 20_000

// binomialTest is the two-sided exact p-value of k of n at probability p: twice
// the smaller tail, at most 1.
func binomialTest(k, n int, p float64) float64 {
	if p <= 0 || p >= 1 {
		return 1
	}
	if n > manyTrials {
		sd := math.Sqrt(float64(n) * p * (1 - p))
		return normalP(max(0, math.Abs(float64(k)-float64(n)*p)-0.5) / sd)
	}
	var lower, upper float64
	for i := 0; i <= n; i++ {
		x := math.Exp(logChoose(n, i) + float64(i)*math.Log(p) + float64(n-i)*math.Log1p(-p))
		if i <= k {
			lower += x
		}
		if i >= k {
			upper += x
		}
	}
	return min(1, 2*min(lower, upper))
}

func logChoose(n, k int) float64 {
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return a - b - c
}

// normalP is the two-sided p-value of a standard score.
func normalP(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }

// lifts finds where a theme is loud: values of each dimension that are likelier
// in the theme than elsewhere, clear of chance after correction over all
// themes and values, told by at least k voices.
func lifts(out []Theme, by map[string][]Message, all []Message, o Options) {
	type found struct {
		theme int
		lift  Lift
		p     float64
	}
	var list []found
	for _, d := range dimensions() {
		total, n := map[string]int{}, 0
		for _, m := range all {
			if v := d.of(m); v != "" {
				total[v]++
				n++
			}
		}
		for i := range out {
			in, voices, mine := map[string]int{}, map[string]map[string]bool{}, 0
			alone := map[string]int{}
			for _, m := range by[out[i].ID] {
				v := d.of(m)
				if v == "" {
					continue
				}
				in[v]++
				mine++
				if m.Voice == "" {
					alone[v]++
					continue
				}
				if voices[v] == nil {
					voices[v] = map[string]bool{}
				}
				voices[v][m.Voice] = true
			}
			for v, a := range in {
				people := len(voices[v]) + alone[v]
				if people < o.K || n == mine {
					continue
				}
				l := Lift{Dimension: d.name, Code: v, Messages: a, Voices: people}
				l.Lift, l.Low, l.High = ratio(a, mine, total[v]-a, n-mine)
				se := (math.Log(l.High) - math.Log(l.Low)) / (2 * z95)
				list = append(list, found{i, l, normalP(math.Log(l.Lift) / se)})
			}
		}
	}
	slices.SortFunc(list, func(a, b found) int {
		return cmp.Or(a.theme-b.theme, cmp.Compare(b.lift.Low, a.lift.Low), cmp.Compare(a.lift.Dimension, b.lift.Dimension), cmp.Compare(a.lift.Code, b.lift.Code))
	})
	p := make([]float64, len(list))
	for i, f := range list {
		p[i] = f.p
	}
	for i, yes := range correct(p, o.FDR) {
		if f := list[i]; yes && f.lift.Lift > 1 {
			out[f.theme].Lifts = append(out[f.theme].Lifts, f.lift)
		}
	}
}

// Difference is one theme in a comparison of two sides.
type Difference struct {
	Theme       string  `json:"theme"`
	A           int     `json:"a"` // messages on each side
	B           int     `json:"b"`
	Ratio       float64 `json:"ratio"` // share in A ÷ share in B
	Low         float64 `json:"low"`
	High        float64 `json:"high"`
	Discovery   bool    `json:"discovery"` // stands after correction
	SuppressedA bool    `json:"suppressed_a,omitempty"`
	SuppressedB bool    `json:"suppressed_b,omitempty"`
}

// Compare sets two periods, groups or sources side by side on the same themes.
// A side with fewer than k voices in a theme shows no number there.
func Compare(a, b []Message, o Options) []Difference {
	if o.K <= 0 {
		o.K = 5
	}
	if o.FDR <= 0 {
		o.FDR = 0.1
	}
	count := func(ms []Message) (n map[string]int, voices map[string]int) {
		n, voices = map[string]int{}, map[string]int{}
		seen := map[[2]string]bool{}
		for _, m := range ms {
			n[m.Theme]++
			if k := [2]string{m.Theme, m.Voice}; m.Voice == "" || !seen[k] {
				seen[k] = true
				voices[m.Theme]++
			}
		}
		return n, voices
	}
	na, va := count(a)
	nb, vb := count(b)
	var ids []string
	for id := range na {
		ids = append(ids, id)
	}
	for id := range nb {
		if _, ok := na[id]; !ok {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	var out []Difference
	var ps []float64
	for _, id := range ids {
		if id == "" || len(a) == 0 || len(b) == 0 {
			continue
		}
		d := Difference{Theme: id, A: na[id], B: nb[id], SuppressedA: va[id] > 0 && va[id] < o.K, SuppressedB: vb[id] > 0 && vb[id] < o.K}
		p := math.NaN()
		if d.SuppressedA || d.SuppressedB {
			if d.SuppressedA {
				d.A = 0
			}
			if d.SuppressedB {
				d.B = 0
			}
		} else {
			d.Ratio, d.Low, d.High = ratio(d.A, len(a), d.B, len(b))
			p = binomialTest(d.A, d.A+d.B, float64(len(a))/float64(len(a)+len(b)))
		}
		out, ps = append(out, d), append(ps, p)
	}
	for i, yes := range correct(ps, o.FDR) {
		out[i].Discovery = yes
	}
	return out
}
