package entities

import (
	"strconv"
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/features"
)

// numberWords are the folded words that write a number in either language with
// their value; "other" words (thousand, million) multiply.
func numberWords() (plain, times map[string]float64) {
	plain, times = map[string]float64{}, map[string]float64{}
	put := func(m map[string]float64, v float64, words ...string) {
		for w := range folded(words...) {
			m[w] = v
		}
	}
	put(plain, 1, "واحد", "one")
	put(plain, 2, "اثنين", "اثنان", "ثنتين", "two")
	put(plain, 3, "ثلاثة", "ثلاث", "three", "ثلاثه")
	put(plain, 4, "أربعة", "أربع", "four")
	put(plain, 5, "خمسة", "خمس", "five")
	put(plain, 6, "ستة", "ست", "six")
	put(plain, 7, "سبعة", "سبع", "seven")
	put(plain, 8, "ثمانية", "ثماني", "ثمان", "eight")
	put(plain, 9, "تسعة", "تسع", "nine")
	put(plain, 10, "عشرة", "عشر", "ten")
	put(plain, 20, "عشرون", "عشرين", "twenty")
	put(plain, 30, "ثلاثون", "ثلاثين", "thirty")
	put(plain, 40, "أربعون", "أربعين", "forty")
	put(plain, 50, "خمسون", "خمسين", "fifty")
	put(plain, 60, "ستون", "ستين", "sixty")
	put(plain, 70, "سبعون", "سبعين", "seventy")
	put(plain, 80, "ثمانون", "ثمانين", "eighty")
	put(plain, 90, "تسعون", "تسعين", "ninety")
	put(plain, 100, "مائة", "مئة", "مية", "hundred")
	put(plain, 200, "مائتي", "مئتي", "مئتا", "مئتان", "مئتين", "ميتين")
	put(plain, 300, "ثلاثمائة", "ثلاثمئة")
	put(plain, 400, "أربعمائة", "أربعمئة")
	put(plain, 500, "خمسمائة", "خمسمئة")
	put(plain, 1000, "ألفين")
	plain["الفين"] = 2000
	put(times, 1000, "ألف", "آلاف", "thousand")
	put(times, 1e6, "مليون", "ملايين", "million")
	put(times, 1e9, "مليار", "مليارات", "billion")
	return plain, times
}

// money finds amounts in rials and baisa.
type money struct {
	rial, baisa, omani map[string]bool
	values, times      map[string]float64
	first              map[uint64]bool
}

func newMoney() *money {
	m := &money{
		rial:  folded("ريال", "ريالا", "ريالات", "ريالين", "rial", "rials", "riyal", "riyals", "OMR", "RO", "reyal", "ryal"),
		baisa: folded("بيسة", "بيسات", "baisa", "baiza", "baisas"),
		omani: folded("عماني", "عمانيا", "عمانية", "omani"),
	}
	m.values, m.times = numberWords()
	m.first = hashes(m.rial, m.baisa)
	return m
}

func (m *money) find(d *features.Doc, out []Entity) []Entity {
	for i := range d.Toks {
		t := &d.Toks[i]
		if !m.first[t.Full] {
			continue
		}
		w := d.Folded(t)
		unit := 1.0
		switch {
		case m.rial[w]:
		case m.baisa[w]:
			unit = 0.001
		default:
			continue
		}
		from, v, ok := m.number(d, i)
		to := i + 1
		if !ok {
			if t.Kind == features.Latin && (w == "omr" || w == "ro") {
				if v, end, good := digits(d, i+1); good {
					e := span(d, Amount, int32(i), int32(end))
					e.Value = format(v * unit)
					out = append(out, e)
				}
			}
			continue
		}
		if to < len(d.Toks) && m.omani[d.Folded(&d.Toks[to])] {
			to++
		}
		e := span(d, Amount, int32(from), int32(to))
		e.Value = format(v * unit)
		out = append(out, e)
	}
	return out
}

func format(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// number reads the number that ends right before token i: digits with one
// decimal point or grouping, or number words.
func (m *money) number(d *features.Doc, i int) (from int, v float64, ok bool) {
	times := 1.0
	j := i - 1
	for j >= 0 {
		x, is := m.times[d.Folded(&d.Toks[j])]
		if !is {
			break
		}
		times *= x
		j--
	}
	if j < 0 {
		return j + 1, times, times > 1
	}
	if d.Toks[j].Kind == features.Number {
		k := j
		for k >= 2 && glued(d, k) {
			k -= 2
		}
		v, end, good := digits(d, k)
		if good && end == j+1 {
			return k, v * times, true
		}
		return 0, 0, false
	}
	k := j
	sum := 0.0
	for k >= 0 && k > j-4 {
		w := d.Folded(&d.Toks[k])
		x, is := m.values[w]
		if !is {
			if x, is = m.values[strings.TrimPrefix(strings.TrimPrefix(w, "و"), "ب")]; !is {
				break
			}
		}
		sum += x
		k--
	}
	if k == j {
		return j + 1, times, times > 1
	}
	return k + 1, sum * times, true
}

// glued says that token k follows a "." or "," without space after a number.
func glued(d *features.Doc, k int) bool {
	b, a := &d.Toks[k-1], &d.Toks[k-2]
	return b.Kind == features.Break && a.Kind == features.Number && a.End == b.Start && b.End == d.Toks[k].Start
}

// digits reads a number in digits that starts at token k.
func digits(d *features.Doc, k int) (v float64, end int, ok bool) {
	if k >= len(d.Toks) || d.Toks[k].Kind != features.Number {
		return 0, 0, false
	}
	s := d.Folded(&d.Toks[k])
	end = k + 1
	for end+1 < len(d.Toks) && d.Toks[end+1].Kind == features.Number && glued(d, end+1) {
		part := d.Folded(&d.Toks[end+1])
		if d.Text[d.Toks[end].Start] == '.' || len(part) != 3 {
			s += "." + part
		} else {
			s += part
		}
		end += 2
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, end, err == nil
}
