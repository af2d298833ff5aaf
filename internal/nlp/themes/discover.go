package themes

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/musharaka/musharaka/internal/nlp/areas"
	"github.com/musharaka/musharaka/internal/nlp/themes/graph"
	"github.com/musharaka/musharaka/internal/nlp/themes/lsa"
)

const (
	minMessages = 5
	minShare    = 0.001 // of all messages that a theme holds at least
	minRowsEver = 3     // distinct texts, however often each is repeated
)

// Discover finds the themes of items. enc may be nil: then vectors come from
// the words of the items alone, which cannot join languages, and the run says
// so by its model version. A cancelled context is an error; Options.Stop is
// the way to end early with a result.
func Discover(ctx context.Context, items []Item, enc Encoder, o Options) (res *Result, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("discover themes in %d items: %w", len(items), err)
		}
	}()
	if o.Budget <= 0 {
		o.Budget = DefaultBudget
	}
	d := &discovery{c: prepare(items), o: o}
	d.run = Run{Seed: o.Seed, Kernel: graph.Kernel(), Texts: len(items), Distinct: len(d.c.units)}
	if enc == nil {
		enc = newStandIn(d.c, o.Seed)
	}
	d.enc, d.run.ModelVersion = enc, enc.ModelVersion()
	if err := d.readAreas(ctx); err != nil {
		return nil, err
	}
	if err := d.encode(ctx); err != nil {
		return nil, err
	}
	if err := d.place(ctx); err != nil {
		return nil, err
	}
	return d.finish(ctx)
}

// discovery is the state of one call of Discover.
type discovery struct {
	c         *corpus
	o         Options
	enc       Encoder
	run       Run
	guide     *areas.Guide       // nil without a taxonomy or an encoder
	plain     []float32          // centred vectors before they are steered
	langShare map[string]float64 // of each language in the corpus
	strength  float32            // of steering
	concept   []float32          // weight of each concept
	evidence  []float64          // of areas, by unit
	rows      []int32            // unit of each encoded row
	x         []float32          // centred vectors of the rows
	cen       *centring
	t         *tree
	// by unit: theme and sub-theme (−1 none), cosine to the theme's centre
	theme, sub []int32
	score      []float32
	protos     prototypes
}

// standIn makes vectors from the words of the corpus itself.
type standIn struct{ m *lsa.Map }

func newStandIn(c *corpus, seed uint64) standIn {
	texts := make([]string, 0, min(len(c.units), DefaultBudget))
	for _, u := range c.sample(DefaultBudget, seed) {
		texts = append(texts, c.units[u].text)
	}
	return standIn{lsa.FitSVD(texts, Dim, seed)}
}

func (s standIn) ModelVersion() string { return "words-1" }

func (s standIn) Encode(_ context.Context, texts []string, dst []float32) error {
	s.m.Apply(texts, dst)
	return nil
}

// encode encodes the sample, batch by batch, and centres it.
func (d *discovery) encode(ctx context.Context) error {
	d.rows = d.c.sample(d.o.Budget, d.o.Seed)
	d.x = make([]float32, len(d.rows)*Dim)
	for lo := 0; lo < len(d.rows); lo += BatchSize {
		hi := min(lo+BatchSize, len(d.rows))
		if d.o.Stop != nil && d.o.Stop() {
			d.run.Partial = true
			d.rows, d.x = d.rows[:lo], d.x[:lo*Dim]
			break
		}
		if err := d.enc.Encode(ctx, d.c.texts(d.rows[lo:hi]), d.x[lo*Dim:hi*Dim]); err != nil {
			return err
		}
	}
	d.run.Encoded = len(d.rows)
	d.run.Estimated = len(d.c.units) - len(d.rows)
	langs := d.c.langs(d.rows)
	d.cen = fitCentring(d.x, langs)
	d.cen.apply(d.x, langs)
	d.steer()
	return nil
}

func (c *corpus) texts(units []int32) []string {
	out := make([]string, len(units))
	for i, u := range units {
		out[i] = c.units[u].text
	}
	return out
}

func (c *corpus) langs(units []int32) []string {
	out := make([]string, len(units))
	for i, u := range units {
		out[i] = c.units[u].lang
	}
	return out
}

