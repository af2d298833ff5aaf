package metrics_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/cases"
)

func TestDuties(t *testing.T) {
	c := &cases.Case{Fixture: "X1", Unit: "Z1", Tables: map[string]string{
		"polls":        "poll_id,opened_at\n1,2024-09-10 06:00",
		"publications": "publication_id,kind,published_at\n1,article,2024-08-01 06:00",
		"accounts":     "account_id,opened_on,reviewed_on\na,2024-01-01,2024-04-15",
	}, Change: []string{"UPDATE documents SET published_on = NULL WHERE doc = 'charter'", "UPDATE activities SET planned_start_on = '2024-10-20' WHERE activity_id = 'Xc'",
		"INSERT INTO activities(activity_id, unit_id, kind, level, planned_start_on) VALUES ('Xz', 'Z1', 'consultation', 'consult', '2024-11-05')"}}
	db := filled(t, c)
	duties, err := metrics.Duties(t.Context(), db, metrics.Request{AsOf: metrics.Day(2024, 11, 1)}, metrics.Day(2024, 1, 1), metrics.Day(2024, 12, 31))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]metrics.Duty{}
	for _, d := range duties {
		got[d.Rule+" "+d.Ref] = d
	}
	for key, want := range map[string]struct {
		status metrics.DutyStatus
		days   int
	}{
		"poll_monthly 2024-09":            {metrics.DutyMet, -31},
		"poll_monthly 2024-10":            {metrics.DutyDue, 0}, // as_of is exclusive: today is the last day of October
		"poll_monthly 2024-08":            {metrics.DutyOverdue, -61},
		"poll_monthly 2024-12":            {metrics.DutyDue, 61},
		"article_quarterly 2024Q3":        {metrics.DutyMet, -31},
		"results_after_activity Xa":       {metrics.DutyMet, -214},
		"results_after_activity Xc":       {metrics.DutyDue, 0},
		"consultation_documents Xa":       {metrics.DutyMet, -269},
		"consultation_documents Xb":       {metrics.DutyLate, -178},
		"consultation_documents Xz":       {metrics.DutyDue, 5},
		"activity_information Xc":         {metrics.DutyLate, -51},
		"plan_issued 2025":                {metrics.DutyDue, 61},
		"access_review a":                 {metrics.DutyOverdue, -16},
		"information_document 2023-01-01": {metrics.DutyMet, 0},
		"action_due x3":                   {metrics.DutyDue, 30},
	} {
		d, ok := got[key]
		if key == "information_document 2023-01-01" { // fell due before the rules were in force
			if ok {
				t.Errorf("%s: judged by a rule that was not in force", key)
			}
			continue
		}
		if !ok || d.Status != want.status || d.Days != want.days {
			t.Errorf("%s: %s in %d days, want %s in %d", key, d.Status, d.Days, want.status, want.days)
		}
	}
	late, err := metrics.Duties(t.Context(), db, metrics.Request{AsOf: metrics.Day(2024, 11, 1)}, metrics.Day(2024, 12, 1), metrics.Day(2024, 12, 31))
	if err != nil {
		t.Fatal(err)
	}
	if got := late[0]; len(late) == 0 || got.Rule != "charter_published" || got.Status != metrics.DutyOverdue || got.DueOn.String() != "2024-02-01" {
		t.Errorf("a charter that was never published is owed in any month: %+v", got)
	}
	if d, ok := got["poll_monthly 2024-01"]; ok {
		t.Errorf("January 2024 came before the guideline: %+v", d)
	}
}

func TestICS(t *testing.T) {
	duties := []metrics.Duty{
		{Rule: "r", Unit: "U", Ref: "a;b", DueOn: metrics.Date{Time: metrics.Day(2024, 12, 31)}, Status: metrics.DutyDue, Days: 3,
			Name: i18n.Text{AR: strings.Repeat("نشر نتائج النشاط ", 6), EN: "Publish"}, Section: "6.4-5"},
		{Rule: "met", Status: metrics.DutyMet}}
	var b bytes.Buffer
	if err := metrics.WriteICS(&b, duties, metrics.Day(2024, 12, 29), i18n.AR); err != nil {
		t.Fatal(err)
	}
	out := b.String()
	for _, want := range []string{"BEGIN:VCALENDAR\r\n", "DTSTART;VALUE=DATE:20241231\r\n", "DTEND;VALUE=DATE:20250101\r\n", `UID:r-U-a\;b-2024-12-31@musharaka`} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	for _, line := range strings.Split(out, "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
	}
	if strings.Count(out, "BEGIN:VEVENT") != 1 {
		t.Error("a met duty is in the calendar")
	}
}
