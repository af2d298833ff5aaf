package publish

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/i18n"
)

// explorerRows is how many submissions the explorer holds; beyond, a sample.
const explorerRows = 200_000

// exploreKeys are its dimensions in the order of the columns of explorer.sql.
func exploreKeys() []string {
	return []string{"theme", "area", "sentiment", "intent", "source", "unit", "month", "governorate", "group", "lang"}
}

// choices are the dimensions that the page offers: where there is something to
// choose, or sentiment where nothing differs, for a table needs rows.
func choices(codes [][]string) []int {
	var out []int
	for i, c := range codes {
		if len(c) > 1 {
			out = append(out, i)
		}
	}
	if out == nil {
		out = append(out, slices.Index(exploreKeys(), "sentiment"))
	}
	return out
}

// explorer reads the submissions column by column.
func (r *reader) explorer(ctx context.Context) error {
	if r.o.Edition == model.Public {
		return nil
	}
	x := &model.Explorer{}
	if err := r.tx.QueryRow(ctx, "SELECT count(*) FROM pub_texts").Scan(&x.All); err != nil || x.All == 0 {
		return err
	}
	keys := exploreKeys()
	dicts, raw := make([]map[string]uint16, len(keys)), make([][]uint16, len(keys))
	codes := make([][]string, len(keys))
	for i := range keys {
		dicts[i] = map[string]uint16{}
	}
	voice := map[string]uint32{}
	var days []time.Time
	vals := make([]string, len(keys))
	err := r.each(ctx, "explorer", []any{explorerRows}, func(scan func(...any) error) error {
		var d time.Time
		var who, text string
		dst := []any{&d, &who}
		for i := range vals {
			dst = append(dst, &vals[i])
		}
		var neg, neu, pos, intent, area, theme float64
		var note model.Note
		if err := scan(append(dst, &text, &neg, &neu, &pos, &note.Precise, &intent, &area, &theme, &note.Goals)...); err != nil {
			return err
		}
		note.Neg, note.Neu, note.Pos = hundredths(neg), hundredths(neu), hundredths(pos)
		note.Intent, note.Area, note.Theme = hundredths(intent), hundredths(area), hundredths(theme)
		x.Notes = append(x.Notes, note)
		for i, v := range vals {
			k, ok := dicts[i][v]
			if !ok {
				if len(codes[i]) == 1<<16-1 { // the last code stands for all further ones
					k = 1<<16 - 2
				} else {
					k = uint16(len(codes[i]))
					codes[i] = append(codes[i], v)
				}
				dicts[i][v] = k
			}
			raw[i] = append(raw[i], k)
		}
		n, ok := voice[who]
		if !ok {
			n = uint32(len(voice))
			voice[who] = n
		}
		days, x.Voices, x.Texts = append(days, d), append(x.Voices, n), append(x.Texts, text)
		return nil
	})
	if err != nil {
		return err
	}
	r.explain(x)
	first := days[len(days)-1]
	x.Start = first.Format(time.DateOnly)
	for _, d := range days {
		x.Days = append(x.Days, uint16(min(1<<16-1, d.Sub(first).Hours()/24)))
	}
	for _, i := range choices(codes) {
		key := keys[i]
		d := r.exploreDim(key, codes[i], raw[i])
		x.Dims = append(x.Dims, d)
		if key == "theme" {
			words := map[string][2][]string{}
			for _, t := range r.site.Themes.Themes {
				words[t.ID] = t.Keywords
			}
			for _, c := range d.Codes {
				x.Words = append(x.Words, words[c])
			}
		}
	}
	r.site.Explorer = x
	return nil
}

// exploreDim puts codes into the order of pages: themes by size, the rest by
// their code.
func (r *reader) exploreDim(key string, codes []string, col []uint16) model.ExploreDim {
	order := slices.Clone(codes)
	slices.Sort(order)
	d := model.ExploreDim{Key: key, Codes: order}
	label := func(string) i18n.Text { return i18n.Text{} }
	switch key {
	case "theme":
		names := map[string]i18n.Text{}
		d.Codes = nil
		for _, t := range r.site.Themes.Themes {
			names[t.ID] = t.Label
			if slices.Contains(codes, t.ID) {
				d.Codes = append(d.Codes, t.ID)
			}
		}
		for _, c := range order {
			if _, ok := names[c]; !ok {
				d.Codes = append(d.Codes, c)
			}
		}
		names[""] = i18n.Text{AR: "خارج الموضوعات", EN: "Outside the themes"}
		label = func(c string) i18n.Text { return names[c] }
	case "unit":
		label = func(c string) i18n.Text {
			if i, ok := r.unit[c]; ok {
				return r.site.Units[i].Name
			}
			return i18n.Text{}
		}
	}
	at := make(map[string]uint16, len(d.Codes))
	for i, c := range d.Codes {
		at[c] = uint16(i)
		d.Labels = append(d.Labels, label(c))
	}
	for i, k := range col {
		col[i] = at[codes[k]]
	}
	d.Col = col
	return d
}

// hundredths rounds a share to whole hundredths.
func hundredths(x float64) uint8 { return uint8(math.Round(100 * min(1, max(0, x)))) }

// explained is how many texts, the newest first, get the words that moved
// their sentiment; the others have its shares.
const explained = 20_000

// explain asks the reader of texts which words moved the sentiment.
func (r *reader) explain(x *model.Explorer) {
	if r.o.Explain == nil {
		return
	}
	for i := range min(explained, len(x.Texts)) {
		x.Notes[i].Words = r.o.Explain(x.Texts[i])
	}
}
