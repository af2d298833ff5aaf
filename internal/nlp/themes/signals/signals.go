// Package signals tells what is remarkable about each theme: how it moves over
// time, whom and where it comes from, what is felt and wanted, what became of
// it. It is arithmetic on plain rows: no texts, no database, no clock. Groups
// below the threshold k are not reported, and every comparison carries an
// interval or a corrected test.
package signals

import (
	"cmp"
	"math"
	"slices"
)

// Message is one submission as signals see it.
type Message struct {
	Theme       string
	Period      int    // index of the period, 0 = oldest
	Voice       string // author; "" = a voice of its own
	Sentiment   string // negative, neutral, positive
	Unclear     bool   // the machine abstained; counted apart
	Intent      string
	Source      string
	Governorate string
	Group       string // audience group
	Activity    string
	Unit        string
	// Countable and Used are the two sides of the adopted share: outcomes that
	// count, and those taken up in whole or part.
	Countable, Used bool
	Open            bool // awaits an answer
	AgeDays         int  // of an open one
}

// Options of Compute.
type Options struct {
	Periods int     // their number; the last is judged
	K       int     // least voices of a reported group; 0 = 5
	FDR     float64 // share of false discoveries allowed; 0 = 0.1
}

// Lift is how much likelier a value is in the theme than elsewhere.
type Lift struct {
	Dimension string  `json:"dimension"`
	Value     string  `json:"value"`
	Messages  int     `json:"messages"`
	Voices    int     `json:"voices"`
	Lift      float64 `json:"lift"`
	Low       float64 `json:"low"` // 95 %
	High      float64 `json:"high"`
}

// Theme is what is said about one theme. Shares are of messages.
type Theme struct {
	ID       string  `json:"theme"`
	Messages []int   `json:"messages"` // by period
	Voices   []int   `json:"voices"`   // by period
	Trend    string  `json:"trend"`    // new, rising, falling, steady, too_few
	Change   float64 `json:"change"`   // rate ratio of the last period against those before
	Low      float64 `json:"change_low"`
	High     float64 `json:"change_high"`
	P        float64 `json:"p"` // of no change, uncorrected
	Negative float64 `json:"negative"`
	Neutral  float64 `json:"neutral"`
	Positive float64 `json:"positive"`
	Unclear  float64 `json:"unclear"` // the other three leave it out

	Intents map[string]int `json:"intents"`
	Lifts   []Lift         `json:"lifts"` // strongest first, clear of 1 after correction
	// Adopted is used ÷ countable; nil if nothing is countable yet.
	Adopted   *float64 `json:"adopted"`
	Countable int      `json:"countable"`
	Open      int      `json:"open"`
	OpenAge   float64  `json:"open_age_days"` // median
	Related   []string `json:"related"`       // themes whose voices overlap most
}

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
	ids := make([]string, 0, len(by))
	for id := range by {
		ids = append(ids, id)
	}
	slices.Sort(ids)
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
	t := Theme{ID: id, Messages: make([]int, o.Periods), Voices: make([]int, o.Periods), Intents: map[string]int{}}
	voices := make([]map[string]bool, o.Periods)
	var felt [3]int
	unclear, used := 0, 0
	var ages []int
	for _, m := range ms {
		if p := m.Period; p >= 0 && p < o.Periods {
			t.Messages[p]++
			if voices[p] == nil {
				voices[p] = map[string]bool{}
			}
			if m.Voice == "" || !voices[p][m.Voice] {
				t.Voices[p]++
				voices[p][m.Voice] = true
			}
		}
		switch {
		case m.Unclear:
			unclear++
		case m.Sentiment == "negative":
			felt[0]++
		case m.Sentiment == "neutral":
			felt[1]++
		case m.Sentiment == "positive":
			felt[2]++
		}
		if m.Intent != "" {
			t.Intents[m.Intent]++
		}
		if m.Countable {
			t.Countable++
			if m.Used {
				used++
			}
		}
		if m.Open {
			t.Open++
			ages = append(ages, m.AgeDays)
		}
	}
	if clear := felt[0] + felt[1] + felt[2]; clear > 0 {
		t.Negative, t.Neutral, t.Positive = share(felt[0], clear), share(felt[1], clear), share(felt[2], clear)
	}
	t.Unclear = share(unclear, len(ms))
	if t.Countable > 0 {
		a := share(used, t.Countable)
		t.Adopted = &a
	}
	if len(ages) > 0 {
		slices.Sort(ages)
		t.OpenAge = float64(ages[(len(ages)-1)/2]+ages[len(ages)/2]) / 2
	}
	return t
}

func share(a, b int) float64 { return float64(a) / float64(b) }

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
			out[i].Related = append(out[i].Related, n.id)
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
