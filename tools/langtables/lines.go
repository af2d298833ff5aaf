package main

import (
	"math/rand/v2"
	"strings"
)

// Words that only a dialect uses: a tweet without any of them and with none of
// its kin is not taken as an example of a dialect, whatever its label.
var gulfWords = words(`وايد واجد شلون شلونك شلونكم وش وشو ويش ايش موه شو ليش ليه وين متى الحين هالحين ذحين مب موب مو ماهو مهو ابغى ابي ابغي نبغى نبي يبغى يبي تبي تبغى ودي
	عيال بزران حريم باجر بكره امس توني توه يسوي تسوي سوى سوو نسوي اسوي يسوون كذا كذيه جذي چذي هذيلا ذولا ذولي هذول عشان علشان حق عاد عيل اجل ياخي يالله تكفى تكفون كفو زين
	خوش هني هناك اروح بروح نروح سرت رحت شفت اشوف يشوف شوفوا دش يدش طاح ماشي مافي مافيه ماكو اكو محد ماحد وياه معاه فيني عندنا احنا حنا انتوا انتو هم اللي الي يقول يقولون تدري مدري ادري
	بعد يوم مال دايم اول هالشي هالكلام هذي ذي يعني طيب صدق والله بس تراه ترا تراك خلاص حيل مره يمكن لين الين`)

var otherWords = words(`ده دي دى كده كدا ازاي ليه مش عايز عاوز عايزين احنا انتو فين امتى ايه دلوقتي دلوقت النهارده امبارح بتاع بتاعت بتاعي اوي قوي برضه يعني عشان علشان مفيش معلش
	شو هيك هلق هلأ ليش كتير منيح بدي بدنا بدك بدو شي عم مو مش لسا هاد هاي هدول هون هونيك كمان متل وين ايمتى قديش نحنا هلا
	برشا برشه باش توا علاش شنوه شنو كيفاش فما موش مازال ياسر هكا بزاف واش علاش كيفاش ديال ديالي راه غادي دابا هاد حنا شحال والو ماشي كاين بغيت خويا`)

func words(s string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

func hits(text string, list map[string]bool) (n int) {
	for w := range strings.FieldsSeq(text) {
		if list[w] {
			n++
		}
	}
	return n
}

var toArabicKeyboard = strings.NewReplacer("ک", "ك", "ی", "ي", "ہ", "ه", "ے", "ي")

func arabLines(s sets, rng *rand.Rand) []line {
	var out []line
	out = add(out, "msa", 8, s["arb_Arab"])
	out = add(out, "msa", 4, s["own_msa"])
	for _, t := range s["tweet_msa"] {
		if hits(t, gulfWords)+hits(t, otherWords) == 0 {
			out = append(out, line{"msa", t, 1})
		}
	}
	out = add(out, "gulf", 3, s["tweet_gulf"])
	out = add(out, "gulf", 24, s["own_gulf"])
	for _, t := range s["saudi"] {
		switch n := hits(t, gulfWords); {
		case n >= 2:
			out = append(out, line{"gulf", t, 1})
		case n == 0 && hits(t, otherWords) == 0 && len(strings.Fields(t)) > 5:
			if rng.IntN(3) == 0 {
				out = append(out, line{"msa", t, 1})
			}
		}
	}
	for _, d := range []string{"egypt", "levant", "magreb"} {
		out = add(out, "other", map[string]int{"egypt": 2, "levant": 4, "magreb": 12}[d], s["tweet_"+d])
	}
	for _, code := range []string{"arz_Arab", "apc_Arab", "ajp_Arab", "aeb_Arab", "ary_Arab"} {
		out = add(out, "other", 3, s[code])
	}
	for _, l := range []struct {
		label, code string
		weight      int
	}{{"fa", "pes_Arab", 12}, {"fa", "prs_Arab", 6}, {"ur", "urd_Arab", 16}, {"ps", "pbt_Arab", 8}, {"sd", "snd_Arab", 8}} {
		out = add(out, l.label, l.weight, s[l.code])
		for _, t := range s[l.code] {
			out = append(out, line{l.label, toArabicKeyboard.Replace(t), l.weight / 4})
		}
	}
	return out
}

func latinLines(s sets, rng *rand.Rand) []line {
	var out []line
	out = add(out, "en", 12, s["eng_Latn"])
	out = add(out, "en", 2, s["vader"])
	out = add(out, "en", 20, s["own_english"])
	out = add(out, "fr", 24, s["fra_Latn"])
	for _, t := range s["fra_Latn"] { // typed without accents
		out = append(out, line{"fr", plainLatin.Replace(t), 8})
	}
	out = add(out, "sw", 24, s["swh_Latn"])
	out = add(out, "tl", 24, s["tgl_Latn"])
	out = add(out, "de", 160, s["own_german"])
	out = add(out, "arabizi", 60, s["own_arabizi"])
	var arabic []string
	arabic = append(arabic, sample(s["saudi"], 5000, rng)...)
	for _, d := range []string{"egypt", "levant", "magreb", "gulf", "msa"} {
		arabic = append(arabic, sample(s["tweet_"+d], 1500, rng)...)
	}
	for _, t := range arabic {
		for range 2 {
			out = append(out, line{"arabizi", romanize(t, rng), 1})
		}
	}
	return out
}

var plainLatin = strings.NewReplacer("é", "e", "è", "e", "ê", "e", "à", "a", "â", "a", "ç", "c", "ô", "o", "î", "i", "û", "u", "ù", "u", "É", "E", "’", "'")
