package publish

import (
	"bytes"

	"github.com/musharaka/musharaka/dashboards"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
)

// calendarPath is where the calendar of what is owed lies beside the page of
// the same name: calendar.ics and en/calendar.ics.
func calendarPath(lang i18n.Lang) string {
	if lang == i18n.AR {
		return "calendar.ics"
	}
	return string(lang) + "/calendar.ics"
}

// calendars writes what the calendar page lists as not met as files that a
// calendar program reads, one in each language.
func calendars(site *model.Site, put func(dashboards.File) error) error {
	rules, err := metrics.DutyRules()
	if err != nil {
		return err
	}
	for _, lang := range i18n.Langs() {
		var list []metrics.Duty
		for _, d := range site.Duties {
			list = append(list, calendarDuty(site, d, rules, lang))
		}
		var b bytes.Buffer
		if err := metrics.WriteICS(&b, list, site.AsOf, lang); err != nil {
			return err
		}
		if err := put(dashboards.File{Path: calendarPath(lang), Data: b.Bytes()}); err != nil {
			return err
		}
	}
	return nil
}

func calendarDuty(site *model.Site, d model.Duty, rules []metrics.DutyRule, lang i18n.Lang) metrics.Duty {
	out := metrics.Duty{Rule: d.Kind, Unit: d.Unit.In(lang), Title: d.Subject, DueOn: metrics.Date{Time: d.Due}}
	if d.Kind == "start" {
		out.Name = i18n.Text{AR: "بدء نشاط مخطط له", EN: "Planned start of an activity"}
	}
	for i := range rules {
		if rules[i].ID == d.Kind {
			out.Name, out.Section = rules[i].Name.Text(), rules[i].Section
		}
	}
	out.Days = int(d.Due.Sub(site.AsOf.AddDate(0, 0, -1)).Hours() / 24)
	switch d.State {
	case "done", "late":
		out.Status, out.MetOn = metrics.DutyMet, &metrics.Date{Time: d.Done}
	case "unproven":
		out.Status = metrics.DutyNoEvidence
	case "overdue":
		out.Status = metrics.DutyOverdue
	default:
		out.Status = metrics.DutyDue
	}
	return out
}
