package cli

import (
	"bytes"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/musharaka/musharaka/internal/i18n"
)

// The words that kong itself puts into a help page.
var helpWords = []i18n.Text{
	{AR: "الاستعمال: ", EN: "Usage: "},
	{AR: "الخيارات:", EN: "Flags:"},
	{AR: "الأوامر:", EN: "Commands:"},
	{AR: "المدخلات:", EN: "Arguments:"},
	{AR: "اعرض هذه المساعدة", EN: "Show context-sensitive help."},
	{AR: "لمزيد من المعلومات عن أمر ما شغّل: ", EN: "Run "},
	{AR: "", EN: " for more information on a command."},
}

// helpPrinter prints kong's help page in l.
func helpPrinter(l i18n.Lang) kong.HelpPrinter {
	return func(o kong.HelpOptions, ctx *kong.Context) error {
		if l == i18n.EN {
			return kong.DefaultHelpPrinter(o, ctx)
		}
		out := ctx.Stdout
		var page bytes.Buffer
		ctx.Stdout = &page
		err := kong.DefaultHelpPrinter(o, ctx)
		ctx.Stdout = out
		if err != nil {
			return err
		}
		text := page.String()
		for _, w := range helpWords {
			text = strings.ReplaceAll(text, w.EN, w.AR)
		}
		_, err = io.WriteString(out, text)
		return err
	}
}
