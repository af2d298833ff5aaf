package publish

import (
	"slices"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/metrics/disclosure"
)

// activities protects how many contributions each activity got and how many
// of them were answered. It returns 0 if all answers may be shown, else among
// how many activities they are hidden: a unit's share over all of them is
// published, so that one hidden among shown ones could be worked out.
func (r *redactor) activities(u *model.Unit) int {
	table := "activities/" + u.ID
	n, ids := make([]int, len(u.Activities)), make([]string, len(u.Activities))
	for i, a := range u.Activities {
		n[i], ids[i] = a.Submissions, a.ID
	}
	hidden, ok := r.oneWay(table, "submissions", ids, n)
	part, with := r.memory.hid(table, allOf, "handled"), 0
	for i, a := range u.Activities {
		if a.Submissions > 0 {
			with++
			part = part || !ok || hidden[i] || smallPart(float64(a.Handled), float64(a.Submissions), r.k)
		}
	}
	r.memory.note(table, allOf, "handled", 0, part)
	for i := range u.Activities {
		a := &u.Activities[i]
		*a = model.Activity{ID: a.ID, Title: a.Title, Kind: a.Kind, Level: a.Level, Started: a.Started, Ended: a.Ended, Published: a.Published, Lag: a.Lag,
			Due: a.Due, Submissions: a.Submissions, Handled: a.Handled, Cancelled: a.Cancelled, UseStatement: a.UseStatement}
		if part && a.Submissions > 0 {
			r.hide(table, a.ID, "handled", float64(a.Handled))
			a.Handled = model.Hidden
		}
		if !ok && n[i] > 0 || hidden[i] {
			r.hide(table, a.ID, "submissions", float64(a.Submissions))
			a.Submissions, a.Handled = model.Hidden, model.Hidden
		}
	}
	if !part {
		return 0
	}
	return with
}

// text protects the table of governorates by sentiment with its totals, which
// are what all messages say.
func (r *redactor) text(site *model.Site) {
	t := &site.Text
	corrected := t.Corrected
	*t = model.TextSummary{Preliminary: t.Preliminary, Messages: t.Messages, Voices: t.Voices, Stance: t.Stance, Governorate: t.Governorate}
	if t.Messages < r.k || t.Voices < r.k {
		if t.Messages > 0 {
			r.hide("text", "", "messages", float64(t.Messages))
		}
		site.Text = model.TextSummary{Preliminary: t.Preliminary}
		return
	}
	tab := disclosure.Table{}
	few := &disclosure.Result{ColTotals: make([]bool, 4)}
	voices, codes := make([]int, len(t.Governorate)), make([]string, len(t.Governorate))
	for i, p := range t.Governorate {
		codes[i] = p.Code
		tab.Cells = append(tab.Cells, []int{p.Neg, p.Neu, p.Pos, p.Unclear})
		few.Cells = append(few.Cells, make([]bool, 4))
		few.RowTotals = append(few.RowTotals, p.Voices > 0 && p.Voices < r.k) // many messages of few people
		voices[i] = p.Voices
	}
	places := r.span + "governorates"
	tab.Past = r.memory.grid(places, codes, stanceNames(), "messages")
	res := disclosure.Protect(tab, r.k, few)
	hv, okv := r.oneWay(places, "voices", codes, voices)
	if res.Withheld {
		r.memory.note(places, allOf, allOf, 0, true)
	}
	for i := range t.Governorate {
		for j, h := range res.Cells[i] {
			r.memory.note(places, codes[i], stanceNames()[j], tab.Cells[i][j], h || res.Withheld)
		}
		r.memory.note(places, codes[i], "messages", t.Governorate[i].Messages, res.RowTotals[i] || res.Withheld)
	}
	if res.Withheld || !okv {
		t.Governorate = nil
	}
	for i := range t.Governorate {
		p := &t.Governorate[i]
		row := "governorates"
		if hv[i] {
			r.hide(row, p.Code, "voices", float64(p.Voices))
			p.Voices = model.Hidden
		}
		hide := res.RowTotals[i]
		for j, h := range res.Cells[i] {
			if h {
				hide = true
				r.hide(row, p.Code, stanceNames()[j], float64(tab.Cells[i][j]))
			}
		}
		if hide {
			p.Stance = model.NoStance()
		}
		if res.RowTotals[i] {
			r.hide(row, p.Code, "messages", float64(p.Messages))
			p.Messages = model.Hidden
		}
	}
	if res.Withheld || slices.Contains(res.ColTotals, true) {
		t.Stance = model.NoStance()
	}
	t.Stance = r.stance("text", "", t.Stance)
	if !t.Stance.Withheld() {
		t.Corrected = corrected // says no more than the shares that are shown
	}
}

func stanceNames() []string { return []string{"negative", "neutral", "positive", "unclear"} }

// stance keeps a sentiment only if all its parts may be shown.
func (r *redactor) stance(table, row string, s model.Stance) model.Stance {
	if s.Withheld() {
		return s
	}
	hide := false
	parts := []int{s.Neg, s.Neu, s.Pos, s.Unclear}
	if table == "text" {
		row = r.span
	}
	for j, n := range parts {
		hide = hide || n > 0 && n < r.k || r.memory.hid(table, row, stanceNames()[j])
	}
	for j, n := range parts {
		r.memory.note(table, row, stanceNames()[j], n, hide && n > 0)
	}
	if !hide {
		return s
	}
	for j, n := range parts {
		if n > 0 {
			r.hide(table, row, stanceNames()[j], float64(n))
		}
	}
	return model.NoStance()
}

