package main

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/ui"
	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/analysis"
	"github.com/musharaka/musharaka/pipelines/publish"
)

type publishCmd struct {
	Edition string `help:"${edition}" enum:"internal,public" default:"internal"`
	Out     string `help:"${publish_out}" placeholder:"DIR" type:"path"`
}

// Run publishes what the last `analyze run` computed; it computes nothing.
func (c *publishCmd) Run(ctx context.Context, env *cli.Env) (err error) {
	ws, err := openWorkspace(env)
	if err != nil {
		return err
	}
	extra, err := workspaceKPIs(ws)
	if err != nil {
		return err
	}
	// A public edition is remembered, so that the next one cannot give away what this one hides.
	db, err := store.Open(ctx, ws.Database(), store.Options{ReadOnly: c.Edition != string(model.Public)})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	o, err := publishOptions(ws, c.Edition, time.Time{}, extra)
	if err != nil {
		return err
	}
	if c.Out != "" {
		o.OutDir = c.Out
	}
	rep, err := publish.Run(ctx, db, o)
	if err != nil {
		return err
	}
	env.Say(i18n.Text{AR: "الملفات المكتوبة: %d، بلا تغيير: %d", EN: "files written: %d, unchanged: %d"}, rep.Written, rep.Unchanged)
	env.Say(i18n.Text{AR: "افتح: %s", EN: "open: %s"}, rep.Open)
	return nil
}

func publishOptions(ws *config.Workspace, edition string, asOf time.Time, extra []*metrics.Definition) (publish.Options, error) {
	hijri, err := readHijri(ws)
	if err != nil {
		return publish.Options{}, err
	}
	taxonomy, err := analysis.Taxonomy(ws)
	if err != nil {
		return publish.Options{}, err
	}
	kinds := make(map[string]string, len(ws.Sources))
	for _, s := range ws.Sources {
		kinds[s.Name] = s.Kind
	}
	var explain func(string) string
	if edition == string(model.Internal) {
		if explain, err = explainer(); err != nil {
			return publish.Options{}, err
		}
	}
	return publish.Options{Edition: model.Edition(edition), OutDir: ws.Out(edition), AsOf: asOf, Name: i18n.Text{AR: ws.Name.AR, EN: ws.Name.EN},
		Zone: ws.Timezone, YearStart: ws.KPIs.YearStart, Grace: ws.KPIs.GraceDays, K: ws.Privacy.K, Version: cli.Version(), Extra: extra,
		Kinds: kinds, Vector: readVector, Explain: explain, Hijri: hijri, Areas: taxonomy}, nil
}

// readHijri reads the workspace's own table of announced months; without one
// the table that ships holds.
func readHijri(ws *config.Workspace) ([]model.HijriMonth, error) {
	if ws.Calendar.Hijri == "" {
		return nil, nil
	}
	f, err := os.Open(ws.Path(ws.Calendar.Hijri))
	if err != nil {
		return nil, &cli.UsageError{Err: i18n.Wrap(err, i18n.Text{AR: "calendar.hijri", EN: "calendar.hijri"})}
	}
	defer f.Close()
	months, err := ui.ReadHijri(f)
	if err != nil {
		return nil, &cli.UsageError{Err: i18n.Wrap(err, i18n.Text{AR: "جدول الأشهر الهجرية %s", EN: "the table of Hijri months %s"}, ws.Calendar.Hijri)}
	}
	return months, nil
}

// readVector reads a vector that the enrichment kept.
func readVector(stored []byte) ([]float32, error) {
	v := make([]float32, encoder.Dim)
	return v, encoder.Dequantise(v, stored)
}

// publisher is the last stage of `analyze run`.
func publisher(ws *config.Workspace, asOf time.Time, extra []*metrics.Definition) analysis.Publisher {
	return func(ctx context.Context, db *store.DB, edition string) (analysis.Published, error) {
		o, err := publishOptions(ws, edition, asOf, extra)
		if err != nil {
			return analysis.Published{}, err
		}
		rep, err := publish.Run(ctx, db, o)
		return analysis.Published{Written: rep.Written, Unchanged: rep.Unchanged, Open: rep.Open}, err
	}
}
