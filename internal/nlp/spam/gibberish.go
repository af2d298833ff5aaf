package spam

import "github.com/musharaka/musharaka/internal/nlp/features"

// keyboard knows which letters are neighbours on a row of keys: fingers that
// run along a row write no words.
type keyboard struct {
	place [0x700]int16 // row*100 + column; 0 for what stands on no key
}

func (k *keyboard) at(r rune) int {
	if r >= 0 && int(r) < len(k.place) {
		return int(k.place[r])
	}
	return 0
}

func newKeyboard() *keyboard {
	k := new(keyboard)
	for row, keys := range []string{"qwertyuiop", "asdfghjkl", "zxcvbnm", "ضصثقفغعهخحجد", "شسيبلاتنمكط", "رىوزظ"} {
		for col, r := range []rune(keys) {
			k.place[r] = int16(row*100 + col)
		}
	}
	return k
}

// gibberish weighs three signs of text that says nothing: neighbouring keys,
// Latin words without vowels, and one word over and over.
func (s *Scorer) gibberish(d *features.Doc, words int) float64 {
	if words < 3 {
		return 0
	}
	pairs, near, odd, latin := 0, 0, 0, 0
	same, first := 0, uint64(0)
	for i := range d.Toks {
		t := &d.Toks[i]
		if t.Kind != features.Arabic && t.Kind != features.Latin {
			continue
		}
		if first == 0 {
			first = t.Full
		}
		if t.Full == first {
			same++
		}
		last := -1
		run, worst := 0, 0
		for _, r := range d.Runes(t) {
			b := s.keys.at(r)
			if last >= 0 {
				pairs++
				if d := last - b; d != 0 && d >= -3 && d <= 3 && last != 0 && b != 0 {
					near++
				}
			}
			last = b
			if t.Kind == features.Latin {
				switch r {
				case 'a', 'e', 'i', 'o', 'u', 'y', '2', '3', '5', '6', '7', '8', '9':
					run = 0
				default:
					run++
					worst = max(worst, run)
				}
			}
		}
		if t.Kind == features.Latin && t.Len() >= 4 {
			latin++
			if worst >= 5 || worst == t.Len() {
				odd++
			}
		}
	}
	z := 0.0
	if pairs >= 10 && near*100 >= pairs*72 {
		z += 5
	}
	if latin >= 3 && odd*2 >= latin {
		z += 5
	}
	if words >= 4 && same == words && d.Toks[0].Len() >= 5 && near*2 >= pairs {
		z += 4
	}
	return z
}
