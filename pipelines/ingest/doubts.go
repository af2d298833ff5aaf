package ingest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
)

// Doubt is a group of submissions that are stored as the source has them, and
// of which something cannot be right: a unit that nobody declared, a date that
// has not come, a date before there was any platform. The indicators leave
// them out by their own rules; this says so. It is found in the store, so that
// it ends by itself when the unit is declared or the source is mended.
type Doubt struct {
	Source  string    `json:"source"`
	Kind    string    `json:"kind"`            // unit, future, past
	Value   string    `json:"value,omitempty"` // the unit
	Rows    int       `json:"rows"`
	Example string    `json:"example"` // id of a submission
	At      time.Time `json:"at,omitzero"`
	zone    *time.Location
}

// tolerance is how far a source's clock may be ahead.
const tolerance = 48 * time.Hour

// earliest is before the first platform that could have sent something.
var earliest = time.Date(1995, 1, 1, 0, 0, 0, 0, time.UTC) //nolint:gochecknoglobals // a date

// In says the doubt in l.
func (d Doubt) In(l i18n.Lang) string {
	switch d.Kind {
	case "unit":
		return i18n.Text{
			AR: "المصدر %[1]s: مشاركات لوحدة غير معلنة %[2]q عددها %[3]d، مثل %[4]s. أعلن الوحدة في musharaka.yaml أو في سجل الوحدات، أو حوّلها بالمفتاح values",
			EN: "%[1]s: %[3]d submissions name a unit that nobody declared, %[2]q, such as %[4]s. Declare it in musharaka.yaml or in the register of units, or map it by values"}.
			Format(l, d.Source, d.Value, d.Rows, d.Example)
	case "future":
		return i18n.Text{
			AR: "المصدر %[1]s: مشاركات تاريخها لم يأت بعد عددها %[2]d، مثل %[3]s ‏(%[4]s). لا تدخل في أي مؤشر قبل ذلك اليوم؛ صحّح التاريخ في المصدر",
			EN: "%[1]s: %[2]d submissions are dated in the future, such as %[3]s (%[4]s). No indicator counts them before that day; correct the date at the source"}.
			Format(l, d.Source, d.Rows, d.Example, stamp(d.At, d.zone))
	}
	return i18n.Text{
		AR: "المصدر %[1]s: مشاركات تاريخها أقدم من أي منصة عددها %[2]d، مثل %[3]s ‏(%[4]s). صحّح التاريخ في المصدر",
		EN: "%[1]s: %[2]d submissions are dated before there was any platform, such as %[3]s (%[4]s). Correct the date at the source"}.
		Format(l, d.Source, d.Rows, d.Example, stamp(d.At, d.zone))
}

// doubts finds them, of all sources without names.
func doubts(ctx context.Context, db *store.DB, sqls statements, now time.Time, zone *time.Location, names ...string) ([]Doubt, error) {
	out := []Doubt{}
	err := each(ctx, db, sqls["status_doubts"], func(scan func(...any) error) error {
		d := Doubt{zone: zone}
		if err := scan(&d.Source, &d.Kind, &d.Value, &d.Rows, &d.Example, &d.At); err != nil {
			return err
		}
		if len(names) == 0 || slices.Contains(names, d.Source) {
			out = append(out, d)
		}
		return nil
	}, now.Add(tolerance), earliest)
	if err != nil {
		return nil, fmt.Errorf("status_doubts: %w", err)
	}
	return out, nil
}
