package metrics

import (
	"context"
	_ "embed"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics/stats"
	"github.com/musharaka/musharaka/internal/store"
)

//go:embed decisions/practices.sql
var practicesSQL string

// Practice is a due activity beside the rule for best practices. The machine
// only nominates; a person confirms in the register best_practices and says why.
type Practice struct {
	Unit         string      `json:"unit_id"`
	Activity     string      `json:"activity_id"`
	Title        string      `json:"title"`
	Participants int64       `json:"participants"`
	Checks       int64       `json:"checks"` // live ones, of 11
	Received     int64       `json:"received"`
	Used         int64       `json:"used"`
	Lower        float64     `json:"used_lower"`   // Wilson's lower bound of used of received
	Pooled       float64     `json:"pooled_rate"`  // over all due activities
	Transparency float64     `json:"transparency"` // t of G4
	Candidate    bool        `json:"candidate"`
	Lacks        []i18n.Text `json:"-"` // what keeps it from being one
	ConfirmedBy  *string     `json:"confirmed_by"`
	ConfirmedOn  *Date       `json:"confirmed_on"`
	Reason       string      `json:"reason"`
}

// What an activity must have to be nominated, beside openness about results and
// answers (t = 1).
const (
	practicePeople = 30
	practiceChecks = 11
)

// Practices judges every due activity of req's first period.
func Practices(ctx context.Context, db *store.DB, req Request) (_ []Practice, err error) {
	defer wrap(&err, "metrics.Practices")
	req.KPIs = []string{"O1"} // the prelude is enough
	r, err := newRun(req)
	if err != nil {
		return nil, err
	}
	var out []Practice
	err = db.InSnapshot(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := r.prepare(ctx, tx); err != nil {
			return err
		}
		return each(ctx, tx, practicesSQL, func(scan func(...any) error) error {
			var p Practice
			var on *time.Time
			if err := scan(&p.Unit, &p.Activity, &p.Title, &p.Participants, &p.Checks, &p.Received, &p.Used, &p.Transparency, &p.ConfirmedBy, &on, &p.Reason); err != nil {
				return err
			}
			if on != nil {
				p.ConfirmedOn = &Date{*on}
			}
			out = append(out, p)
			return nil
		})
	})
	var used, received int64
	for i := range out {
		used, received = used+out[i].Used, received+out[i].Received
	}
	for i := range out {
		if received > 0 {
			out[i].Pooled = float64(used) / float64(received)
		}
		out[i].judge()
	}
	return out, err
}

func (p *Practice) judge() {
	lack := func(is bool, ar, en string) {
		if is {
			p.Lacks = append(p.Lacks, i18n.Text{AR: ar, EN: en})
		}
	}
	lack(p.Transparency < 1-1e-9, "نتائجه أو معالجة مشاركاته لم تُنشر كاملة", "results or answers are not all published")
	lack(p.Participants < practicePeople, "المشاركون أقل من 30", "fewer than 30 participants")
	lack(p.Checks < practiceChecks, "لم تكتمل خطوات المراحل الإحدى عشرة بأدلة سارية", "not all 11 checks of the phases have live evidence")
	p.Lower, _ = stats.Wilson(float64(p.Used), float64(p.Received), stats.Z95)
	if p.Received == 0 {
		p.Lower = 0
	}
	lack(p.Lower <= p.Pooled, "نسبة المشاركات المستخدمة لا تفوق المعدل العام بوضوح", "its share of submissions used is not clearly above the pooled rate")
	p.Candidate = len(p.Lacks) == 0
}