// answers protects what became of all submissions: one table under the number
// of those received.
func (r *redactor) answers(site *model.Site) {
	a := &site.Answers
	const table = "answers"
	cells := []*int{&a.Adopted, &a.Partly, &a.Declined, &a.Noted, &a.Referred, &a.Pending}
	names := []string{"adopted", "partly", "declined", "noted", "referred", "pending"}
	plain := make([]int, len(cells))
	for i, p := range cells {
		plain[i] = *p
	}
	took := a.Adopted + a.Partly
	hidden, ok := r.oneWay(r.span+table, "n", names, plain)
	ok = ok && r.hidingUnits(site) != 1
	hide := func(p *int, name string) {
		if *p > 0 {
			r.hide(table, name, "n", float64(*p))
			*p = model.Hidden
		}
	}
	for i, p := range cells {
		if !ok || hidden[i] {
			hide(p, names[i])
		}
	}
	if !ok || smallPart(float64(a.Answered), float64(a.Received), r.k) {
		hide(&a.Answered, "answered")
	}
	if !ok || smallPart(float64(a.Linked), float64(took), r.k) {
		hide(&a.Linked, "linked")
	}
	if !ok {
		hide(&a.Received, "received")
	}
}

// themes leaves out small themes, and totals from which they could be worked
// out.
func (r *redactor) themes(site *model.Site) {
	set := &site.Themes
	*set = model.ThemeSet{AsOf: set.AsOf, Themes: set.Themes, Preliminary: set.Preliminary}
	var kept []model.Theme
	ids := map[string]bool{}
	sum := 0
	for _, t := range set.Themes {
		if t.Messages < max(r.k, r.few) || t.Voices < r.k {
			r.hide("themes", t.ID, "messages", float64(t.Messages))
			continue
		}
		r.theme(&t)
		ids[t.ID] = true
		sum += t.Messages
		kept = append(kept, t)
	}
	set.Themes, set.Texts = kept, sum
	for i := range set.Themes {
		var rel []string
		for _, id := range set.Themes[i].Related {
			if ids[id] {
				rel = append(rel, id)
			}
		}
		set.Themes[i].Related = rel
	}
}

func (r *redactor) theme(t *model.Theme) {
	table := "themes/" + t.ID
	*t = model.Theme{ID: t.ID, Parent: t.Parent, Label: t.Label, ParentLabel: t.ParentLabel, Keywords: t.Keywords, Area: t.Area, Messages: t.Messages, Voices: t.Voices,
		Stance: t.Stance, ByMonth: t.ByMonth, Languages: t.Languages, Intents: t.Intents, Quotes: t.Quotes, Related: t.Related, Trend: t.Trend}
	t.Stance = r.stance(table, "", t.Stance)
	t.Languages, t.Intents = r.counts(table+"/languages", t.Languages), r.counts(table+"/intents", t.Intents)
	r.months(table, t)
	var quotes []model.Quote
	for _, q := range t.Quotes {
		if r.cleared[q.ID] {
			quotes = append(quotes, model.Quote{Text: q.Text, Lang: q.Lang, Day: q.Day, Cleared: true})
		}
	}
	t.Quotes = quotes
}

// months shows a theme's months all or not at all. The quarters beside them
// are their sums: two counts over nearly the same days would differ by a few.
func (r *redactor) months(table string, t *model.Theme) {
	n := len(t.ByMonth)
	t.Recent, t.Before = 0, 0
	rest := t.Messages
	show := true
	for i, m := range t.ByMonth {
		rest -= m.N
		show = show && (m.N == 0 || m.N >= r.k)
		switch {
		case i >= n-3:
			t.Recent += m.N
		case i >= n-6:
			t.Before += m.N
		}
	}
	show = show && (rest <= 0 || rest >= r.k) && !r.memory.hid(table, allOf, "months")
	r.memory.note(table, allOf, "months", 0, !show)
	if !show {
		for _, m := range t.ByMonth {
			if m.N > 0 {
				r.hide(table, m.Start.Format("2006-01"), "messages", float64(m.N))
			}
		}
		t.ByMonth = nil
	}
	earlier := t.Messages - t.Recent - t.Before
	small := func(n int) bool { return n > 0 && n < r.k }
	few := small(t.Recent) || small(t.Before) || small(earlier) || r.memory.hid(table, allOf, "recent")
	r.memory.note(table, allOf, "recent", 0, few)
	if few {
		r.hide(table, "", "recent", float64(t.Recent))
		r.hide(table, "", "before", float64(t.Before))
		t.Recent, t.Before, t.Trend = model.Hidden, model.Hidden, "scarce" // the direction would tell which is larger
	}
}

func (r *redactor) counts(table string, list []model.NamedCount) []model.NamedCount {
	n, codes := make([]int, len(list)), make([]string, len(list))
	for i, c := range list {
		n[i], codes[i] = c.N, c.Code
	}
	hidden, ok := r.oneWay(table, "n", codes, n)
	for i := range list {
		if (!ok || hidden[i]) && list[i].N > 0 {
			r.hide(table, list[i].Code, "n", float64(list[i].N))
			list[i].N = model.Hidden
		}
	}
	if !ok {
		return nil
	}
	return list
}
