package registers

import (
	"path/filepath"
	"strings"

	"github.com/musharaka/musharaka/internal/i18n"
)

var (
	msgTooLarge     = i18n.Text{AR: "الملف %s أكبر من الحد المسموح (%d ميغابايت)", EN: "the file %s is larger than allowed (%d MiB)"}
	msgUnreadable   = i18n.Text{AR: "تعذّرت قراءة %s", EN: "cannot read %s"}
	msgUnknownTable = i18n.Text{
		AR: "الملف %s لا يحمل اسم سجل معروف؛ سمِّ الملف باسم السجل، مثل activities.csv",
		EN: "the file %s is not named after a register; name it after one, such as activities.csv"}
	msgUnknownSheet = i18n.Text{
		AR: "الملف %s: الورقة «%s» لا تحمل اسم سجل معروف",
		EN: "%s: the sheet “%s” is not named after a register"}
	msgNoHeader = i18n.Text{
		AR: "الملف %s: لم يُعثر على سطر العناوين للسجل %s. الأعمدة: %s",
		EN: "%s: no header row found for the register %s. Columns: %s"}
	msgUnknownColumn = i18n.Text{
		AR: "%s: العمود «%s» ليس من أعمدة السجل %s ولم يُقرأ",
		EN: "%s: the column “%s” is not one of the register %s and was not read"}
)

// rules are the reasons for which a row is quarantined, in both languages.
// Arguments: column, value, then what the rule adds.
var rules = map[string]i18n.Text{
	"required": {AR: "العمود %[1]s: قيمة مطلوبة وناقصة", EN: "column %[1]s: a required value is missing"},
	"code":     {AR: "العمود %[1]s: الرمز «%[2]s» غير معروف. المسموح: %[3]s", EN: "column %[1]s: unknown code “%[2]s”. Allowed: %[3]s"},
	"date":     {AR: "العمود %[1]s: التاريخ «%[2]s» غير صحيح (مثال: 2025-03-31)", EN: "column %[1]s: “%[2]s” is not a date (example: 2025-03-31)"},
	"time":     {AR: "العمود %[1]s: الوقت «%[2]s» غير صحيح (مثال: 2025-03-31 14:30)", EN: "column %[1]s: “%[2]s” is not a time (example: 2025-03-31 14:30)"},
	"number":   {AR: "العمود %[1]s: «%[2]s» ليس رقماً في النطاق المسموح (%[3]s)", EN: "column %[1]s: “%[2]s” is not a number in the allowed range (%[3]s)"},
	"boolean":  {AR: "العمود %[1]s: «%[2]s» ليست نعم أو لا (true/false)", EN: "column %[1]s: “%[2]s” is neither true nor false"},
	"check":    {AR: "القاعدة غير مستوفاة: %[3]s", EN: "the rule does not hold: %[3]s"},
	"twice":    {AR: "المفتاح %[2]s مكرر في الملف بمحتوى مختلف", EN: "the key %[2]s is in the file twice with different content"},
	"missing":  {AR: "العمود %[1]s: «%[2]s» لا يوجد في السجل %[3]s", EN: "column %[1]s: “%[2]s” is not in the register %[3]s"},
	"cycle":    {AR: "العمود %[1]s: سلسلة التكرار تعود إلى نفسها عند «%[2]s»", EN: "column %[1]s: the chain of repeats comes back to “%[2]s”"},
	"unit":     {AR: "العمود %[1]s: المشارك «%[2]s» مسجل في وحدة أخرى", EN: "column %[1]s: the participant “%[2]s” belongs to another unit"},
	"cells":    {AR: "في السطر خلايا أكثر من عناوين الأعمدة", EN: "the row has more cells than the header"},
}

// Reason says in both languages why a row of the register file was
// quarantined, from what the quarantine keeps: code and arguments.
func Reason(file, code string, args []string) (i18n.Text, bool) {
	if _, ok := rules[code]; !ok {
		return i18n.Text{}, false
	}
	b := Bad{Table: strings.TrimSuffix(file, filepath.Ext(file)), Code: code, Args: args}
	if len(args) > 1 {
		b.Column, b.Value = args[0], args[1]
	}
	return b.Text(), true
}
