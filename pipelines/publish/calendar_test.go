package publish

import (
	"strings"
	"testing"
	"time"

	"github.com/musharaka/musharaka/dashboards"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/i18n"
)

func TestCalendarFiles(t *testing.T) {
	day := func(m, d int) time.Time { return time.Date(2025, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	unit := i18n.Text{AR: "وحدة", EN: "Unit"}
	site := &model.Site{AsOf: day(6, 1), Duties: []model.Duty{
		{Unit: unit, Kind: "results_after_activity", Subject: "لقاء", Due: day(5, 1), State: "overdue"},
		{Unit: unit, Kind: "results_after_activity", Subject: "لقاء", Due: day(5, 1), State: "overdue"}, // two of one name
		{Unit: unit, Kind: "poll_monthly", Subject: "2025-06", Due: day(6, 30), State: "soon"},
		{Unit: unit, Kind: "poll_monthly", Subject: "2025-05", Due: day(5, 31), Done: day(5, 3), State: "done"},
	}}
	files := map[string]string{}
	if err := calendars(site, func(f dashboards.File) error { files[f.Path] = string(f.Data); return nil }); err != nil {
		t.Fatal(err)
	}
	ar, en := files["calendar.ics"], files["en/calendar.ics"]
	if strings.Count(ar, "BEGIN:VEVENT") != 3 || !strings.Contains(en, "overdue by 30 days") || !strings.Contains(en, "due in 30 days") || !strings.Contains(ar, "نشر نتائج النشاط") {
		t.Errorf("%s\n%s", ar, en)
	}
	uids := map[string]bool{}
	for _, line := range strings.Split(en, "\r\n") {
		if strings.HasPrefix(line, "UID:") {
			uids[line] = true
		}
	}
	if len(uids) != 3 {
		t.Errorf("%d names for 3 events", len(uids))
	}
}
