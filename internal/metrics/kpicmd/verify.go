package kpicmd

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/cases"
	"github.com/musharaka/musharaka/internal/store"
)

// Verify recomputes every published number. Differences are an error, after
// all of them were written.
func Verify(ctx context.Context, w io.Writer, db *store.DB, o Options) error {
	rep, err := metrics.Verify(ctx, db, o.Settings, o.Extra)
	if err != nil {
		return err
	}
	for _, d := range rep.Differences {
		p := d.Published
		if d.Recomputed == nil {
			fmt.Fprintf(w, "%s %s %s %s: %s\n", p.Unit, p.Period, p.KPI, p.DimsJSON(), o.text("منشور ولا يعود", "published, and does not come out again"))
			continue
		}
		fmt.Fprintf(w, "%s %s %s %s: %s\n", p.Unit, p.Period, p.KPI, p.DimsJSON(), strings.Join(d.Fields, ", "))
	}
	if n := len(rep.Differences); n > 0 {
		return i18n.Errorf(i18n.Text{AR: "%d من %d صفاً منشوراً لا تطابق إعادة الاحتساب", EN: "%d of %d published rows differ from what comes out now"}, n, rep.Checked)
	}
	_, err = fmt.Fprintf(w, "%s: %d\n", o.text("صفوف أُعيد احتسابها وطابقت", "rows recomputed, all equal"), rep.Checked)
	return err
}

// Test runs the cases of indicators: those of fsys under root, with extra
// definitions beside the built-in ones. db is a scratch file that stays empty.
func Test(ctx context.Context, w io.Writer, db *store.DB, fsys fs.FS, root string, o Options) error {
	suite, err := cases.Load(fsys, root)
	if err != nil {
		return err
	}
	if o.Extra, err = foreign(fsys, root, o.Extra); err != nil {
		return err
	}
	failed := 0
	for i := range suite.Cases {
		c := &suite.Cases[i]
		diffs, err := suite.Run(ctx, db, c, o.Settings, o.Extra)
		if err != nil {
			diffs = append(diffs, err.Error())
		}
		if len(diffs) == 0 {
			continue
		}
		failed++
		fmt.Fprintf(w, "%s: %s\n", c.File, c.Name)
		for _, d := range diffs {
			fmt.Fprintf(w, "    %s\n", d)
		}
	}
	if failed > 0 {
		return i18n.Errorf(i18n.Text{AR: "%d من %d حالة لا تنجح", EN: "%d of %d cases fail"}, failed, len(suite.Cases))
	}
	_, err = fmt.Fprintf(w, "%s: %d\n", o.text("حالات نجحت", "cases hold"), len(suite.Cases))
	return err
}

// foreign loads the definitions of fsys that do not ship with the project.
func foreign(fsys fs.FS, root string, have []*metrics.Definition) ([]*metrics.Definition, error) {
	list, err := metrics.Load(fsys, root)
	if err != nil {
		return nil, err
	}
	out := slices.Clone(have)
	for _, d := range list {
		if built, _ := metrics.FindRow(d.Main().ID, have...); built == nil {
			out = append(out, d)
		}
	}
	return out, nil
}
