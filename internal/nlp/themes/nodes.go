package themes

import "fmt"

// node is a theme of any level before it has an id.
type node struct {
	level  int
	parent int // index of the node above, −1
	units  []int32
	centre []float32
	area   string // of a wide node that is a service area
	Theme
}

// nodes lists wide themes, themes and sub-themes that hold anything. A lone
// sub-theme says nothing and is left out.
func (d *discovery) nodes() (all []node, themeNode, subNode []int) {
	themeNode, subNode = make([]int, len(d.t.wide)), make([]int, len(d.t.subOf))
	themeUnits, subUnits := make([][]int32, len(d.t.wide)), make([][]int32, len(d.t.subOf))
	for u, c := range d.theme {
		if c >= 0 {
			themeUnits[c] = append(themeUnits[c], int32(u))
			if s := d.sub[u]; s >= 0 {
				subUnits[s] = append(subUnits[s], int32(u))
			}
		}
	}
	list, above := d.wide(themeUnits)
	for c, us := range themeUnits {
		themeNode[c] = -1
		if len(us) == 0 {
			continue
		}
		themeNode[c] = len(list)
		list = append(list, node{level: 1, parent: above[c], units: us, centre: d.protos.theme(int32(c))})
	}
	subs := map[int32]int{}
	for s, us := range subUnits {
		if len(us) > 0 {
			subs[d.t.subOf[s]]++
		}
	}
	for s, us := range subUnits {
		subNode[s] = -1
		if len(us) > 0 && subs[d.t.subOf[s]] > 1 && themeNode[d.t.subOf[s]] >= 0 {
			subNode[s] = len(list)
			list = append(list, node{level: 2, parent: themeNode[d.t.subOf[s]], units: us, centre: d.protos.centreOfSub(int32(s))})
		}
	}
	return list, themeNode, subNode
}

// wide lists the nodes above the themes, and the one above each theme (−1
// none). Where the corpus speaks about public services these are the service
// areas, which people know and which stay the same from run to run; elsewhere
// they are joined themes, and one of a single theme says nothing and is left
// out.
func (d *discovery) wide(themeUnits [][]int32) (list []node, above []int) {
	above = make([]int, len(themeUnits))
	key := make([]string, len(themeUnits))
	count := map[string]int{}
	byArea := d.strength > 0
	for c, us := range themeUnits {
		above[c] = -1
		switch {
		case len(us) == 0:
			continue
		case byArea:
			key[c], _ = d.areaOfNode(us)
		default:
			key[c] = fmt.Sprint("w", d.t.wide[c])
		}
		count[key[c]]++
	}
	at := map[string]int{}
	for c, k := range key {
		if k == "" || !byArea && (count[k] < 2 || len(count) < 2) {
			continue
		}
		i, ok := at[k]
		if !ok {
			i = len(list)
			at[k] = i
			n := node{level: 0, parent: -1}
			if byArea {
				n.area = k
			}
			list = append(list, n)
		}
		list[i].units = append(list[i].units, themeUnits[c]...)
		above[c] = i
	}
	return list, above
}
