package features

const (
	prime = 0x9E3779B97F4A7C15
	seedW = 0x243F6A8885A308D3
	seedB = 0x13198A2E03707344
	seedS = 0xA4093822299F31D0
	seedC = 0x082EFA98EC4E6C89
)

func mix(h uint64) uint64 {
	h ^= h >> 29
	h *= 0xBF58476D1CE4E5B9
	return h ^ h>>32
}

func bucket(h uint64) uint32 { return uint32(mix(h) >> (64 - Bits)) }

func hashRunes(w []rune) uint64 {
	h := uint64(seedW)
	for _, r := range w {
		h = (h ^ uint64(r)) * prime
	}
	return mix(h)
}

// grams fills token hashes and the buckets of word and character n-grams.
func (d *Doc) grams() {
	var prev, prevStem uint64
	for i := range d.Toks {
		t := &d.Toks[i]
		switch t.Kind {
		case Break:
			continue
		case Link, Mention:
			t.Full = uint64(t.Kind)
			t.Key, t.Bare, t.Stem = t.Full, t.Full, t.Full
			continue
		}
		d.hashes(t)
		t.w0, t.c0 = int32(len(d.Words)), int32(len(d.Chars))
		full, stem := t.Full, t.Stem
		if t.Kind == Number {
			full, stem = uint64(Number), uint64(Number)
		}
		d.Words = append(d.Words, bucket(full^seedW), bucket(stem^seedS))
		if prev != 0 {
			d.Words = append(d.Words, bucket((prev*prime)^full^seedB), bucket((prevStem*prime)^stem^seedC))
		}
		prev, prevStem = full, stem
		if t.Word() {
			d.chars(t)
		}
		t.w1, t.c1 = int32(len(d.Words)), int32(len(d.Chars))
	}
}

// chars adds the 2- to 5-grams of a token with its edges marked.
func (d *Doc) chars(t *Tok) {
	var buf [maxToken + 2]rune
	n := copy(buf[1:], d.runes[t.rs:t.re]) + 2
	buf[0], buf[n-1] = ' ', ' '
	w := buf[:n]
	for i := range w {
		h := uint64(seedC)
		for j := i; j < n && j < i+5; j++ {
			h = (h ^ uint64(w[j])) * prime
			if j > i {
				d.Chars = append(d.Chars, bucket(h))
			}
		}
	}
}

func (d *Doc) hashes(t *Tok) {
	w := d.runes[t.rs:t.re]
	t.Full = hashRunes(w)
	t.Key, t.Bare, t.Stem = t.Full, t.Full, t.Full
	switch t.Kind {
	case Arabic:
		k := w[article(w):]
		if len(k) < len(w) {
			t.Key = hashRunes(k)
			t.Bare, t.Stem = t.Key, t.Key
		} else if len(w) >= 4 && clitic(w[0]) {
			t.Bare = hashRunes(w[1:])
		}
		if s := k[:len(k)-ending(k)]; len(s) < len(k) {
			t.Stem = hashRunes(s)
		}
	case Latin:
		if s := w[:len(w)-endingLatin(w)]; len(s) < len(w) {
			t.Stem = hashRunes(s)
		}
	}
}

func clitic(r rune) bool { return r == 'و' || r == 'ف' || r == 'ب' || r == 'ل' || r == 'ك' }

// article counts the letters of the definite article with what may stand
// before it: ال, وال, بال, كال, فال, لل, ولل.
func article(w []rune) int {
	i := 0
	if len(w) > 4 && (w[0] == 'و' || w[0] == 'ف') && (w[1] == 'ا' && w[2] == 'ل' || w[1] == 'ل' && w[2] == 'ل' ||
		(w[1] == 'ب' || w[1] == 'ك') && w[2] == 'ا' && w[3] == 'ل') {
		i = 1
	}
	if len(w)-i > 4 && (w[i] == 'ب' || w[i] == 'ك' || w[i] == 'ع') && w[i+1] == 'ا' && w[i+2] == 'ل' {
		return i + 3
	}
	if len(w)-i > 3 && (w[i] == 'ا' || w[i] == 'ل') && w[i+1] == 'ل' {
		return i + 2
	}
	return 0
}

// endings are tried longest first; what remains has three letters or more.
var endings = [...]string{"كم", "هم", "ها", "نا", "ات", "ان", "ون", "ين", "يه", "ه", "ي", "ا", "و"}

func ending(w []rune) int {
	for _, e := range endings {
		k := len(e) / 2 // every letter of an ending takes two bytes
		if len(w)-k < 3 {
			continue
		}
		if string(w[len(w)-k:]) == e {
			return k
		}
	}
	return 0
}

var endingsLatin = [...]string{"ing", "ies", "ed", "es", "ly", "s"}

func endingLatin(w []rune) int {
	for _, e := range endingsLatin {
		if len(w)-len(e) >= 3 && string(w[len(w)-len(e):]) == e {
			return len(e)
		}
	}
	return 0
}
