// Package duplicates finds messages that say the same: word for word after
// normalisation, nearly so, and campaigns (many authors, one text, a short
// time). Copies are grouped and counted, never removed: a group knows how many
// messages and how many voices it has.
//
// Near copies are found by MinHash over character shingles and locality-
// sensitive hashing, and each candidate is verified on the texts themselves. The
// index grows one message at a time; what was grouped stays together, and a
// group is named after its first message.
//
// It does not judge whether two texts mean the same; that is package themes.
package duplicates

import (
	"time"
)

// Item is one message.
type Item struct {
	ID     string
	Text   string
	Author string    // empty when nobody knows: such messages count as one voice each
	At     time.Time // zero when nobody knows: never part of a campaign
}

// Kinds of membership.
const (
	First = ""      // the message that opened its group
	Exact = "exact" // equal to another one after normalisation
	Near  = "near"  // nearly equal to another one
)

// Options are the thresholds. The zero value means the defaults, which were
// chosen on text that was not used to judge them.
type Options struct {
	// EditShare is the largest edit distance between two near copies, as a share
	// of the longer one. Default 0.14.
	EditShare float64
	// Jaccard is the least overlap of shingles that makes two texts near copies
	// whatever their edit distance. Default 0.78.
	Jaccard float64
}

// Index groups messages. It is not safe for concurrent use.
type Index struct {
	opts   Options
	sketch sketcher
	items  []meta
	parent []int32 // union-find over items
	exact  map[uint64]int32
	texts  arena // of the unique texts
	owner  []int32
	bands  [bands]table
	seen   []int32 // last query that looked at a unique text
	query  int32
}

// meta is what stays of a message.
type meta struct {
	id     string
	author string
	at     int64
	kind   string
}

// New makes an empty index.
func New(opts Options) *Index {
	if opts.EditShare == 0 {
		opts.EditShare = 0.14
	}
	if opts.Jaccard == 0 {
		opts.Jaccard = 0.78
	}
	return &Index{opts: opts, exact: make(map[uint64]int32)}
}

// Len is the number of messages.
func (x *Index) Len() int { return len(x.items) }

// leastNear is how many letters a text must have to be compared by likeness;
// shorter ones are only equal or different.
const leastNear = 16

// Add puts a message into its group and says how it belongs there. A message
// may join two groups into one; the older name stays.
func (x *Index) Add(it Item) (kind string) {
	i := int32(len(x.items))
	x.items = append(x.items, meta{id: it.ID, author: it.Author})
	x.parent = append(x.parent, i)
	if !it.At.IsZero() {
		x.items[i].at = it.At.Unix()
	}
	text, hash := x.sketch.prepare(it.Text)
	if len(text) == 0 {
		return First // nothing to compare
	}
	if first, ok := x.exact[hash]; ok {
		x.join(x.owner[first], i)
		x.items[i].kind = Exact
		return Exact
	}
	u := int32(len(x.owner))
	x.exact[hash] = u
	x.owner = append(x.owner, i)
	x.texts.add(text)
	x.seen = append(x.seen, -1)
	if len(x.sketch.runes) < leastNear {
		return First
	}
	near := x.near(u)
	for _, v := range near {
		x.join(x.owner[v], i)
		kind = Near
	}
	x.items[i].kind = kind
	return kind
}

// near finds the verified near copies of unique text u and enters it.
func (x *Index) near(u int32) (found []int32) {
	x.query++
	keys := x.sketch.keys()
	mine := int32(-1)
	for b := range x.bands {
		for p := x.bands[b].find(keys[b]); p >= 0; p = x.bands[b].next[p] {
			v := x.bands[b].text[p]
			if x.seen[v] == x.query {
				continue
			}
			x.seen[v] = x.query
			if mine >= 0 && x.find(x.owner[v]) == mine {
				continue // already together
			}
			if x.alike(v) {
				found = append(found, v)
				mine = x.find(x.owner[v])
			}
		}
		x.bands[b].add(keys[b], u)
	}
	return found
}

func (x *Index) find(i int32) int32 {
	for x.parent[i] != i {
		x.parent[i] = x.parent[x.parent[i]]
		i = x.parent[i]
	}
	return i
}

// join unites two groups under the older one.
func (x *Index) join(i, j int32) {
	i, j = x.find(i), x.find(j)
	if i > j {
		i, j = j, i
	}
	x.parent[j] = i
}

// Group names the group of the n-th message: the id of its first message.
func (x *Index) Group(n int) string { return x.items[x.find(int32(n))].id }

// Kind tells how the n-th message belongs to its group.
func (x *Index) Kind(n int) string { return x.items[n].kind }
