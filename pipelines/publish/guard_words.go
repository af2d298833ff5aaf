package publish

import (
	"encoding/json"

	"github.com/musharaka/musharaka/dashboards/locales"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/i18n"
)

// wording lists what the pages and the registers say in their own name. A
// citizen who quotes the title of a consultation reveals nothing by it.
func wording(site *model.Site) ([]string, error) {
	var out []string
	both := func(list ...i18n.Text) {
		for _, t := range list {
			out = append(out, t.AR, t.EN)
		}
	}
	for _, name := range []string{"ar.json", "en.json", "public/ar.json", "public/en.json"} {
		b, err := locales.FS.ReadFile(name)
		if err != nil {
			return nil, err
		}
		m := map[string]string{}
		if err := json.Unmarshal(b, &m); err != nil {
			return nil, err
		}
		for _, s := range m {
			out = append(out, s)
		}
	}
	both(site.Name)
	for _, d := range site.Definitions {
		both(d.Name, d.What, d.Formula)
		out = append(out, d.Quote)
	}
	for _, t := range site.GroupNames {
		both(t)
	}
	for _, u := range site.Units {
		both(u.Name)
		for _, a := range u.Activities {
			out = append(out, a.Title)
		}
		for _, a := range u.Adoptions {
			out = append(out, a.LinkedID, a.Activity)
		}
	}
	for _, d := range site.Duties {
		out = append(out, d.Subject)
	}
	for _, t := range site.Themes.Themes {
		both(t.Label, t.ParentLabel)
	}
	for _, m := range site.Models {
		both(m.Name, m.Does, m.Cannot, m.Data)
	}
	return out, nil
}