// place forms the tree on the encoded rows and puts every unit into it.
func (d *discovery) place(ctx context.Context) error {
	n := len(d.c.units)
	d.theme, d.sub, d.score = make([]int32, n), make([]int32, n), make([]float32, n)
	for u := range n {
		d.theme[u], d.sub[u] = -1, -1
	}
	least, minRows := d.least()
	if len(d.rows) < 2*minRows {
		d.t = &tree{}
		for i, u := range d.c.unitOf {
			if u >= 0 {
				d.c.reason[i] = ReasonTooFew
			}
		}
		return nil
	}
	var err error
	if d.t, err = form(ctx, d.x, minRows, d.o.Themes, d.before(), d.o.Seed); err != nil {
		return err
	}
	d.run.Modularity, d.run.Resolution, d.run.Stability = d.t.modularity, d.t.resolution, d.t.stability
	d.protos = newPrototypes(d.x, d.t)
	d.loosen()
	for r, u := range d.rows {
		d.theme[u], d.sub[u] = d.t.theme[r], d.t.sub[r]
		if c := d.theme[u]; c >= 0 {
			d.score[u] = dot(d.x[r*Dim:(r+1)*Dim], d.protos.theme(c))
		}
	}
	if err := d.estimate(ctx); err != nil {
		return err
	}
	d.dissolve(least)
	d.judgeAreas()
	return nil
}

// before numbers the rows by their theme in the run before; rows without one
// stand alone. nil if there was no such run.
func (d *discovery) before() []int32 {
	p := d.o.Previous
	if p == nil || p.ModelVersion != d.run.ModelVersion {
		return nil
	}
	old := p.levelOf(1)
	number := map[string]int32{}
	start := make([]int32, len(d.rows))
	for r, u := range d.rows {
		key := old[d.c.items[d.c.units[u].items[0]].ID]
		if key == "" {
			key = fmt.Sprint("alone", r)
		}
		if _, ok := number[key]; !ok {
			number[key] = int32(len(number))
		}
		start[r] = number[key]
	}
	return start
}

// loose is the mean cosine to the centre under which a group of texts about
// public services is a heap of leftovers, not a theme; a leftover goes to
// another theme if it is as near as this.
const loose = 0.32

// loosen breaks up heaps of leftovers where concepts hold themes together:
// without them such a heap cannot be told from a wide subject.
func (d *discovery) loosen() {
	if d.strength == 0 {
		return
	}
	sum, count := make([]float64, len(d.t.wide)), make([]float64, len(d.t.wide))
	for r, c := range d.t.theme {
		if c >= 0 {
			sum[c] += float64(dot(d.x[r*Dim:(r+1)*Dim], d.protos.theme(c)))
			count[c]++
		}
	}
	heap := make([]bool, len(d.t.wide))
	left := 0
	for c := range heap {
		heap[c] = count[c] > 0 && sum[c]/count[c] < loose
		if !heap[c] {
			left++
		}
	}
	if left == 0 {
		return
	}
	for c := range heap {
		if heap[c] {
			d.protos.drop(int32(c))
		}
	}
	for r, c := range d.t.theme {
		if c < 0 || !heap[c] {
			continue
		}
		d.t.theme[r], d.t.sub[r] = -1, -1
		if to, sub, score := d.protos.nearest(d.x[r*Dim : (r+1)*Dim]); to >= 0 && score >= loose {
			d.t.theme[r], d.t.sub[r] = to, sub
		}
	}
}

// least is the smallest number of messages of a theme, and of encoded rows
// that stand for so many.
func (d *discovery) least() (messages, rows int) {
	in := 0
	for _, u := range d.c.units {
		in += len(u.items)
	}
	messages = max(minMessages, int(math.Ceil(minShare*float64(in))))
	share := float64(len(d.rows)) / float64(max(1, in))
	return messages, max(minRowsEver, int(math.Round(float64(messages)*share)))
}

// dissolve gives the members of themes that ended too small to others.
func (d *discovery) dissolve(least int) {
	for {
		count := make([]int, len(d.t.wide))
		for u, c := range d.theme {
			if c >= 0 {
				count[c] += len(d.c.units[u].items)
			}
		}
		small := slices.IndexFunc(count, func(n int) bool { return n > 0 && n < least })
		if small < 0 {
			return
		}
		d.protos.drop(int32(small))
		for u, c := range d.theme {
			if c == int32(small) {
				d.theme[u], d.sub[u], d.score[u] = -1, -1, 0
			}
		}
	}
}
