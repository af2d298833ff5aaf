// Package signals tells what is remarkable about each theme: how it moves over
// time, whom and where it comes from, what is felt and wanted, what became of
// it. It is arithmetic on plain rows: no texts, no database, no clock. Groups
// below the threshold k are not reported, and every comparison carries an
// interval or a corrected test.
package signals

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// dimensions in the order of the report.
func dimensions() []struct {
	name string
	of   func(Message) string
} {
	return []struct {
		name string
		of   func(Message) string
	}{
		{"source", func(m Message) string { return m.Source }},
		{"governorate", func(m Message) string { return m.Governorate }},
		{"group", func(m Message) string { return m.Group }},
		{"activity", func(m Message) string { return m.Activity }},
		{"unit", func(m Message) string { return m.Unit }},
	}
}

// yearOf is how many periods the last one is compared with.
const yearOf = 4

// Compute gives the signals of every theme, by id. Messages without a theme
// count for the background.
func Compute(messages []Message, o Options) []Theme {
	if o.K <= 0 {
		o.K = 5
	}
	if o.FDR <= 0 {
		o.FDR = 0.1
	}
	o.Periods = max(o.Periods, 1)
	by := map[string][]Message{}
	total := make([]int, o.Periods)
	for _, m := range messages {
		if m.Period >= 0 && m.Period < o.Periods {
			total[m.Period]++
		}
		if m.Theme != "" {
			by[m.Theme] = append(by[m.Theme], m)
		}
	}
	ids := slices.Sorted(maps.Keys(by))
	out := make([]Theme, len(ids))
	for i, id := range ids {
		out[i] = describe(id, by[id], o)
		out[i].trend(total, o)
	}
	discoverTrends(out, o)
	lifts(out, by, messages, o)
	related(out, by, o)
	return out
}

func describe(id string, ms []Message, o Options) Theme {
	t := Theme{ID: id, By: map[string][]Count{}, Lifts: []Lift{}, Related: []Related{}}
	t.Volume = Volume{Messages: make([]int, o.Periods), Voices: make([]int, o.Periods)}
	voices := make([]heard, o.Periods)
	var everyone heard
	s := &t.Sentiment
	var ages []int
	for _, m := range ms {
		everyone.add(m.Voice)
		if p := m.Period; p >= 0 && p < o.Periods {
			t.Volume.Messages[p]++
			voices[p].add(m.Voice)
		} else if p < 0 {
			t.Volume.Older++
		}
		switch {
		case m.Unclear:
			s.Unclear++
		case m.Sentiment == "negative":
			s.Negative++
		case m.Sentiment == "neutral":
			s.Neutral++
		case m.Sentiment == "positive":
			s.Positive++
		}
		if m.Countable {
			t.Adopted.Countable++
			if m.Used {
				t.Adopted.Used++
			}
		}
		if m.Open {
			ages = append(ages, m.AgeDays)
		}
	}
	t.Volume.AllMessages, t.Volume.AllVoices = len(ms), everyone.n
	for p := range voices {
		t.Volume.Voices[p] = voices[p].n
	}
	s.UnclearShare = share(s.Unclear, len(ms))
	clear := s.Negative + s.Neutral + s.Positive
	s.NegativeShare, s.PositiveShare = share(s.Negative, clear), share(s.Positive, clear)
	if n := t.Adopted.Countable; n > 0 {
		a := share(t.Adopted.Used, n)
		t.Adopted.Share = &a
		t.Adopted.Low, t.Adopted.High = wilson(t.Adopted.Used, n)
	}
	if len(ages) > 0 {
		slices.Sort(ages)
		t.Open = Open{len(ages), float64(ages[(len(ages)-1)/2]+ages[len(ages)/2]) / 2, ages[len(ages)-1]}
	}
	t.Intents = counts(ms, func(m Message) string { return m.Intent }, 0)
	for _, d := range dimensions() {
		if c := counts(ms, d.of, o.K); len(c) > 0 {
			t.By[d.name] = c
		}
	}
	return t
}

// heard counts voices; messages without an author are voices of their own.
type heard struct {
	n    int
	seen map[string]bool
}

func (h *heard) add(voice string) {
	if voice != "" && h.seen[voice] {
		return
	}
	h.n++
	if voice == "" {
		return
	}
	if h.seen == nil {
		h.seen = map[string]bool{}
	}
	h.seen[voice] = true
}

// counts counts a dimension's values, most first; those of fewer than k voices
// are pooled at the end.
func counts(ms []Message, of func(Message) string, k int) []Count {
	n, voices := map[string]int{}, map[string]*heard{}
	for _, m := range ms {
		v := of(m)
		if v == "" {
			continue
		}
		if voices[v] == nil {
			voices[v] = &heard{}
		}
		n[v]++
		voices[v].add(m.Voice)
	}
	out := []Count{}
	var few Count
	for _, v := range slices.Sorted(maps.Keys(n)) {
		if voices[v].n < k {
			few.Messages += n[v]
			few.Voices += voices[v].n
			continue
		}
		out = append(out, Count{v, n[v], voices[v].n})
	}
	slices.SortStableFunc(out, func(a, b Count) int { return b.Messages - a.Messages })
	if few.Messages > 0 {
		out = append(out, few)
	}
	return out
}

func share(a, b int) float64 { return float64(a) / float64(max(1, b)) }

// wilson is the 95 % interval of a share.
func wilson(a, n int) (low, high float64) {
	p, m := float64(a)/float64(n), float64(n)
	mid := (p + z95*z95/(2*m)) / (1 + z95*z95/m)
	half := z95 / (1 + z95*z95/m) * math.Sqrt(p*(1-p)/m+z95*z95/(4*m*m))
	return max(0, mid-half), min(1, mid+half)
}

// related names the themes that the same people speak about: by the Jaccard
// index of voices, at least k shared.
func related(out []Theme, by map[string][]Message, o Options) {
	sets := make([]map[string]bool, len(out))
	for i, t := range out {
		sets[i] = map[string]bool{}
		for _, m := range by[t.ID] {
			if m.Voice != "" {
				sets[i][m.Voice] = true
			}
		}
	}
	type near struct {
		id    string
		score float64
	}
	for i := range out {
		var list []near
		for j := range out {
			shared := 0
			if i != j {
				for v := range sets[i] {
					if sets[j][v] {
						shared++
					}
				}
			}
			if shared >= o.K {
				list = append(list, near{out[j].ID, float64(shared) / float64(len(sets[i])+len(sets[j])-shared)})
			}
		}
		slices.SortFunc(list, func(a, b near) int {
			return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.id, b.id))
		})
		for _, n := range list[:min(3, len(list))] {
			out[i].Related = append(out[i].Related, Related{n.id, "voices", n.score})
		}
	}
}

// correct marks which p-values are discoveries at a rate q of false ones
// (Benjamini and Hochberg 1995). NaN is never one.
func correct(p []float64, q float64) []bool {
	order := make([]int, 0, len(p))
	for i, x := range p {
		if !math.IsNaN(x) {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(p[a], p[b]), a-b) })
	out := make([]bool, len(p))
	last := -1
	for r, i := range order {
		if p[i] <= q*float64(r+1)/float64(len(order)) {
			last = r
		}
	}
	for r := 0; r <= last; r++ {
		out[order[r]] = true
	}
	return out
}
