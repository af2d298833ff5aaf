package themes

import (
	"context"
	"fmt"
	"sync"

	"github.com/musharaka/musharaka/internal/nlp/themes/label"
)

// parallel runs f for 0…n-1 on all processors.
func parallel(n int, f func(i int)) {
	w := workers()
	var wg sync.WaitGroup
	for k := range w {
		wg.Go(func() {
			for i := k * n / w; i < (k+1)*n/w; i++ {
				f(i)
			}
		})
	}
	wg.Wait()
}

// finish turns the placement into the result: counts, labels, quotes, ids.
func (d *discovery) finish(ctx context.Context) (*Result, error) {
	list, themeNode, subNode := d.nodes()
	rowOf := make([]int32, len(d.c.units))
	for u := range rowOf {
		rowOf[u] = -1
	}
	for r, u := range d.rows {
		rowOf[u] = int32(r)
	}
	for i := range list {
		d.fill(&list[i], rowOf)
	}
	if err := d.name(ctx, list, rowOf); err != nil {
		return nil, err
	}
	res := &Result{}
	d.identify(list)
	res.Themes = make([]Theme, len(list))
	for i, n := range list {
		n.Level, n.Theme.centre = n.level, n.centre
		if n.parent >= 0 {
			n.Parent = list[n.parent].ID
		}
		res.Themes[i] = n.Theme
	}
	d.assign(res, list, themeNode, subNode, rowOf)
	if p := d.o.Previous; p != nil && p.ModelVersion == d.run.ModelVersion {
		ari := res.match(p)
		d.run.ARIPrevious = &ari
	}
	sortThemes(res.Themes)
	res.State = newState(d, res)
	res.decide(d.c.items, d.o.Previous, d.o.Decisions)
	res.Run = d.run
	return res, nil
}

// fill counts a node's messages, voices and languages, and finds its centre,
// cohesion and quotes.
func (d *discovery) fill(n *node, rowOf []int32) {
	n.Languages = map[string]int{}
	authors := map[string]bool{}
	var rows []int32
	for _, u := range n.units {
		un := d.c.units[u]
		n.Messages += len(un.items)
		n.Languages[un.lang] += len(un.items)
		for _, i := range un.items {
			if a := d.c.items[i].Author; a == "" {
				n.Voices++
			} else if !authors[a] {
				authors[a] = true
				n.Voices++
			}
		}
		if rowOf[u] >= 0 {
			rows = append(rows, rowOf[u])
		}
	}
	if n.centre == nil {
		n.centre = centresOf(pickRows(d.x, rows), make([]int32, len(rows)), 1)
	}
	var s float64
	for _, r := range rows {
		s += float64(dot(d.x[int(r)*Dim:(int(r)+1)*Dim], n.centre))
	}
	n.Cohesion = s / float64(max(1, len(rows)))
	n.Quotes = d.quotes(n, rows)
	n.OneLanguage = d.oneLanguage(n)
	n.Area, n.AreaScore = d.areaOfNode(n.units)
	if n.area != "" {
		n.Area = n.area
	}
}

const (
	accident    = 0.9 // share of one language in a theme from which it is told
	ordinary    = 0.8 // unless the whole corpus holds as much of it
	enoughToSay = 10  // messages
)

// oneLanguage names the language that nearly fills a theme though the corpus
// is not of that language alone: the theme may be of the language, not of a
// subject.
func (d *discovery) oneLanguage(n *node) string {
	if d.langShare == nil {
		d.langShare = map[string]float64{}
		for _, u := range d.c.units {
			d.langShare[u.lang] += 1 / float64(len(d.c.units))
		}
	}
	if n.Messages < enoughToSay {
		return ""
	}
	for l, m := range n.Languages { // at most one language can pass
		if float64(m) > accident*float64(n.Messages) && d.langShare[l] < ordinary {
			return l
		}
	}
	return ""
}

