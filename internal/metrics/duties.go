package metrics

import (
	"context"
	_ "embed"
	"fmt"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
)

//go:embed obligations/rules.toml
var rulesTOML string

//go:embed obligations/duties.sql
var dutiesSQL string

// DutyStatus says how a duty stands on the morning of as_of.
type DutyStatus string

// The states of a duty.
const (
	DutyMet        DutyStatus = "met"
	DutyLate       DutyStatus = "late"        // met after its day
	DutyDue        DutyStatus = "due"         // not met, its day is still to come
	DutyOverdue    DutyStatus = "overdue"     // not met, its day has passed
	DutyNoEvidence DutyStatus = "no_evidence" // said to be met, without live evidence
)

// DutyRule is a rule of the calendar in one span of its validity.
type DutyRule struct {
	ID      string `toml:"id"`
	Section string `toml:"section"`
	Method  string `toml:"method"` // GT or OD
	From    string `toml:"effective_from"`
	Until   string `toml:"effective_until"` // first day out of force; "" open
	Name    Words  `toml:"name"`
}

// Duty is one thing that a unit owes on one day.
type Duty struct {
	Rule   string     `json:"rule"`
	Unit   string     `json:"unit_id"`
	Ref    string     `json:"ref"` // month, quarter, activity, year, account, action
	Title  string     `json:"title,omitempty"`
	DueOn  Date       `json:"due_on"`
	MetOn  *Date      `json:"met_on"`
	Status DutyStatus `json:"status"`
	Days   int        `json:"days"` // until due; negative: so many days past it
	Name   i18n.Text  `json:"-"`

	Section string `json:"section"`
	Method  string `json:"method"`
}

// DutyRules returns the calendar's rules in the order of their file.
func DutyRules() ([]DutyRule, error) {
	var f struct {
		Rule []DutyRule `toml:"rule"`
	}
	if _, err := toml.Decode(rulesTOML, &f); err != nil {
		return nil, fmt.Errorf("metrics.DutyRules: %w", err)
	}
	return f.Rule, nil
}

// inForce tells whether the rule held on a day.
func (r *DutyRule) inForce(day time.Time) bool {
	d := day.Format(time.DateOnly)
	return d >= r.From && (r.Until == "" || d < r.Until)
}

// Duties lists what the units owe from day from to day to, both included, by
// the rules that were in force on each day; req gives as_of and the units.
func Duties(ctx context.Context, db *store.DB, req Request, from, to time.Time) (_ []Duty, err error) {
	defer wrap(&err, "metrics.Duties")
	rules, err := DutyRules()
	if err != nil {
		return nil, err
	}
	req.KPIs = []string{"O1"} // the prelude is enough, one small indicator keeps presence cheap
	r, err := newRun(req)
	if err != nil {
		return nil, err
	}
	var out []Duty
	err = db.InSnapshot(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := r.prepare(ctx, tx); err != nil {
			return err
		}
		if err := setSpan(ctx, tx, from, to); err != nil {
			return err
		}
		return each(ctx, tx, dutiesSQL, func(scan func(...any) error) error {
			var d Duty
			var met *time.Time
			var evidenced bool
			if err := scan(&d.Rule, &d.Unit, &d.Ref, &d.DueOn.Time, &met, &evidenced, &d.Title); err != nil {
				return err
			}
			for i := range rules {
				if rules[i].ID == d.Rule && rules[i].inForce(d.DueOn.Time) {
					d.judge(&rules[i], met, evidenced, req.AsOf)
					out = append(out, d)
				}
			}
			return nil
		})
	})
	return out, err
}

// setSpan tells a statement the days that it looks at.
func setSpan(ctx context.Context, tx *store.Tx, from, to time.Time) error {
	for name, day := range map[string]time.Time{"duty_from": from, "duty_to": to} {
		if _, err := tx.Exec(ctx, fmt.Sprintf("SET VARIABLE %s = DATE '%s'", name, day.Format(time.DateOnly))); err != nil {
			return err
		}
	}
	return nil
}

func (d *Duty) judge(rule *DutyRule, met *time.Time, evidenced bool, asOf time.Time) {
	d.Name, d.Section, d.Method = rule.Name.Text(), rule.Section, rule.Method
	today := asOf.AddDate(0, 0, -1) // as_of is exclusive
	d.Days = int(d.DueOn.Sub(today).Hours() / 24)
	switch {
	case met != nil && !evidenced:
		d.Status = DutyNoEvidence
	case met != nil && met.After(d.DueOn.Time):
		d.Status = DutyLate
	case met != nil:
		d.Status = DutyMet
	case d.Days < 0:
		d.Status = DutyOverdue
	default:
		d.Status = DutyDue
	}
	if met != nil {
		d.MetOn = &Date{*met}
	}
}

// Sentence says a duty's state to a reader.
func (d *Duty) Sentence() i18n.Text {
	switch d.Status {
	case DutyMet:
		return i18n.Text{AR: "تم في " + d.MetOn.String(), EN: "met on " + d.MetOn.String()}
	case DutyLate:
		return i18n.Text{AR: "تم متأخراً في " + d.MetOn.String(), EN: "met late, on " + d.MetOn.String()}
	case DutyNoEvidence:
		return i18n.Text{AR: "بلا دليل سارٍ", EN: "no live evidence"}
	case DutyOverdue:
		return i18n.Text{AR: "متأخر منذ " + days(i18n.AR, -d.Days), EN: "overdue by " + days(i18n.EN, -d.Days)}
	}
	if d.Days == 0 {
		return i18n.Text{AR: "يحل موعده اليوم", EN: "due today"}
	}
	return i18n.Text{AR: "يحل موعده خلال " + days(i18n.AR, d.Days), EN: "due in " + days(i18n.EN, d.Days)}
}

// days counts days after a preposition.
func days(lang i18n.Lang, n int) string {
	return i18n.Plural{AR: i18n.Forms{One: "يوم واحد", Two: "يومين", Few: "%d أيام", Many: "%d يوماً", Other: "%d يوم"},
		EN: i18n.Forms{One: "%d day", Other: "%d days"}}.Count(lang, n)
}

// DutyStatusName names a state to a reader.
func DutyStatusName(s DutyStatus) i18n.Text {
	switch s {
	case DutyMet:
		return i18n.Text{AR: "تم", EN: "met"}
	case DutyLate:
		return i18n.Text{AR: "تم متأخراً", EN: "met late"}
	case DutyDue:
		return i18n.Text{AR: "لم يحل موعده", EN: "due"}
	case DutyOverdue:
		return i18n.Text{AR: "متأخر", EN: "overdue"}
	}
	return i18n.Text{AR: "بلا دليل", EN: "no evidence"}
}

// DutyStatuses lists the states in the order of a summary.
func DutyStatuses() []DutyStatus {
	return []DutyStatus{DutyMet, DutyLate, DutyDue, DutyOverdue, DutyNoEvidence}
}
