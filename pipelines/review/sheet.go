package review

import "github.com/musharaka/musharaka/internal/i18n"

// column is one column of a sheet. Its key stands in the first row, which
// programs read; its title in the second, which people read.
type column struct {
	key   string
	title i18n.Text
	width float64
	// field is what an editable column decides; "" = for reading only.
	field string
	list  []string // allowed values, shown as a drop-down
}

const (
	sheetThemes      = "themes"
	sheetSubmissions = "submissions"
	sheetHistory     = "history"
	firstRow         = 3 // of data; keys and titles stand above
)

// yes marks a cell that says "do it".
var yes = []string{"x"}

func themeColumns() []column {
	return []column{
		{key: "theme_id", title: i18n.Text{AR: "المعرّف", EN: "Id"}, width: 14},
		{key: "parent_id", title: i18n.Text{AR: "ضمن", EN: "Under"}, width: 18},
		{key: "level", title: i18n.Text{AR: "المستوى", EN: "Level"}, width: 8},
		{key: "label_ar", title: i18n.Text{AR: "الاسم الحالي بالعربية", EN: "Present name, Arabic"}, width: 30},
		{key: "label_en", title: i18n.Text{AR: "الاسم الحالي بالإنجليزية", EN: "Present name, English"}, width: 30},
		{key: "area", title: i18n.Text{AR: "مجال الخدمة", EN: "Service area"}, width: 18},
		{key: "messages", title: i18n.Text{AR: "الرسائل", EN: "Messages"}, width: 10},
		{key: "voices", title: i18n.Text{AR: "الأصوات", EN: "Voices"}, width: 10},
		{key: "keywords_ar", title: i18n.Text{AR: "كلمات بالعربية", EN: "Keywords, Arabic"}, width: 40},
		{key: "keywords_en", title: i18n.Text{AR: "كلمات بالإنجليزية", EN: "Keywords, English"}, width: 40},
		{key: "quotes", title: i18n.Text{AR: "أمثلة", EN: "Examples"}, width: 60},
		{key: "new_label_ar", title: i18n.Text{AR: "اسم جديد بالعربية", EN: "New name, Arabic"}, width: 30, field: "label_ar"},
		{key: "new_label_en", title: i18n.Text{AR: "اسم جديد بالإنجليزية", EN: "New name, English"}, width: 30, field: "label_en"},
		{key: "merge_into", title: i18n.Text{AR: "ادمجه في (معرّف)", EN: "Merge into (id)"}, width: 18, field: "merge_into"},
		{key: "split", title: i18n.Text{AR: "اقسمه (x)", EN: "Split (x)"}, width: 10, field: "split", list: yes},
		{key: "lock", title: i18n.Text{AR: "ثبّته (x)", EN: "Lock (x)"}, width: 10, field: "lock", list: yes},
		{key: "ignore", title: i18n.Text{AR: "أخفه (x)", EN: "Ignore (x)"}, width: 10, field: "ignore", list: yes},
		{key: "note", title: i18n.Text{AR: "ملاحظة", EN: "Note"}, width: 30},
	}
}

func submissionColumns() []column {
	return []column{
		{key: "submission_id", title: i18n.Text{AR: "المعرّف", EN: "Id"}, width: 20},
		{key: "text", title: i18n.Text{AR: "النص (محجوب)", EN: "Text (masked)"}, width: 80},
		{key: "theme", title: i18n.Text{AR: "الموضوع", EN: "Theme"}, width: 16},
		{key: "sentiment", title: i18n.Text{AR: "الشعور", EN: "Sentiment"}, width: 12},
		{key: "unclear", title: i18n.Text{AR: "غير واضح", EN: "Unclear"}, width: 10},
		{key: "sdg", title: i18n.Text{AR: "أهداف التنمية", EN: "SDGs"}, width: 12},
		{key: "new_theme", title: i18n.Text{AR: "موضوع صحيح (معرّف)", EN: "Right theme (id)"}, width: 18, field: "theme"},
		{key: "new_sentiment", title: i18n.Text{AR: "شعور صحيح", EN: "Right sentiment"}, width: 16, field: "sentiment", list: []string{"negative", "neutral", "positive"}},
		{key: "new_sdg", title: i18n.Text{AR: "أهداف صحيحة (1،3 أو none)", EN: "Right SDGs (1,3 or none)"}, width: 22, field: "sdg"},
		{key: "cleared", title: i18n.Text{AR: "يُسمح بنشره للعموم (yes)", EN: "Cleared for the public (yes)"}, width: 22, field: "cleared", list: []string{"yes", "no"}},
		{key: "new_intent", title: i18n.Text{AR: "القصد الصحيح", EN: "Right intent"}, width: 16, field: "intent", list: []string{"complaint", "suggestion", "question", "praise", "report", "other"}},
		{key: "new_area", title: i18n.Text{AR: "مجال الخدمة الصحيح (رمز)", EN: "Right service area (code)"}, width: 22, field: "area"},
		{key: "note", title: i18n.Text{AR: "ملاحظة", EN: "Note"}, width: 30},
	}
}

func historyColumns() []column {
	return []column{
		{key: "reviewed_at", title: i18n.Text{AR: "الوقت", EN: "When"}, width: 20},
		{key: "reviewer", title: i18n.Text{AR: "المراجع", EN: "Reviewer"}, width: 20},
		{key: "subject", title: i18n.Text{AR: "النوع", EN: "Kind"}, width: 12},
		{key: "subject_id", title: i18n.Text{AR: "المعرّف", EN: "Id"}, width: 20},
		{key: "field", title: i18n.Text{AR: "الحقل", EN: "Field"}, width: 14},
		{key: "value", title: i18n.Text{AR: "القيمة", EN: "Value"}, width: 30},
		{key: "note", title: i18n.Text{AR: "ملاحظة", EN: "Note"}, width: 30},
	}
}
