package main

import "github.com/musharaka/musharaka/internal/i18n"

var help = map[string]i18n.Text{
	"init":              {AR: "أنشئ مساحة عمل جديدة", EN: "make a new workspace"},
	"init_dir":          {AR: "المجلد (الافتراضي: المجلد الحالي)", EN: "its folder (default: the current one)"},
	"run":               {AR: "مرور واحد على كل المصادر أو المسماة منها", EN: "one pass of all or the named sources"},
	"sources":           {AR: "أسماء المصادر (الافتراضي: كلها)", EN: "names of sources (default: all)"},
	"full":              {AR: "اقرأ كل شيء من جديد لا الجديد فقط", EN: "read everything again, not only what is new"},
	"since":             {AR: "في القراءة الأولى: اترك ما هو أقدم من هذا التاريخ", EN: "on a first pass, leave out what is older than this date"},
	"serve":             {AR: "البرنامج الدائم: يشغّل كل مصدر في موعده ويتدارك ما فات", EN: "the daemon: runs each source on its schedule and catches up what was missed"},
	"doctor":            {AR: "افحص الإعداد والأسرار والاتصال والصلاحيات والساعة والقرص", EN: "probe configuration, secrets, reachability, credentials, clock, disk and lock"},
	"forget":            {AR: "امحُ كلمات شخص وهويته من كل مكان مع تقرير إثبات", EN: "erase a person's words and identity everywhere, with a proof report"},
	"forget_submission": {AR: "رقم المشاركة، مثل platform:42", EN: "id of the submission, such as platform:42"},
	"forget_author":     {AR: "الاسم المستعار، أو المصدر:المعرّف كما هو في المصدر", EN: "the pseudonym, or SOURCE:KEY as the source has it"},
	"expire":            {AR: "امحُ ما انقضت مدة حفظه", EN: "erase what is past its retention"},
	"dryrun":            {AR: "بيّن ما سيُمحى ولا تمحُ شيئاً", EN: "say what would be erased, and erase nothing"},
	"status":            {AR: "حال كل مصدر: آخر قراءة، التأخر، الصمت، الحجر، الحصة الباقية", EN: "each source: last run, lag, silence, quarantine, quota left"},
	"quarantine":        {AR: "الصفوف التي لم تُقرأ: الملف والصف والسبب والأصل", EN: "rows that could not be read: file, row, reason, original bytes"},
	"quarantinelist":    {AR: "اسرد المحجور", EN: "list what is quarantined"},
	"quarantineshow":    {AR: "اعرض صفاً محجوراً كما ورد", EN: "show a quarantined row as it came"},
	"quarantineretry":   {AR: "أعد المحاولة في القراءة التالية", EN: "try again at the next run"},
	"quarantinedrop":    {AR: "أغلق صفوفاً نهائياً وامحُ أصلها", EN: "close rows for good and discard their bytes"},
	"quarantine_id":     {AR: "رقم الصف المحجور", EN: "id of a quarantined row"},
	"source":            {AR: "مصدر واحد فقط", EN: "one source only"},
	"all":               {AR: "بما في ذلك ما أُغلق", EN: "including what was closed"},
	"allrows":           {AR: "كل المحجور من كل المصادر", EN: "everything in quarantine, of all sources"},
	"limit":             {AR: "أقصى عدد من الصفوف", EN: "rows at most"},
	"registers":         {AR: "السجلات التي تمسكها الوحدة بنفسها", EN: "the registers that a unit keeps by hand"},
	"registersimport":   {AR: "حمّل السجلات من مجلد أو ملف", EN: "load registers from a folder or a file"},
	"registers_path":    {AR: "مجلد فيه ملفات CSV أو XLSX، أو ملف واحد", EN: "a folder of CSV or XLSX files, or one file"},
	"format":            {AR: "صيغة المخرجات: table أو json", EN: "format of the output: table or json"},
}
