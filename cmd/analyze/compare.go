package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/analysis"
	"github.com/musharaka/musharaka/pipelines/enrich"
)

type compareCmd struct {
	By     string `help:"${compare_by}" enum:"period,source,governorate,group,activity,unit" default:"period"`
	A      string `arg:"" help:"${compare_side}"`
	B      string `arg:"" help:"${compare_side}"`
	Format string `help:"${format}" enum:"table,json" default:"table"`
}

func (c *compareCmd) Run(ctx context.Context, env *cli.Env) (err error) {
	ws, err := openWorkspace(env)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, ws.Database(), store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	list, err := enrich.Compare(ctx, db, enrich.Options{AsOf: analysis.Tomorrow(env.Now(), ws.Location), K: ws.Privacy.K, YearStart: ws.KPIs.YearStart}, c.By, c.A, c.B)
	if err != nil {
		return usage(err)
	}
	if c.Format == "json" {
		if list == nil {
			list = []enrich.Compared{}
		}
		e := json.NewEncoder(env.Stdout)
		e.SetIndent("", " ")
		return e.Encode(list)
	}
	if len(list) == 0 {
		env.Say(i18n.Text{AR: "لا رسائل في أحد الطرفين", EN: "one of the two sides has no messages"})
		return nil
	}
	w := tabwriter.NewWriter(env.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, i18n.Text{AR: "الموضوع\t%s\t%s\tنسبة الحصتين\t95٪\tفرق مؤكد", EN: "theme\t%s\t%s\tratio of shares\t95 %%\tclear difference"}.Format(env.Language, c.A, c.B))
	for _, d := range list {
		side := func(n int, hidden bool) string {
			if hidden {
				return "<k"
			}
			return fmt.Sprint(n)
		}
		ratio, ci, clear := "", "", ""
		if !d.SuppressedA && !d.SuppressedB {
			ratio, ci = fmt.Sprintf("%.2f", d.Ratio), fmt.Sprintf("%.2f–%.2f", d.Low, d.High)
		}
		if d.Discovery {
			clear = "•"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", i18n.Text{AR: d.LabelAR, EN: d.LabelEN}.In(env.Language), side(d.A, d.SuppressedA), side(d.B, d.SuppressedB), ratio, ci, clear)
	}
	return w.Flush()
}
