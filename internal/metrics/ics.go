package metrics

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/musharaka/musharaka/internal/i18n"
)

// WriteICS writes the duties that are not met as a calendar (RFC 5545), one
// whole-day event each. asOf is its time stamp, so that the same registers give
// the same bytes.
func WriteICS(w io.Writer, duties []Duty, asOf time.Time, lang i18n.Lang) error {
	var b strings.Builder
	line := func(format string, args ...any) { fold(&b, fmt.Sprintf(format, args...)) }
	line("BEGIN:VCALENDAR")
	line("VERSION:2.0")
	line("PRODID:-//Musharaka//Duties//%s", strings.ToUpper(string(lang)))
	line("CALSCALE:GREGORIAN")
	line("X-WR-CALNAME:%s", escapeICS(i18n.Text{AR: "واجبات المشاركة الرقمية", EN: "Duties of e-participation"}.In(lang)))
	line("X-WR-TIMEZONE:Asia/Muscat")
	// A calendar must hold something, even where nothing is owed.
	for _, s := range []string{"BEGIN:VTIMEZONE", "TZID:Asia/Muscat", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0400",
		"TZOFFSETTO:+0400", "TZNAME:+04", "END:STANDARD", "END:VTIMEZONE"} {
		line("%s", s)
	}
	seen := map[string]int{}
	for i := range duties {
		if s := duties[i].Status; s != DutyMet && s != DutyLate {
			duties[i].event(line, seen, asOf, lang)
		}
	}
	line("END:VCALENDAR")
	_, err := io.WriteString(w, b.String())
	return err
}

func (d *Duty) event(line func(string, ...any), seen map[string]int, asOf time.Time, lang i18n.Lang) {
	uid := strings.Join([]string{d.Rule, d.Unit, d.Ref, d.DueOn.String()}, "-")
	if seen[uid]++; seen[uid] > 1 { // two things of one name
		uid = fmt.Sprintf("%s-%d", uid, seen[uid])
	}
	line("BEGIN:VEVENT")
	line("UID:%s@musharaka", escapeICS(uid))
	line("DTSTAMP:%s", asOf.Format("20060102T000000Z"))
	line("DTSTART;VALUE=DATE:%s", d.DueOn.Format("20060102"))
	line("DTEND;VALUE=DATE:%s", d.DueOn.AddDate(0, 0, 1).Format("20060102"))
	about := d.Ref
	if d.Title != "" {
		about = d.Title
	}
	subject := d.Unit + ": " + d.Name.In(lang)
	if about != "" {
		subject += " (" + about + ")"
	}
	line("SUMMARY:%s", escapeICS(subject))
	description := d.Sentence().In(lang)
	if d.Section != "" {
		description = "§" + d.Section + " · " + description
	}
	line("DESCRIPTION:%s", escapeICS(description))
	line("CATEGORIES:%s", escapeICS(DutyStatusName(d.Status).In(lang)))
	line("TRANSP:TRANSPARENT")
	line("END:VEVENT")
}

func escapeICS(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r", "", "\n", `\n`).Replace(s)
}

// fold breaks a line after at most 75 octets, never inside a letter.
func fold(b *strings.Builder, s string) {
	room := 75
	for _, r := range s {
		if n := utf8.RuneLen(r); n > room {
			b.WriteString("\r\n ")
			room = 74
		}
		b.WriteRune(r)
		room -= utf8.RuneLen(r)
	}
	b.WriteString("\r\n")
}
