package enrich

import (
	"context"
	_ "embed"
	"fmt"
	"strings"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/nlp/themes/signals"
	"github.com/musharaka/musharaka/internal/store"
)

//go:embed sql/signal_names.sql
var signalNamesSQL string

// names says codes in words. A code that it does not know is not told.
type names struct{ groups map[string]string }

func readNames(ctx context.Context, db *store.DB) (names, error) {
	n := names{map[string]string{}}
	rows, err := db.Query(ctx, signalNamesSQL)
	if err != nil {
		return n, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, name string
		if err := rows.Scan(&id, &name); err != nil {
			return n, err
		}
		n.groups[id] = name
	}
	return n, rows.Err()
}

func governorateName(code string) i18n.Text {
	switch code {
	case "OM-MA":
		return i18n.Text{AR: "مسقط", EN: "Muscat"}
	case "OM-ZU":
		return i18n.Text{AR: "ظفار", EN: "Dhofar"}
	case "OM-MU":
		return i18n.Text{AR: "مسندم", EN: "Musandam"}
	case "OM-BU":
		return i18n.Text{AR: "البريمي", EN: "Al Buraimi"}
	case "OM-DA":
		return i18n.Text{AR: "الداخلية", EN: "Ad Dakhiliyah"}
	case "OM-BS":
		return i18n.Text{AR: "شمال الباطنة", EN: "North Al Batinah"}
	case "OM-BJ":
		return i18n.Text{AR: "جنوب الباطنة", EN: "South Al Batinah"}
	case "OM-SS":
		return i18n.Text{AR: "شمال الشرقية", EN: "North Ash Sharqiyah"}
	case "OM-SJ":
		return i18n.Text{AR: "جنوب الشرقية", EN: "South Ash Sharqiyah"}
	case "OM-ZA":
		return i18n.Text{AR: "الظاهرة", EN: "Adh Dhahirah"}
	case "OM-WU":
		return i18n.Text{AR: "الوسطى", EN: "Al Wusta"}
	}
	return i18n.Text{}
}

// messagesCount and voicesCount use the words of the pages; the second stands
// after a preposition.
func messagesCount() i18n.Plural {
	return i18n.Plural{
		AR: i18n.Forms{One: "مشاركة واحدة", Two: "مشاركتان", Few: "%d مشاركات", Many: "%d مشاركة", Other: "%d مشاركة"},
		EN: i18n.Forms{One: "%d message", Other: "%d messages"},
	}
}

func voicesCount() i18n.Plural {
	return i18n.Plural{
		AR: i18n.Forms{One: "مشارك واحد", Two: "مشاركين", Few: "%d مشاركين", Many: "%d مشاركاً", Other: "%d مشارك"},
		EN: i18n.Forms{One: "%d voice", Other: "%d voices"},
	}
}

// evidence is the sentence behind a theme's name: size, share, trend,
// sentiment, and where it is loudest. What rests on fewer than k voices is
// left out of it.
func (n names) evidence(t signals.Theme, all, k int) (ar, en string) {
	return n.sentence(i18n.AR, t, all, k), n.sentence(i18n.EN, t, all, k)
}

func (n names) sentence(l i18n.Lang, t signals.Theme, all, k int) string {
	say := func(s i18n.Text, args ...any) string { return s.Format(l, args...) }
	parts := []string{say(i18n.Text{AR: "%s من %s، أي %s من جميع المشاركات", EN: "%s from %s, %s of all messages"},
		messagesCount().Count(l, t.Volume.AllMessages), voicesCount().Count(l, t.Volume.AllVoices), percent(l, t.Volume.AllMessages, max(all, 1)))}
	switch tr := t.Trend; tr.Kind {
	case "new":
		parts = append(parts, say(i18n.Text{AR: "موضوع جديد في الأشهر الثلاثة الأخيرة", EN: "new in the last three months"}))
	case "rising":
		parts = append(parts, say(i18n.Text{AR: "في ازدياد (%.1f مرة قدر نصيبه في السنة السابقة)", EN: "rising (%.1f times its share of the year before)"}, tr.Change))
	case "falling":
		parts = append(parts, say(i18n.Text{AR: "في انخفاض (%.1f مرة قدر نصيبه في السنة السابقة)", EN: "falling (%.1f times its share of the year before)"}, tr.Change))
	}
	s := t.Sentiment
	if clear := s.Negative + s.Neutral + s.Positive; clear >= k {
		parts = append(parts, say(i18n.Text{AR: "%s سلبية و%s إيجابية مما اتضح شعوره (%s غير واضح)", EN: "%s negative and %s positive where the feeling is clear (%s unclear)"},
			percent(l, s.Negative, clear), percent(l, s.Positive, clear), percent(l, s.Unclear, clear+s.Unclear)))
	}
	if where := n.loudest(l, t); where != "" {
		parts = append(parts, where)
	}
	stop := "; "
	if l == i18n.AR {
		stop = "؛ "
	}
	return strings.Join(parts, stop) + "."
}

// loudest names the place, else the group, in which the theme is heard most
// beyond what its size lets expect.
func (n names) loudest(l i18n.Lang, t signals.Theme) string {
	for _, f := range t.Lifts {
		name := ""
		switch f.Dimension {
		case "governorate":
			name = governorateName(f.Code).In(l)
		case "group":
			if l == i18n.AR {
				name = n.groups[f.Code]
			}
		}
		if name != "" {
			return i18n.Text{AR: "وأكثر ما يُسمع في %s (%.1f مرة قدر غيرها)", EN: "loudest in %s (%.1f times elsewhere)"}.Format(l, name, f.Lift)
		}
	}
	return ""
}

func percent(l i18n.Lang, n, of int) string {
	v := 100 * float64(n) / float64(of)
	digits := 0
	if v < 10 {
		digits = 1
	}
	if l == i18n.AR {
		return fmt.Sprintf("%.*f٪", digits, v)
	}
	return fmt.Sprintf("%.*f %%", digits, v)
}