// name labels the nodes of each level among themselves.
func (d *discovery) name(ctx context.Context, list []node, rowOf []int32) error {
	docs := make([]label.Doc, len(d.rows))
	for r, u := range d.rows {
		docs[r] = label.Doc{Text: d.c.units[u].text, Lang: d.c.units[u].lang}
	}
	embed := func(ctx context.Context, phrases []string, lang string) ([]float32, error) {
		v := make([]float32, len(phrases)*Dim)
		for lo := 0; lo < len(phrases); lo += BatchSize {
			hi := min(lo+BatchSize, len(phrases))
			if err := d.enc.Encode(ctx, phrases[lo:hi], v[lo*Dim:hi*Dim]); err != nil {
				return nil, err
			}
		}
		// Phrases differ from texts by their brevity more than by subject:
		// they are centred on their own mean.
		langs := make([]string, len(phrases))
		fitCentring(v, langs).apply(v, langs)
		if d.guide != nil {
			for i, p := range phrases {
				d.guide.Steer(p, d.concept, v[i*Dim:(i+1)*Dim], d.strength)
			}
		}
		return v, nil
	}
	concepts, found := d.concepts()
	named := make([][]int32, len(list))
	for level := range 3 {
		g := label.Groups{Docs: docs, Part: make([]int32, len(docs)), Dim: Dim, Concepts: concepts, Found: found}
		for r := range g.Part {
			g.Part[r] = -1
		}
		var at []int
		for i, n := range list {
			if n.level != level {
				continue
			}
			for _, u := range n.units {
				if r := rowOf[u]; r >= 0 {
					g.Part[r] = int32(len(at))
				}
			}
			at = append(at, i)
			var avoid []int32
			if level == 2 && n.parent >= 0 {
				avoid = named[n.parent]
			}
			g.Avoid = append(g.Avoid, avoid)
			g.Areas = append(g.Areas, d.areaName(n))
			g.Centres = append(g.Centres, n.centre...)
		}
		if len(at) == 0 {
			continue
		}
		labels, err := label.Build(ctx, g, embed)
		if err != nil {
			return err
		}
		for j, l := range labels {
			n := &list[at[j]]
			named[at[j]] = l.Concepts
			n.LabelAR, n.LabelEN, n.KeywordsAR, n.KeywordsEN = l.AR, l.EN, l.KeywordsAR, l.KeywordsEN
			for _, a := range d.taxonomy() {
				if a.Code == n.area {
					n.LabelAR, n.LabelEN = a.Name.AR, a.Name.EN
				}
			}
		}
	}
	return nil
}

// areaName is the name of a theme's area; none for the widest level, which
// areas name already.
func (d *discovery) areaName(n node) (name label.Concept) {
	for i, a := range d.taxonomy() {
		if a.Code == n.Area && n.level > 0 {
			name = label.Concept{AR: a.Name.AR, EN: a.Name.EN, Area: int32(i)}
		}
	}
	return name
}

// identify gives ids from the text nearest to each centre: the same themes
// have the same ids even when no earlier run is known.
func (d *discovery) identify(list []node) {
	taken := map[string]bool{}
	for i := range list {
		n := &list[i]
		key := ""
		if len(n.Quotes) > 0 {
			key = n.Quotes[0]
		}
		h := uint64(14695981039346656037)
		for _, b := range []byte(fmt.Sprint(n.level, key)) {
			h = (h ^ uint64(b)) * 1099511628211
		}
		id := fmt.Sprintf("t%08x", uint32(h>>32)^uint32(h))
		if n.area != "" {
			id = "area-" + n.area
		}
		for taken[id] {
			id += "x"
		}
		taken[id], n.ID = true, id
	}
}

// assign writes an assignment per item, in the order of the input.
func (d *discovery) assign(res *Result, list []node, themeNode, subNode []int, rowOf []int32) {
	res.Assignments = make([]Assignment, len(d.c.items))
	d.run.Reasons = map[string]int{}
	none := 0
	for i, it := range d.c.items {
		a := Assignment{ID: it.ID, Reason: d.c.reason[i]}
		if u := d.c.unitOf[i]; u >= 0 {
			if len(d.c.units[u].items) > 1 {
				a.Group = d.c.items[d.c.units[u].items[0]].ID
			}
			a.Estimated = rowOf[u] < 0
			a.Area, a.AreaScore = d.areaOf(u)
			if c := d.theme[u]; c >= 0 {
				n := list[themeNode[c]]
				a.Theme, a.Score = n.ID, float64(d.score[u])
				if n.parent >= 0 {
					a.Path = append(a.Path, list[n.parent].ID)
				}
				a.Path = append(a.Path, n.ID)
				if s := d.sub[u]; s >= 0 && subNode[s] >= 0 {
					a.Path = append(a.Path, list[subNode[s]].ID)
				}
			} else if a.Reason == "" {
				a.Reason = ReasonFar
			}
		}
		if a.Theme == "" {
			none++
			d.run.Reasons[a.Reason]++
		}
		res.Assignments[i] = a
	}
	d.run.NoneShare = float64(none) / float64(max(1, len(d.c.items)))
}
