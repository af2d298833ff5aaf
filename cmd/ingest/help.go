package main

import "github.com/musharaka/musharaka/internal/i18n"

var help = map[string]i18n.Text{
	"init":            {AR: "أنشئ مساحة عمل جديدة", EN: "make a new workspace"},
	"init_dir":        {AR: "المجلد (الافتراضي: المجلد الحالي)", EN: "its folder (default: the current one)"},
	"run":             {AR: "مرور واحد على كل المصادر أو المسماة منها", EN: "one pass of all or the named sources"},
	"sources":         {AR: "أسماء المصادر (الافتراضي: كلها)", EN: "names of sources (default: all)"},
	"full":            {AR: "اقرأ كل شيء من جديد لا الجديد فقط", EN: "read everything again, not only what is new"},
	"since":           {AR: "في القراءة الأولى: اترك ما هو أقدم من هذا التاريخ", EN: "on a first pass, leave out what is older than this date"},
	"registers":       {AR: "السجلات التي تمسكها الوحدة بنفسها", EN: "the registers that a unit keeps by hand"},
	"registersimport": {AR: "حمّل السجلات من مجلد أو ملف", EN: "load registers from a folder or a file"},
	"registers_path":  {AR: "مجلد فيه ملفات CSV أو XLSX، أو ملف واحد", EN: "a folder of CSV or XLSX files, or one file"},
	"format":          {AR: "صيغة المخرجات: table أو json", EN: "format of the output: table or json"},
}
