package overview

import (
	"fmt"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
)

// first is how many sentences the overview says about what changed.
const first = 7

// changes says what moved since the last edition: the six indicators and the
// level first, then what became of duties, then the other indicators.
func changes(c *ui.Ctx, d *data) error {
	list := slices.Clone(c.Site.Changes)
	rank := func(ch model.Change) int {
		if i := slices.Index(append(six(), "M1"), ch.KPI); i >= 0 {
			return i
		}
		return 99
	}
	slices.SortStableFunc(list, func(a, b model.Change) int { return rank(a) - rank(b) })
	for _, ch := range list {
		d.Previous = c.Day(ch.Previous)
		s := Sentence(c, ch)
		if err := check(c, ch, s); err != nil {
			return err
		}
		if len(d.Changes) == first {
			d.MoreChanges++
			continue
		}
		d.Changes = append(d.Changes, s)
	}
	if len(list) == 0 {
		return nil
	}
	missed, done := 0, 0
	for _, x := range c.Site.Duties {
		switch since := list[0].Previous; {
		case x.State == "overdue" && !x.Due.Before(since):
			missed++
		case !x.Done.IsZero() && !x.Done.Before(since) && x.Done.Before(c.Site.AsOf):
			done++
		}
	}
	var said []string
	if done > 0 {
		said = append(said, c.N("change.done", done))
	}
	if missed > 0 {
		said = append(said, c.N("change.missed", missed))
	}
	d.Changes = append(said, d.Changes...)
	return nil
}

// check holds a generated sentence to its values: every number that stands in
// it is one of theirs, and both of theirs stand in it.
func check(c *ui.Ctx, ch model.Change, sentence string) error {
	def := c.Def(ch.KPI)
	text := strings.ReplaceAll(sentence, c.In(def.Name), "")
	if len(c.Site.Units) > 1 {
		text = strings.ReplaceAll(text, c.In(ch.Unit), "")
	}
	for _, v := range []model.Value{ch.Before, ch.Now} {
		if !v.Known() || !ch.Now.Known() { // what is gone is named without a number
			continue
		}
		word := c.QuantityG(*v.Value, def.Unit)
		if !strings.Contains(text, word) {
			return fmt.Errorf("overview: %q does not say %q of %s", sentence, word, ch.KPI)
		}
		text = strings.Replace(text, word, "", 1)
	}
	if strings.ContainsAny(text, "0123456789") {
		return fmt.Errorf("overview: %q says a number that %s does not have", sentence, ch.KPI)
	}
	return nil
}

// Sentence says one change since the last edition.
func Sentence(c *ui.Ctx, ch model.Change) string {
	def := c.Def(ch.KPI)
	name := c.In(def.Name)
	var s string
	switch {
	case ch.Before.Known() && ch.Now.Known() && *ch.Now.Value > *ch.Before.Value:
		s = c.T("change.up", name, c.QuantityG(*ch.Before.Value, def.Unit), c.QuantityG(*ch.Now.Value, def.Unit))
	case ch.Before.Known() && ch.Now.Known():
		s = c.T("change.down", name, c.QuantityG(*ch.Before.Value, def.Unit), c.QuantityG(*ch.Now.Value, def.Unit))
	case ch.Now.Known():
		s = c.T("change.new", name, c.QuantityG(*ch.Now.Value, def.Unit))
	default:
		s = c.T("change.gone", name, c.T("status."+ch.Now.Status))
	}
	if len(c.Site.Units) > 1 {
		s = c.In(ch.Unit) + c.T("colon") + s
	}
	return s
}
