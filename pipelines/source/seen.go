package source

// Seen maps hashes to hashes in little memory: two words an entry, one cache
// miss a question, which matters when a million records are told apart. The
// zero value is empty and ready. Not safe for concurrent use.
type Seen struct {
	slots [][2]uint64 // key 0 is an empty slot
	n     int
}

// Len is the number of keys.
func (s *Seen) Len() int { return s.n }

// Add notes key with value unless key is there already; then it returns what
// was noted, and true.
func (s *Seen) Add(key, value uint64) (old uint64, known bool) {
	slot := s.find(key)
	if slot[0] != 0 {
		return slot[1], true
	}
	slot[0], slot[1] = nonzero(key), value
	s.n++
	return 0, false
}

// Set notes value for key, whatever was noted before.
func (s *Seen) Set(key, value uint64) {
	if _, known := s.Add(key, value); known {
		s.find(key)[1] = value
	}
}

// find returns the slot of key, or the empty one where it belongs.
func (s *Seen) find(key uint64) *[2]uint64 {
	if s.n*4 >= len(s.slots)*3 {
		s.grow()
	}
	return place(s.slots, nonzero(key))
}

func place(slots [][2]uint64, key uint64) *[2]uint64 {
	mask := uint64(len(slots) - 1)
	for i := key & mask; ; i = (i + 1) & mask {
		if k := slots[i][0]; k == 0 || k == key {
			return &slots[i]
		}
	}
}

func (s *Seen) grow() {
	next := make([][2]uint64, max(64, 2*len(s.slots)))
	for _, e := range s.slots {
		if e[0] != 0 {
			*place(next, e[0]) = e
		}
	}
	s.slots = next
}

func nonzero(key uint64) uint64 {
	if key == 0 {
		return 1
	}
	return key
}
