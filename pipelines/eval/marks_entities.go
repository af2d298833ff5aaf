package eval

import (
	"fmt"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/nlp/entities"
	entitycases "github.com/musharaka/musharaka/internal/nlp/entities/cases"
	"github.com/musharaka/musharaka/internal/nlp/features"
)

// entityRows measures one set of sentences with entities and without.
func entityRows(m *meter, set, file string, fi *entities.Finder) error {
	cs, err := tsv(entitycases.FS.ReadFile(file))
	if err != nil {
		return err
	}
	kinds := map[string]*marked{"all": {}}
	for _, f := range cs {
		lang := "ar"
		if f[0][0] < 0x80 {
			lang = "en"
			if strings.HasPrefix(f[0], "el ") || strings.HasPrefix(f[0], "ana ") {
				lang = "arabizi"
			}
		}
		if len(f) == 3 { // the second set names the language
			lang, f = f[0], f[1:]
		}
		var want, got []string
		if f[1] != "-" {
			want = strings.Split(f[1], ";")
		}
		for _, e := range fi.Find(features.Input{Doc: features.New(f[0], lang)}) {
			got = append(got, fmt.Sprintf("%s|%s|%s", e.Kind, e.Text, e.ID))
		}
		count := func(x string, g, w bool) {
			k, _, _ := strings.Cut(x, "|")
			if kinds[k] == nil {
				kinds[k] = new(marked)
			}
			kinds[k].add(g, w)
			kinds["all"].add(g, w)
		}
		for _, g := range got {
			count(g, true, slices.Contains(want, g))
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				count(w, false, true)
			}
		}
	}
	for _, k := range []string{"all", entities.Place, entities.Organisation, entities.Service, entities.Deadline, entities.Amount} {
		if kinds[k] != nil {
			kinds[k].put(m, set, "entities "+k, len(cs))
		}
	}
	return nil
}
