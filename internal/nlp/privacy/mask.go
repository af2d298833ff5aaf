package privacy

import (
	"strings"
	"unicode/utf8"
)

// arabicNames are the words that stand in Arabic text for what was hidden.
var arabicNames = map[Kind]string{
	Phone: "هاتف", CivilID: "رقم مدني", Email: "بريد", IBAN: "آيبان", Card: "بطاقة", Plate: "لوحة",
	Passport: "جواز", Name: "اسم", Handle: "حساب", URLUser: "رابط", Address: "عنوان",
}

// Mask replaces every span by its kind in brackets: [phone], in Arabic text
// [هاتف]. Lang is the language of the text ("ar" and "mixed" speak Arabic).
// Spans must be in order, as Find gives them.
func Mask(text string, spans []Span, lang string) string {
	if len(spans) == 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 8*len(spans))
	at, code, next := 0, 0, 0
	for i := 0; i < len(text) && next < len(spans); {
		sp := spans[next]
		if code == sp.Start {
			b.WriteString(text[at:i])
			b.WriteByte('[')
			b.WriteString(label(sp.Kind, lang))
			b.WriteByte(']')
		}
		_, n := utf8.DecodeRuneInString(text[i:])
		i += n
		code++
		if code == sp.End {
			at = i
			next++
		}
	}
	b.WriteString(text[at:])
	return b.String()
}

func label(k Kind, lang string) string {
	if lang == "ar" || lang == "mixed" {
		if s, ok := arabicNames[k]; ok {
			return s
		}
	}
	return string(k)
}
