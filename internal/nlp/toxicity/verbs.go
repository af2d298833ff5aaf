package toxicity

import "strings"

// A threat and a wish to die are said with a few verbs in many forms; the
// forms are made here from parts ("س" + "أقتل" + "ك", "will" + "shoot" + "you")
// instead of being listed, so that a form nobody thought of is known too.

// future are the beginnings of "I will" and "we will" before a verb's stem, as
// folded letters; "" leaves the plain present.
func future() []string {
	return []string{"ا", "سا", "با", "ب", "لا", "ن", "سن", "بن", "ساقوم ب", "راح ا", "رح ا", "سوف ا", "والله لا"}
}

// violent are stems of verbs that threaten when said to somebody; gentle ones
// have other uses about third persons and things ("بكسره", "بدفنه").
func violent() (deadly, rough []string) {
	return []string{"قتل", "ذبح", "طعن", "خنق", "شنق", "نحر", "صفي", "غتال", "عدم"},
		[]string{"دعس", "دهس", "حرق", "كسر", "فجر", "طخ", "دفن", "قطع", "دوس", "ضرب", "ولع", "سحق", "خلص علي"}
}

// generated are lexicon lines in the form of words.tsv.
func generated() string {
	var b strings.Builder
	line := func(class string, phrases []string) {
		b.WriteString(strings.Join(phrases, "|") + "\t" + class + "\n")
	}
	deadly, rough := violent()
	var threats, selves []string
	for _, f := range future() {
		for _, v := range append(deadly, rough...) {
			for _, o := range []string{"ك", "كم"} {
				threats = append(threats, f+v+o)
			}
		}
		for _, v := range deadly[:6] {
			for _, o := range []string{"ه", "هم", "ها"} {
				threats = append(threats, f+v+o)
			}
			for _, o := range []string{" كل من", " المدير", " الموظف", " المفتش", " المسوول", " الوزير", " اول واحد"} {
				threats = append(threats, f+v+o)
			}
		}
		for _, v := range []string{"كسر", "قطع"} {
			for _, o := range []string{"راسك", "راسه", "رقبتك", "رقبته", "عظامك", "عظامكم", "ايديكم", "ارجلكم", "يدك", "رجلك", "لسانك"} {
				threats = append(threats, f+v+" "+o)
			}
		}
		for _, v := range []string{"حرق", "فجر", "ولع", "شعل", "نسف"} {
			for _, o := range []string{"المبني", "المكتب", "المركز", "الوزاره", "البلديه", "الداير", "الدايره", "بيوتكم", "بيتك", "سيارتك", "في المركز", "في المكتب", "فيكم", "سياره المدير"} {
				threats = append(threats, f+v+" "+o)
			}
		}
		for _, v := range []string{"قتل", "ذبح", "شنق", "حرق", "طعن", "غرق"} {
			for _, o := range []string{"نفسي", "عمري", "روحي", "حالي"} {
				selves = append(selves, f+v+" "+o)
			}
		}
		for _, v := range []string{"رمي", "جرح", "وذي", "خلص علي", "قضي علي"} {
			for _, o := range []string{"نفسي", "عمري", "روحي"} {
				selves = append(selves, f+v+" "+o)
			}
		}
		for _, v := range []string{"نهي حياتي", "نتحر", "نط من سطح", "نط من السطح", "نط من فوق", "ولع في نفسي", "قطع شراييني"} {
			selves = append(selves, f+v)
		}
	}
	for _, s := range []string{"i will", "i'll", "i am going to", "i'm going to", "i'm gonna", "we will", "we'll", "i swear i will", "i promise to", "i want to"} {
		for _, v := range []string{"kill", "shoot", "stab", "strangle", "bomb", "hang", "burn", "slit", "murder", "slaughter", "behead"} {
			for _, o := range []string{"you", "him", "her", "them", "everyone", "your"} {
				threats = append(threats, s+" "+v+" "+o)
			}
		}
	}
	for _, w := range []string{"اريد", "ابغي", "ابغا", "ابي", "ابا", "ودي", "بغيت", "اتمني", "افضل", "نويت", "قررت", "افكر", "نفسي"} {
		for _, o := range []string{"اموت", "ان اموت", "انتحر", "ان انتحر", "الموت", "اخلص علي عمري", "انهي حياتي"} {
			selves = append(selves, w+" "+o)
		}
	}
	for _, n := range []string{"ما", "لا", "ما عاد", "لم اعد"} {
		for _, w := range []string{"ابغي", "ابغا", "ابي", "ابا", "اريد", "ودي", "اقدر", "استطيع"} {
			for _, o := range []string{"اعيش", "ان اعيش", "اصحي", "ان اصحو", "العيش", "اكمل حياتي"} {
				selves = append(selves, n+" "+w+" "+o)
			}
		}
	}
	line("threat", threats)
	line("self_harm", selves)
	return b.String()
}
