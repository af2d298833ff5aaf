package publish

import (
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/i18n"
)

// Cards say what each model does and what it cannot do. Scores are of the
// body's own labelled texts and are added by the caller once measured.
func Cards() []model.ModelCard {
	card := func(id, ar, en, doesAR, doesEN, cannotAR, cannotEN string) model.ModelCard {
		return model.ModelCard{ID: id, Name: i18n.Text{AR: ar, EN: en}, Does: i18n.Text{AR: doesAR, EN: doesEN}, Cannot: i18n.Text{AR: cannotAR, EN: cannotEN}}
	}
	return []model.ModelCard{
		card("language", "اللغة", "Language",
			"يتعرف على لغة النص وكتابته، وعلى العربية المكتوبة بحروف لاتينية، وعلى الفصحى واللهجة الخليجية.",
			"Recognises the language and script of a text, Arabic written in Latin letters, standard Arabic and the Gulf dialect.",
			"لا يميز لهجة في نص من كلمتين أو ثلاث.", "It cannot tell a dialect from two or three words."),
		card("privacy", "حجب البيانات الشخصية", "Masking",
			"يجد أرقام الهواتف والبطاقات والحسابات والعناوين والأسماء ويستبدل بها نوعها قبل أي عرض.",
			"Finds phone, card and account numbers, addresses and names, and replaces them by their kind before anything is shown.",
			"قد يفوته اسم يُستخدم كلمة عادية؛ لذلك لا يُنشر نص للعامة إلا بموافقة شخص.",
			"It may miss a name that is also a common word; no text is made public without a person's clearance."),
		card("sentiment", "اتجاه الآراء", "Sentiment",
			"يصنف كل نص سلبياً أو محايداً أو إيجابياً، ويمتنع حين لا يتيقن.",
			"Labels a text negative, neutral or positive, and abstains where it is not sure.",
			"لا يفهم السخرية إلا قليلاً، ولا يقيس الرضا: من يكتب عادةً له شكوى.",
			"It understands little irony and does not measure satisfaction: people with a complaint write more often."),
		card("themes", "الموضوعات", "Themes",
			"يجمع الرسائل المتقاربة في المعنى من العربية والإنجليزية والعربيزية في موضوع واحد، ويقترح له اسماً.",
			"Gathers messages of like meaning, in Arabic, English and Arabizi, into one theme and proposes its name.",
			"الحدود بين موضوعين متقاربين تقدير، والأسماء تحتاج إلى مراجعة.",
			"The border between two near themes is an estimate, and names need review."),
		card("intent", "الغرض", "Purpose",
			"يقدر هل الرسالة شكوى أو مقترح أو سؤال أو ثناء أو بلاغ.", "Judges whether a message is a complaint, suggestion, question, praise or report.",
			"رسالة تشكو وتقترح معاً تأخذ غرضاً رئيساً واحداً.", "A message that complains and suggests gets one main purpose."),
		card("sdg", "أهداف التنمية المستدامة", "Sustainable development goals",
			"يقترح أهدافاً يتصل بها النص؛ ولا يُحتسب اقتراح ما لم يؤكده شخص.",
			"Suggests goals that a text touches; no suggestion counts until a person confirms it.",
			"لا يكفي ذكر المشاركة ليُنسب النص إلى الهدف السادس عشر.", "A mention of participation alone does not make a text one of goal 16."),
	}
}
