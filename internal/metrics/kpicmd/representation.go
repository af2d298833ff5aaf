package kpicmd

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/store"
)

// Representation writes who took part and who was silent, beside the sizes that
// the units entered.
func Representation(ctx context.Context, w io.Writer, db *store.DB, o Options) error {
	req, err := o.request()
	if err != nil {
		return err
	}
	req.By = nil
	list, err := metrics.Represent(ctx, db, req)
	if err != nil {
		return err
	}
	if o.JSON {
		return writeJSON(w, append([]metrics.Representation{}, list...))
	}
	for i := range list {
		if err := o.represent(w, &list[i]); err != nil {
			return err
		}
	}
	return nil
}

func (o Options) represent(w io.Writer, x *metrics.Representation) error {
	fmt.Fprintf(w, "%s: %s %s\n", x.Unit, o.text("تشابه المشاركين مع الفئات المستهدفة", "similarity of participants to the target"), o.share(x.Similarity))
	rows := [][]string{{o.text("الفئة", "group"), o.text("المشاركون", "participants"), o.text("حجمها", "size"), o.text("المصدر والتاريخ", "source and date"), o.text("حصتها من المشاركين", "share of participants"),
		o.text("حصتها من الحجم", "share of size"), o.text("النسبة", "ratio"), o.text("التكافؤ", "parity"), ""}}
	for _, g := range x.Groups {
		size, source, note := "–", o.text("لم يُدخل الحجم", "no size entered"), ""
		if g.Size != nil {
			size, source = strconv.FormatInt(*g.Size, 10), strings.TrimSpace(g.Source+" "+g.SizedOnText())
		}
		if g.Silent {
			note = o.text("صامتة", "silent")
		} else if g.Old {
			note = o.text("حجم قديم", "old size")
		}
		rows = append(rows, []string{g.Name, strconv.FormatInt(g.Participants, 10), size, source, o.share(g.Share), o.share(g.OfSize), o.number(g.Ratio), o.number(g.Parity), note})
	}
	if err := table(w, rows); err != nil {
		return err
	}
	for _, t := range x.Themes {
		if len(t.Silent) > 0 {
			fmt.Fprintf(w, "  %s %s (%d): %s\n", o.text("صمتت عن الموضوع", "silent on theme"), t.Theme, t.Voices, strings.Join(t.Silent, ", "))
		}
	}
	p := x.Opinion
	fmt.Fprintf(w, "  %s: %s (n=%d); ", o.text("حصة السلبي مما قيل، بقراءة الآلة", "negative share of what was said, as the machine read it"), o.share(p.Unweighted), p.Messages)
	if p.Weighted != nil {
		fmt.Fprintf(w, "%s: %s (n_eff=%.0f, deff=%.2f)\n", o.text("بعد الترجيح بأحجام الفئات", "weighted to the sizes of groups"), o.share(p.Weighted), p.EffectiveN, p.Deff)
	} else {
		fmt.Fprintln(w, p.Why.In(o.Lang))
	}
	_, err := fmt.Fprintln(w, "  "+o.text("شارك المجيبون طوعاً، فلا يمكن حساب هامش خطأ للعينة.", "People volunteered to take part: no estimate of sampling error can be calculated."))
	return err
}

func (o Options) share(p *float64) string {
	if p == nil {
		return "–"
	}
	return metrics.FormatValue(*p, "share", o.Lang)
}

func (o Options) number(p *float64) string {
	if p == nil {
		return "–"
	}
	return fmt.Sprintf("%.2f", *p)
}
