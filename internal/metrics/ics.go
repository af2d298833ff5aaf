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
	for i := range duties {
		d := &duties[i]
		if d.Status == DutyMet || d.Status == DutyLate {
			continue
		}
		line("BEGIN:VEVENT")
		line("UID:%s", escapeICS(strings.Join([]string{d.Rule, d.Unit, d.Ref, d.DueOn.String()}, "-"))+"@musharaka")
		line("DTSTAMP:%s", asOf.Format("20060102T000000Z"))
		line("DTSTART;VALUE=DATE:%s", d.DueOn.Format("20060102"))
		line("DTEND;VALUE=DATE:%s", d.DueOn.AddDate(0, 0, 1).Format("20060102"))
		subject := d.Ref
		if d.Title != "" {
			subject = d.Title
		}
		line("SUMMARY:%s", escapeICS(fmt.Sprintf("%s: %s (%s)", d.Unit, d.Name.In(lang), subject)))
		line("DESCRIPTION:%s", escapeICS(fmt.Sprintf("§%s · %s", d.Section, d.Sentence().In(lang))))
		line("TRANSP:TRANSPARENT")
		line("END:VEVENT")
	}
	line("END:VCALENDAR")
	_, err := io.WriteString(w, b.String())
	return err
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
