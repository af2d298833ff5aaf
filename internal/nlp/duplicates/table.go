package duplicates

// arena keeps the unique texts in few large pieces of memory.
type arena struct {
	data []byte
	ends []int
}

func (a *arena) add(text []byte) {
	a.data = append(a.data, text...)
	a.ends = append(a.ends, len(a.data))
}

func (a *arena) get(i int32) []byte {
	from := 0
	if i > 0 {
		from = a.ends[i-1]
	}
	return a.data[from:a.ends[i]]
}

// table maps the keys of one band to the texts that have them: open addressing,
// and a list for each key, newest first.
type table struct {
	slots []int32 // 1 + the first place of a list, 0 for empty
	keys  []uint64
	text  []int32 // of a place
	next  []int32 // place of the next text with the same key, -1 at the end
	used  int
}

// longestList is how many texts with one key are looked at: the newest ones. A
// longer list belongs to a family whose newest members stand for it.
const longestList = 24

func (t *table) slot(key uint64) int {
	mask := uint64(len(t.slots) - 1)
	for i := key & mask; ; i = (i + 1) & mask {
		p := t.slots[i]
		if p == 0 || t.keys[p-1] == key {
			return int(i)
		}
	}
}

// find returns the first place of a key's list, -1 if there is none.
func (t *table) find(key uint64) int32 {
	if len(t.slots) == 0 {
		return -1
	}
	return t.slots[t.slot(key)] - 1
}

// add puts a text in front of its key's list and cuts a list that is too long.
func (t *table) add(key uint64, text int32) {
	if 2*(t.used+1) > len(t.slots) {
		t.grow()
	}
	i := t.slot(key)
	head := t.slots[i] - 1
	if head < 0 {
		t.used++
	}
	p := int32(len(t.text))
	t.text, t.keys, t.next = append(t.text, text), append(t.keys, key), append(t.next, head)
	t.slots[i] = p + 1
	for n := 1; head >= 0; n++ {
		if n == longestList {
			t.next[p] = -1
			break
		}
		p, head = head, t.next[head]
	}
}

func (t *table) grow() {
	old := t.slots
	t.slots = make([]int32, max(1024, 2*len(old)))
	for _, p := range old {
		if p > 0 {
			t.slots[t.slot(t.keys[p-1])] = p
		}
	}
}
