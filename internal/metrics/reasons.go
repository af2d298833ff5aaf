package metrics

import (
	"strings"

	"github.com/musharaka/musharaka/internal/i18n"
)

// Sentence says a reason of a row to a reader. asOf and k fill the sentences
// that name them; k is the smallest cell that may be published.
func Sentence(reason string, asOf Date, k int) i18n.Text {
	code, detail, _ := strings.Cut(reason, ":")
	detail = strings.ReplaceAll(detail, ",", ", ")
	text, args := sentence(code, detail, asOf, k)
	return i18n.Text{AR: text.Format(i18n.AR, args...), EN: text.Format(i18n.EN, args...)}
}

func sentence(code, detail string, asOf Date, k int) (i18n.Text, []any) {
	switch code {
	case "MISSING_OUTCOMES":
		return i18n.Text{AR: "تعذّر الاحتساب: لا يوجد سجل لما آلت إليه المشاركات.", EN: "Not computable: no register says what became of the submissions."}, nil
	case "MISSING_AUDIENCE":
		return i18n.Text{AR: "تعذّر الاحتساب: لم يُدخل حجم الفئات المستهدفة (%s).", EN: "Not computable: no size was entered for the targeted groups (%s)."}, []any{detail}
	case "OVERLAPPING_AUDIENCE":
		return i18n.Text{AR: "تعذّر احتساب الإجمالي: الفئات متداخلة ولم يُدخل الحجم غير المكرر.", EN: "Total not computable: the groups overlap and no unduplicated size was entered."}, nil
	case "NO_RELEVANT_SDGS":
		return i18n.Text{AR: "لم تُحدد الوحدة أهداف التنمية المستدامة ذات الصلة بعملها.", EN: "The unit has not named the goals relevant to its work."}, nil
	case "MISSING_AMOUNTS":
		return i18n.Text{AR: "تعذّر الاحتساب: مبالغ لم تُدخل (%s).", EN: "Not computable: amounts not entered (%s)."}, []any{detail}
	case "ZERO_DENOM":
		return i18n.Text{AR: "غير معرّف: لا توجد حالات في المقام.", EN: "Undefined: nothing to divide by."}, nil
	case "NONE_DUE":
		return i18n.Text{AR: "غير معرّف: لم يحن موعد أي بند حتى %s.", EN: "Undefined: nothing was due by %s."}, []any{asOf.String()}
	case "TOO_FEW":
		return i18n.Text{AR: "غير معرّف: الحالات أقل من اللازم (%s).", EN: "Undefined: too few cases (%s)."}, []any{detail}
	case "NOT_REACHED":
		return i18n.Text{AR: "غير معرّف: لم يُنجز بعد ما يكفي لمعرفة الزمن.", EN: "Undefined: too little is done yet to know the time."}, nil
	case "NUM_GT_DEN":
		return i18n.Text{AR: "خطأ في البيانات: البسط أكبر من المقام.", EN: "Data error: the numerator exceeds the denominator."}, nil
	case "PENDING_OUTCOMES":
		return i18n.Text{AR: "رقم أولي: مشاركات لم يُبت فيها بعد: %s.", EN: "Provisional: submissions not decided yet: %s."}, []any{detail}
	case "OLD_SIZES":
		return i18n.Text{AR: "رقم أولي: أحجام الفئات أقدم من 24 شهراً.", EN: "Provisional: group sizes are older than 24 months."}, nil
	case "FEW_USES":
		return i18n.Text{AR: "رقم أولي: استخدامات أقل من ثلاثة (%s).", EN: "Provisional: fewer than three uses (%s)."}, []any{detail}
	case "FIRST_YEAR":
		return i18n.Text{AR: "رقم أولي: السنة الأولى من تقارير الوحدة.", EN: "Provisional: the unit's first reporting year."}, nil
	case "LOW_COVERAGE":
		return i18n.Text{AR: "ركائز لم تُقيَّم لنقص البيانات (%s).", EN: "Pillars not assessed for lack of data (%s)."}, []any{detail}
	case "EXEMPT":
		return i18n.Text{AR: "لا ينطبق على الوحدة، والدليل مرفق.", EN: "Does not apply to the unit; the evidence is attached."}, nil
	case "SMALL_CELL":
		return i18n.Text{AR: "محجوب حفاظاً على الخصوصية (الحد الأدنى %d).", EN: "Withheld for privacy (threshold %d)."}, []any{k}
	}
	if name, ok := strings.CutPrefix(code, "MISSING_"); ok {
		title := i18n.Text{AR: strings.ToLower(name), EN: strings.ToLower(name)}
		if r, ok := registerByName(strings.ToLower(name)); ok {
			title = r.title
		}
		return i18n.Text{AR: "تعذّر الاحتساب: لا توجد بيانات في سجل %s.", EN: "Not computable: the register %s has no data."}, []any{title}
	}
	return i18n.Text{AR: "%s", EN: "%s"}, []any{code}
}

// StatusName is a status in words.
func StatusName(s Status) i18n.Text {
	switch s {
	case OK:
		return i18n.Text{AR: "محتسب", EN: "ok"}
	case Provisional:
		return i18n.Text{AR: "أولي", EN: "provisional"}
	case DataError:
		return i18n.Text{AR: "خطأ في البيانات", EN: "data error"}
	case Undefined:
		return i18n.Text{AR: "غير معرّف", EN: "undefined"}
	case NotComputable:
		return i18n.Text{AR: "تعذّر الاحتساب", EN: "not computable"}
	case NotApplicable:
		return i18n.Text{AR: "لا ينطبق", EN: "not applicable"}
	case Suppressed:
		return i18n.Text{AR: "محجوب", EN: "withheld"}
	}
	return i18n.Text{AR: string(s), EN: string(s)}
}
