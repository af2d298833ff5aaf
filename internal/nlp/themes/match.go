package themes

import (
	"cmp"
	"slices"

	"github.com/musharaka/musharaka/internal/nlp/themes/graph"
)

const (
	memberWeight = 0.6  // of shared members against closeness of centres
	sameTheme    = 0.35 // weighed likeness from which a theme is the one of before
	sameAlone    = 0.8  // cosine that is asked if no members are shared
	fewShared    = 3
	mostOf       = 0.5 // share of members that tells where a theme went or came from
)

// match gives the themes of a run the ids of the same themes in the run
// before, writes down what was born, died, merged or split, and how far both
// runs agree.
func (res *Result) match(prev *State) (ariPrevious float64) {
	rename := map[string]string{}
	for level := 1; level <= 2; level++ {
		m := newMatching(res, prev, level)
		for _, p := range m.pairs() {
			rename[p.now] = p.before
		}
		if level == 1 {
			ariPrevious = m.ari()
			res.Events = append(res.Events, m.events(rename)...)
		}
	}
	res.rename(rename)
	for i, e := range res.Events {
		if e.Kind == "merge" {
			for j, w := range e.With {
				if id, ok := rename[w]; ok {
					res.Events[i].With[j] = id
				}
			}
		}
	}
	return ariPrevious
}

// matching holds the members that themes of one level share between runs.
type matching struct {
	now, before    []string // ids in a fixed order
	nowAt, oldAt   map[string]int
	centreNow      [][]float32
	centreBefore   [][]float32
	shared         [][]int // [now][before]
	sumNow, sumOld []int
	truth, found   []int32
}

func newMatching(res *Result, prev *State, level int) *matching {
	m := &matching{nowAt: map[string]int{}, oldAt: map[string]int{}}
	for _, t := range res.Themes {
		if t.Level == level {
			m.nowAt[t.ID] = len(m.now)
			m.now, m.centreNow = append(m.now, t.ID), append(m.centreNow, t.centre)
		}
	}
	for _, t := range prev.Themes {
		if t.Level == level {
			m.oldAt[t.ID] = len(m.before)
			m.before, m.centreBefore = append(m.before, t.ID), append(m.centreBefore, t.Centre)
		}
	}
	m.shared = make([][]int, len(m.now))
	for i := range m.shared {
		m.shared[i] = make([]int, len(m.before))
	}
	m.sumNow, m.sumOld = make([]int, len(m.now)), make([]int, len(m.before))
	old := prev.levelOf(level)
	for _, a := range res.Assignments {
		b, ok := m.oldAt[old[a.ID]]
		if !ok {
			continue
		}
		for _, id := range a.Path {
			if n, ok := m.nowAt[id]; ok {
				m.shared[n][b]++
				m.sumNow[n]++
				m.sumOld[b]++
				m.truth, m.found = append(m.truth, int32(b)), append(m.found, int32(n))
			}
		}
	}
	return m
}

func (m *matching) ari() float64 {
	if len(m.truth) == 0 {
		return 0
	}
	ari, _ := graph.Agreement(m.truth, m.found)
	return ari
}

type pair struct{ now, before string }

// pairs matches the likest first, each theme once.
func (m *matching) pairs() []pair {
	type candidate struct {
		n, b  int
		score float64
	}
	var list []candidate
	for n := range m.now {
		for b := range m.before {
			c := 0.0
			if len(m.centreNow[n]) == len(m.centreBefore[b]) && len(m.centreNow[n]) > 0 {
				c = float64(dot(m.centreNow[n], m.centreBefore[b]))
			}
			s, bound := c, sameAlone
			if m.sumNow[n] >= fewShared && m.sumOld[b] >= fewShared {
				j := float64(m.shared[n][b]) / float64(m.sumNow[n]+m.sumOld[b]-m.shared[n][b])
				s, bound = memberWeight*j+(1-memberWeight)*c, sameTheme
				if m.shared[n][b] == 0 {
					continue // alike, but other people said it
				}
			}
			if s >= bound {
				list = append(list, candidate{n, b, s})
			}
		}
	}
	slices.SortFunc(list, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.score, x.score), x.n-y.n, x.b-y.b)
	})
	nowTaken, oldTaken := map[int]bool{}, map[int]bool{}
	var out []pair
	for _, c := range list {
		if !nowTaken[c.n] && !oldTaken[c.b] {
			nowTaken[c.n], oldTaken[c.b] = true, true
			out = append(out, pair{m.now[c.n], m.before[c.b]})
		}
	}
	return out
}

// events says what became of themes that found no counterpart.
func (m *matching) events(rename map[string]string) []Event {
	var out []Event
	kept := map[string]bool{}
	for _, b := range rename {
		kept[b] = true
	}
	for n, id := range m.now {
		if _, ok := rename[id]; ok {
			continue
		}
		e := Event{Kind: "birth", Theme: id}
		for b := range m.before {
			if m.sumNow[n] >= fewShared && float64(m.shared[n][b]) >= mostOf*float64(m.sumNow[n]) {
				e = Event{Kind: "split", Theme: id, With: []string{m.before[b]}}
			}
		}
		out = append(out, e)
	}
	for b, id := range m.before {
		if kept[id] {
			continue
		}
		e := Event{Kind: "death", Theme: id}
		for n := range m.now {
			if m.sumOld[b] >= fewShared && float64(m.shared[n][b]) >= mostOf*float64(m.sumOld[b]) {
				e = Event{Kind: "merge", Theme: id, With: []string{m.now[n]}}
			}
		}
		out = append(out, e)
	}
	return out
}

// rename gives themes other ids everywhere. A new theme whose own id was given
// to another keeps apart by a suffix.
func (res *Result) rename(to map[string]string) {
	taken := map[string]bool{}
	for _, id := range to {
		taken[id] = true
	}
	for _, t := range res.Themes {
		if _, ok := to[t.ID]; !ok && taken[t.ID] {
			id := t.ID
			for taken[id] {
				id += "n"
			}
			to[t.ID], taken[id] = id, true
		}
	}
	name := func(id string) string {
		if n, ok := to[id]; ok {
			return n
		}
		return id
	}
	for i := range res.Themes {
		res.Themes[i].ID, res.Themes[i].Parent = name(res.Themes[i].ID), name(res.Themes[i].Parent)
	}
	for i := range res.Assignments {
		a := &res.Assignments[i]
		a.Theme = name(a.Theme)
		for j, p := range a.Path {
			a.Path[j] = name(p)
		}
	}
	for i, e := range res.Events {
		if e.Kind == "birth" || e.Kind == "split" {
			res.Events[i].Theme = name(e.Theme)
		}
	}
}
