package main

import "github.com/musharaka/musharaka/internal/i18n"

var help = map[string]i18n.Text{
	"init":            {AR: "أنشئ مساحة عمل جديدة", EN: "make a new workspace"},
	"init_dir":        {AR: "المجلد (الافتراضي: المجلد الحالي)", EN: "its folder (default: the current one)"},
	"registers":       {AR: "السجلات التي تمسكها الوحدة بنفسها", EN: "the registers that a unit keeps by hand"},
	"registersimport": {AR: "حمّل السجلات من مجلد أو ملف", EN: "load registers from a folder or a file"},
	"registers_path":  {AR: "مجلد فيه ملفات CSV أو XLSX، أو ملف واحد", EN: "a folder of CSV or XLSX files, or one file"},
	"format":          {AR: "صيغة المخرجات: table أو json", EN: "format of the output: table or json"},
}
