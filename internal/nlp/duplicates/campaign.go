package duplicates

import (
	"cmp"
	"slices"
	"time"
)

// Group is a set of messages that say the same.
type Group struct {
	ID       string // of the first message
	Members  []int  // in the order in which they were added
	Messages int
	Voices   int // distinct authors; a message without one is a voice
	Campaign *Campaign
}

// Campaign says that many people posted one text in a short time. It is a
// finding, not a reproach: nothing is left out because of it.
type Campaign struct {
	From, To time.Time // of the busiest window
	Messages int       // in the window
	Voices   int       // in the window
	Hour     time.Time // where the curve begins
	Curve    []int     // messages by hour from Hour on, at most longestCurve
}

// What makes a campaign.
const (
	window         = 24 * time.Hour
	leastMessages  = 10
	leastVoices    = 8
	leastShare     = 0.5 // of the group's messages in the window
	longestCurve   = 24 * 14
	voicesPerGroup = 0.6 // distinct authors per message in the window
)

// Groups lists the groups of two messages or more, oldest first, with what
// makes some of them campaigns.
func (x *Index) Groups() []Group {
	by := make(map[int32]int)
	var out []Group
	count := make([]int32, len(x.items))
	for i := range x.items {
		count[x.find(int32(i))]++
	}
	for i := range x.items {
		root := x.find(int32(i))
		if count[root] < 2 {
			continue
		}
		at, ok := by[root]
		if !ok {
			at = len(out)
			by[root] = at
			out = append(out, Group{ID: x.items[root].id})
		}
		out[at].Members = append(out[at].Members, i)
	}
	for i := range out {
		g := &out[i]
		g.Messages = len(g.Members)
		g.Voices = x.voices(g.Members)
		g.Campaign = x.campaign(g.Members)
	}
	return out
}

func (x *Index) voices(members []int) int {
	seen := make(map[string]bool, len(members))
	n := 0
	for _, i := range members {
		a := x.items[i].author
		if a == "" || !seen[a] {
			n++
		}
		seen[a] = true
	}
	return n
}

// campaign looks for the busiest window of a group.
func (x *Index) campaign(members []int) *Campaign {
	if len(members) < leastMessages {
		return nil
	}
	var timed []int
	for _, i := range members {
		if x.items[i].at != 0 {
			timed = append(timed, i)
		}
	}
	slices.SortStableFunc(timed, func(a, b int) int { return cmp.Compare(x.items[a].at, x.items[b].at) })
	from, to, lo := 0, 0, 0
	for hi := range timed {
		for x.items[timed[hi]].at-x.items[timed[lo]].at > int64(window/time.Second) {
			lo++
		}
		if hi+1-lo > to-from {
			from, to = lo, hi+1
		}
	}
	busy := timed[from:to]
	voices := x.voices(busy)
	if len(busy) < leastMessages || voices < leastVoices || float64(len(busy)) < leastShare*float64(len(members)) || float64(voices) < voicesPerGroup*float64(len(busy)) {
		return nil
	}
	c := &Campaign{
		From: time.Unix(x.items[busy[0]].at, 0).UTC(), To: time.Unix(x.items[busy[len(busy)-1]].at, 0).UTC(),
		Messages: len(busy), Voices: voices,
	}
	c.Hour = time.Unix(x.items[timed[0]].at, 0).UTC().Truncate(time.Hour)
	for _, i := range timed {
		h := int((x.items[i].at - c.Hour.Unix()) / 3600)
		if h >= longestCurve {
			break
		}
		for len(c.Curve) <= h {
			c.Curve = append(c.Curve, 0)
		}
		c.Curve[h]++
	}
	return c
}
