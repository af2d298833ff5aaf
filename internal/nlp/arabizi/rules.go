package arabizi

import "strings"

// where a rule may apply.
const (
	anywhere = iota
	initial
	final
	inside // neither first nor last
)

// rule says that latin can stand for the letters of key, at a cost: the
// negative logarithm of how likely a writer means that.
type rule struct {
	latin string
	key   string
	cost  float32
	place uint8
	// A general rule gives way where the same spelling has its own rules.
	notFirst, notLast bool
}

// ruleText is the table: a Latin spelling, then what it stands for with its
// cost. A dash stands for nothing; ^ asks for the start of a word, $ for its end.
const ruleText = `
b ب0
t ت0 ط0.9
th ث0.4 ذ0.6 ظ0.9 ته1.5
j ج0
g ق0.3 ج0.6 ك1.4 غ1.8
7 ح0
h ه0.2 ح0.7
h$ ه0 -1.0
kh خ0
5 خ0
7' خ0
d د0 ض0.9
dh ذ0.5 ظ0.5 ض0.4
r ر0
z ز0 ذ1.2 ظ1.2
s س0 ص0.7
ss س0.1 ص0.4
sh ش0
ch ش0.4 ك0.6 ج0.8
tch تش0.5
4 ش1.0 ذ1.0
9 ص0.3 ق0.4
9' ض0
6 ط0
6' ظ0
3 ع0
3' غ0
gh غ0
8 غ0.4 ق0.4
f ف0
v ف0.2
q ق0
k ك0 ق1.1
c ك0.9 س1.2
l ل0
m م0
n ن0
p ب0.2
w و0
y ي0 يي2
x كس1
2 ا0.3 -0.3 ي0.6 و0.8 ق0.9
' -0.1 ع1.2
a -0.45 ا0.2 ع2.2
^a ا0.1 ع1.3
a$ ا0.35 ه0.25 ي0.5 -1.5 اء1
aa ا0
aa$ ا0.1 ه0.9
e -0.25 ي0.6 ا0.9
^e ا0.1 ي1 -1.5
e$ ه0.25 ي0.8 -1.2 ا0.9
i -0.4 ي0.3
^i ا0.2 اي0.6 ي0.8
i$ ي0.05 -1.5
o -0.5 و0.35
^o ا0.3 او0.4 و1.2
o$ و0.2 ه0.6 وا0.5 -1.8
u -0.4 و0.3
^u ا0.3 او0.5 و1
u$ و0.15 وا0.4 ه0.9
oo و0
oo$ و0.1 وا0.3
ou و0.05 -0.6
ou$ و0.1 وا0.4 ه0.8
ouw و0.1
ee ي0 -1
ei ي0.1 اي0.6
ai ي0.15 اي0.4 ا1.5
ay ي0.15 اي0.4
ey ي0.2 اي0.6
au و0.2 او0.4
aw و0.2 او0.4
ow و0.2 او0.6
ia يا0.2
ia$ يه0.2 يا0.3
iya يه0.3 يا0.3
iyya يه0.2 يا0.3
ya$ يه0.3 يا0.3 ي0.8
ah$ ه0 اه0.6 ا0.6
eh$ ه0
at$ ات0.15 ت0.4 ه0.7
et$ ت0.2 ه0.5 ات0.8
een$ ين0
in$ ين0.3 ن0.4
oon$ ون0
^el ال0
^al ال0.05
^il ال0.1
^l ال1.2 ل0
^el- ال0
^al- ال0
^bel بال0.1
^bil بال0.1
^lel لل0
^lil لل0
^wel وال0.05
^wal وال0.2
^wil وال0.1
^hal هال0.1
^esh الش1
^ess الس0.3 الص0.5
^err الر0.2
^enn الن0.2
^ett الت0.2
^ell الل0.2
^edd الد0.3
^ezz الز0.3
^ash الش1.2
^ass الس0.4 الص0.6
^ar الر1.8
^ann الن0.3
`

// rules are the table by their first byte.
var rules = readRules(ruleText)

func readRules(text string) (by [128][]rule) {
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		latin, place := f[0], uint8(anywhere)
		if strings.HasPrefix(latin, "^") {
			latin, place = latin[1:], initial
		} else if strings.HasSuffix(latin, "$") {
			latin, place = latin[:len(latin)-1], final
		}
		for _, option := range f[1:] {
			at := strings.IndexAny(option, "0123456789")
			key := strings.TrimPrefix(option[:at], "-")
			by[latin[0]] = append(by[latin[0]], rule{latin: latin, key: encode(key), cost: parseCost(option[at:]), place: place})
		}
	}
	for c := range by {
		for i := range by[c] {
			for _, other := range by[c] {
				if r := &by[c][i]; r.place == anywhere && r.latin == other.latin {
					r.notFirst = r.notFirst || other.place == initial
					r.notLast = r.notLast || other.place == final
				}
			}
		}
	}
	return by
}

// encode turns letters into codes.
func encode(key string) string {
	var b []byte
	for _, r := range key {
		if r == 'ء' { // no letter in a key
			continue
		}
		b = append(b, codes[r-0x620])
	}
	return string(b)
}

// parseCost reads a digit with an optional decimal.
func parseCost(s string) float32 {
	whole, frac, _ := strings.Cut(s, ".")
	c := float32(0)
	for i := range len(whole) {
		c = c*10 + float32(whole[i]-'0')
	}
	scale := float32(0.1)
	for i := range len(frac) {
		c += float32(frac[i]-'0') * scale
		scale /= 10
	}
	return c
}
