package eval

import (
	"math/rand/v2"
	"sort"
	"strings"
)

// noise damages a text as people do, by a seed.
type noise struct {
	name string
	make func(text string, seed uint64) string
}

var noises = []noise{
	{"typos", typos},
	{"no hamza", func(t string, _ uint64) string {
		return strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ؤ", "و", "ئ", "ي", "ء", "", "ى", "ي", "ة", "ه").Replace(t)
	}},
	{"elongation", elongated},
	{"emoji and hashtags", func(t string, seed uint64) string {
		r := rand.New(rand.NewPCG(seed, 4))
		tags := []string{" #عمان", " #خدمات", " 🙂", " 📍", " 👀", " #Oman"}
		return t + tags[r.IntN(len(tags))] + tags[r.IntN(len(tags))]
	}},
}

// typos swaps two neighbouring letters in one word of eight.
func typos(t string, seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 2))
	ws := strings.Fields(t)
	for i, w := range ws {
		l := []rune(w)
		if len(l) < 4 || r.IntN(8) > 0 {
			continue
		}
		k := 1 + r.IntN(len(l)-2)
		l[k], l[k-1] = l[k-1], l[k]
		ws[i] = string(l)
	}
	return strings.Join(ws, " ")
}

// elongated stretches a letter in one word of six.
func elongated(t string, seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 3))
	ws := strings.Fields(t)
	for i, w := range ws {
		l := []rune(w)
		if len(l) < 3 || r.IntN(6) > 0 || strings.HasPrefix(w, "http") || w[0] == '@' {
			continue
		}
		k := 1 + r.IntN(len(l)-1)
		ws[i] = string(l[:k]) + strings.Repeat(string(l[k:k+1]), 3) + string(l[k:])
	}
	return strings.Join(ws, " ")
}

func sorted(s []string) []string {
	sort.Strings(s)
	return s
}
