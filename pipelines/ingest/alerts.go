package ingest

import (
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
)

// Alert is something that somebody should look at.
type Alert struct {
	Source string    `json:"source"`
	Kind   string    `json:"kind"` // silent, falling, quarantine, quota, failing
	AR     string    `json:"ar"`
	EN     string    `json:"en"`
	Since  time.Time `json:"since,omitzero"`
}

// In says the alert in l.
func (a Alert) In(l i18n.Lang) string { return i18n.Text{AR: a.AR, EN: a.EN}.In(l) }

// silent tells whether a source is quieter than its own rhythm: three times as
// long as nineteen of twenty of its gaps, and never for less than three days.
func (h health) silent(newest, now time.Time) bool {
	if h.activeDays < 10 || newest.IsZero() {
		return false
	}
	limit := max(3*h.usualGap, 3)
	return now.Sub(newest).Hours()/24 > limit
}

func alertsOf(s SourceStatus, h health, now time.Time) []Alert {
	var out []Alert
	add := func(kind string, since time.Time, t i18n.Text, args ...any) {
		out = append(out, Alert{Source: s.Source, Kind: kind, AR: t.Format(i18n.AR, args...), EN: t.Format(i18n.EN, args...), Since: since})
	}
	if s.Disabled {
		return nil
	}
	switch s.LastStatus {
	case "failed":
		add("failing", s.LastOK, i18n.Text{AR: "المصدر %s: فشل آخر تشغيل: %s", EN: "%s: the last run failed: %s"}, s.Source, s.Message)
	case "skipped":
		add("failing", s.LastOK, i18n.Text{AR: "المصدر %s تُرك: %s", EN: "%s was skipped: %s"}, s.Source, s.Message)
	}
	if !s.SilentSince.IsZero() {
		days := int(now.Sub(s.SilentSince).Hours() / 24)
		add("silent", s.SilentSince, i18n.Text{AR: "المصدر %s صامت منذ %d يوماً، وأطول صمت معتاد له %.0f", EN: "%s has been silent for %d days; its usual gap is at most %.0f"}, s.Source, days, max(h.usualGap, 1))
	} else if h.usualWeek >= 10 && float64(h.thisWeek) < 0.4*h.usualWeek {
		add("falling", time.Time{}, i18n.Text{AR: "المصدر %s: %d مشاركة في الأسبوع الأخير، والمعتاد %.0f", EN: "%s: %d submissions in the last week, usually %.0f"}, s.Source, h.thisWeek, h.usualWeek)
	}
	if h.newBad >= 10 && h.newBad*20 > s.Records {
		add("quarantine", time.Time{}, i18n.Text{AR: "المصدر %s: حُجر %d سجلاً في الأسبوع الأخير", EN: "%s: %d records were quarantined in the last week"}, s.Source, h.newBad)
	}
	if s.QuotaLeft != nil && s.QuotaOf != nil && *s.QuotaOf > 0 && *s.QuotaLeft*10 < *s.QuotaOf {
		add("quota", time.Time{}, i18n.Text{AR: "المصدر %s: بقي من الحصة %d من %d", EN: "%s: %d of %d requests of the quota are left"}, s.Source, *s.QuotaLeft, *s.QuotaOf)
	}
	return out
}
