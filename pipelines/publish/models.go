package publish

import (
	"fmt"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/eval/cards"
)

// Cards say what each model does, what it learned from and what it cannot do,
// with the scores that were measured before the program was shipped. Lines of
// Cannot are points of a list.
func Cards() ([]model.ModelCard, error) {
	list := cardTexts()
	scores, err := cards.All()
	if err != nil {
		return nil, fmt.Errorf("cards: %w", err)
	}
	for i := range list {
		for _, s := range scores {
			if !measures(list[i].ID, s.Model) {
				continue
			}
			x := model.Score{Set: s.Set, Slice: s.Slice, Metric: s.Metric, Value: s.Value, N: s.N}
			if s.Low < s.Value || s.High > s.Value {
				lo, hi := s.Low, s.High
				x.Low, x.High = &lo, &hi
			}
			list[i].Scores = append(list[i].Scores, x)
		}
	}
	return list, nil
}

// measures tells whether a suite of `analyze eval` measures a card's model.
func measures(card, suite string) bool {
	switch card {
	case "language":
		return suite == "text" || suite == "language" || suite == "arabizi"
	case "marks":
		return suite == "spam" || suite == "toxicity" || suite == "marks" || suite == "entities"
	}
	return card == suite
}

func cardTexts() []model.ModelCard {
	t := func(ar, en string) i18n.Text { return i18n.Text{AR: ar, EN: en} }
	return []model.ModelCard{
		{ID: "language", Name: t("اللغة والكتابة", "Language and script"),
			Does: t("يتعرّف على لغة النص وكتابته، ويميّز الفصحى من اللهجة الخليجية، ويحوّل العربية المكتوبة بحروف لاتينية (العربيزية) إلى حروفها ليقرأها ما بعده.",
				"Recognises the language and script of a text, tells standard Arabic from the Gulf dialect, and turns Arabic in Latin letters (Arabizi) into Arabic letters for what reads it next."),
			Cannot: t("لا يميّز لهجة في نص من كلمتين أو ثلاث.\nلغات لاتينية لم يتعلمها، كالإسبانية والتركية، يسميها بأقرب ما تعلّم.\nيصف النص ولا يدل على أصل كاتبه.",
				"It cannot tell a dialect from two or three words.\nLatin languages that it never learned, such as Spanish and Turkish, are called the nearest one that it did.\nIt describes a text and says nothing about the writer's origin."),
			Data: t("تعلّم من نصوص عامة مرخّصة ومن نصوص كُتبت للمشروع؛ تفاصيلها في docs/models/language.md.", "Learned from licensed public text and text written for the project; see docs/models/language.md.")},
		{ID: "privacy", Name: t("حجب البيانات الشخصية", "Masking of personal data"),
			Does: t("يجد أرقام الهواتف والبطاقات والحسابات والعناوين والأسماء، ويضع مكانها نوعها قبل أي تحليل أو عرض.",
				"Finds phone, card and account numbers, addresses and names, and puts their kind in their place before anything is analysed or shown."),
			Cannot: t("قد يفوته اسم يُستعمل كلمة عادية أيضاً؛ لذلك لا يُنشر نص للعامة إلا بموافقة شخص.\nلا يعرف أن قصة بلا أسماء قد تدل على صاحبها.",
				"It may miss a name that is also a common word; no text is made public without a person's clearance.\nIt does not know that a story without names may still point to its teller."),
			Data: t("قواعد وقوائم كُتبت للمشروع.", "Rules and lists written for the project.")},
		{ID: "sentiment", Name: t("اتجاه الآراء", "Sentiment"),
			Does: t("يصنّف النص سلبياً أو محايداً أو إيجابياً باحتمالات معايَرة، ويمتنع حين لا يتيقن. السريع يقرأ كل نص، والدقيق يعيد القراءة حيث رُمّز النص.",
				"Labels a text negative, neutral or positive with calibrated probabilities, and abstains where it is not sure. The fast tier reads every text, the precise tier reads again where a text was encoded."),
			Cannot: t("لا يقيس الرضا: من له شكوى يكتب أكثر من غيره.\nيقرأ السخرية التي بلا علامة على ظاهرها.\nالوقائع التي تدل على ضرر بلا كلمة شعور قد يعدها السريع محايدة.\nالرسائل الطويلة التي تجمع الشكر والشكوى صعبة عليه، وكذلك اللهجات غير الخليجية والمصرية والشامية.\nلا يقيّم شخصاً ولا موظفاً.",
				"It does not measure satisfaction: people with a complaint write more often.\nSarcasm without a marker is read literally.\nFacts that imply harm without a word of feeling are often called neutral by the fast tier.\nLong letters with both thanks and complaint are hard, and so are dialects beyond Gulf, Egypt and Levant.\nIt rates neither people nor employees."),
			Data: t("تغريدات عربية وإنجليزية مرخّصة ونصوص كُتبت للمشروع؛ وقيس على نصوص المشروع المصنّفة، ولم يتعلم منها شيئاً، وعلى مجموعات عامة لم يرها.",
				"Licensed Arabic and English tweets and text written for the project; measured on the labelled corpus, of which it learned nothing, and on public sets that it never saw.")},
		{ID: "intent", Name: t("الغرض", "Purpose"),
			Does:   t("يقدّر هل الرسالة شكوى أو مقترح أو سؤال أو ثناء أو بلاغ.", "Judges whether a message is a complaint, suggestion, question, praise or report."),
			Cannot: t("رسالة تشكو وتقترح معاً تأخذ غرضاً رئيساً واحداً.\nأضعف ما فيه البلاغ، ويلتبس بالشكوى.", "A message that complains and suggests gets one main purpose.\nIts weakest class is the report, which it takes for a complaint."),
			Data:   t("نصوص كُتبت للمشروع؛ لا مجموعات عامة.", "Text written for the project; no public sets.")},
		{ID: "themes", Name: t("الموضوعات والمجالات", "Themes and areas"),
			Does: t("يجمع الرسائل المتقاربة في المعنى، بالعربية والإنجليزية والعربيزية، في موضوع واحد، ويقترح له اسماً ومجالاً.",
				"Gathers messages of like meaning, in Arabic, English and Arabizi, into one theme and proposes its name and area."),
			Cannot: t("يعدّ من كتب في الموضوع، لا من يوافق عليه.\nالحد بين موضوعين متقاربين تقدير، والأسماء تحتاج إلى مراجعة.\nدون مئة نص تقريباً تكون الموضوعات قليلة وغير مستقرة.\nيقرأ اللهجة والتلميح أقل من الكلام الصريح، والعربيزية أقل من العربية.",
				"A theme counts who wrote about it, not who agrees.\nThe border between two near themes is an estimate, and names need review.\nUnder about a hundred texts themes are few and unsteady.\nDialect and allusion are read worse than plain words, Arabizi worse than Arabic."),
			Data: t("نموذج الترميز multilingual-e5-small (رخصة MIT) وقائمة مجالات كُتبت للمشروع.", "The encoder multilingual-e5-small (MIT) and a list of areas written for the project.")},
		{ID: "sdg", Name: t("أهداف التنمية المستدامة", "Sustainable development goals"),
			Does: t("يقترح ثلاثة أهداف على الأكثر يتصل بها النص، ويذكر الكلمات التي دلّت عليها؛ ولا يُحتسب اقتراح ما لم يؤكده شخص.",
				"Suggests at most three goals that a text touches and the words that point to them; no suggestion counts until a person confirms it."),
			Cannot: t("لا يكفي ذكر المشاركة ليُنسب النص إلى الهدف السادس عشر.\nلا يقرأ النفي.", "A mention of participation alone does not make a text one of goal 16.\nIt does not read negation."),
			Data:   t("عبارات كُتبت للمشروع، وعناوين الأهداف والغايات بالعربية والإنجليزية.", "Phrases written for the project, and the titles of goals and targets in both languages.")},
		{ID: "marks", Name: t("علامات للمراجعة", "Marks for review"),
			Does: t("يضع علامة على ما يشبه الرسائل المزعجة أو المسيئة، وعلى ما قد يشير إلى خطر على حياة إنسان ليقرأه المختص، ويجد الأماكن والجهات المذكورة.",
				"Marks what looks like spam or abuse and what may point to a risk to someone's life, for a person to read, and finds the places and bodies that a text mentions."),
			Cannot: t("لا يُحذف نص ولا يُخفى ولا يُرد عليه بسبب علامة.\nيفوته ما صيغ صياغة لا يعرفها: الدقة عنده قبل الشمول.\nالمكان المذكور ليس مكان إقامة الكاتب.",
				"No text is dropped, hidden or answered because of a mark.\nIt misses wordings that it does not know: precision comes before reach.\nA place that is mentioned is not where the writer lives."),
			Data: t("قوائم وأمثلة كُتبت للمشروع.", "Lists and cases written for the project.")},
	}
}
