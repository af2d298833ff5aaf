package main

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/kpi"
	"github.com/musharaka/musharaka/internal/metrics/kpicmd"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/analysis"
)

type kpiCmd struct {
	List           kpiListCmd           `cmd:"" help:"${kpilist}"`
	Show           kpiShowCmd           `cmd:"" help:"${kpishow}"`
	Explain        kpiExplainCmd        `cmd:"" help:"${kpiexplain}"`
	Verify         kpiVerifyCmd         `cmd:"" help:"${kpiverify}"`
	Whatif         kpiWhatifCmd         `cmd:"" help:"${kpiwhatif}"`
	Duties         kpiDutiesCmd         `cmd:"" help:"${kpiduties}"`
	Ledger         kpiLedgerCmd         `cmd:"" help:"${kpiledger}"`
	Plan           kpiPlanCmd           `cmd:"" help:"${kpiplan}"`
	Practices      kpiPracticesCmd      `cmd:"" help:"${kpipractices}"`
	Representation kpiRepresentationCmd `cmd:"" help:"${kpirepresentation}"`
	Peers          kpiPeersCmd          `cmd:"" help:"${kpipeers}"`
	Links          kpiLinksCmd          `cmd:"" help:"${kpilinks}"`
	Test           kpiTestCmd           `cmd:"" help:"${kpitest}"`
}

// kpiScope are the flags that choose numbers.
type kpiScope struct {
	AsOf   string   `name:"as-of" help:"${asof}" placeholder:"DATE"`
	Unit   []string `help:"${unit}" placeholder:"U"`
	Period []string `help:"${period}" placeholder:"2025Q1"`
	By     []string `help:"${by}" placeholder:"KEY"`
	Format string   `help:"${format}" enum:"table,json" default:"table"`
}

// withKPIs opens the workspace for reading and runs f with the options that
// the flags make.
func (c kpiScope) withKPIs(ctx context.Context, env *cli.Env, f func(db *store.DB, o kpicmd.Options) error) error {
	return c.with(ctx, env, store.Options{ReadOnly: true}, f)
}

func (c kpiScope) with(ctx context.Context, env *cli.Env, so store.Options, f func(db *store.DB, o kpicmd.Options) error) (err error) {
	ws, err := openWorkspace(env)
	if err != nil {
		return err
	}
	asOf, err := parseAsOf(env, c.AsOf, ws)
	if err != nil {
		return err
	}
	extra, err := workspaceKPIs(ws)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, ws.Database(), so)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return usage(f(db, kpicmd.Options{AsOf: asOf, Units: c.Unit, Periods: c.Period, By: c.By, Settings: analysis.Settings(ws), Extra: extra,
		Lang: env.Language, JSON: c.Format == "json"}))
}

// usage tells what the user wrote wrongly from what failed.
func usage(err error) error {
	if e, ok := errors.AsType[*metrics.RequestError](err); ok {
		return &cli.UsageError{Err: e.Err}
	}
	return err
}

func parseAsOf(env *cli.Env, s string, ws *config.Workspace) (time.Time, error) {
	if s == "" {
		return analysis.Tomorrow(env.Now(), ws.Location), nil
	}
	t, err := metrics.ParseDay(s)
	if err != nil {
		return t, &cli.UsageError{Err: err}
	}
	return t, nil
}

// workspaceKPIs loads the indicators that a data team added in kpis/.
func workspaceKPIs(ws *config.Workspace) ([]*metrics.Definition, error) {
	dir := ws.Path("kpis")
	if st, serr := os.Stat(dir); serr != nil || !st.IsDir() {
		return nil, nil //nolint:nilerr // a workspace need not have indicators of its own
	}
	extra, err := metrics.Load(os.DirFS(dir), ".")
	if err != nil {
		return nil, &cli.UsageError{Err: i18n.Wrap(err, i18n.Text{AR: "مؤشرات مساحة العمل في %s", EN: "the workspace's indicators in %s"}, dir)}
	}
	return extra, nil
}

type kpiListCmd struct{ kpiScope }

func (c *kpiListCmd) Run(env *cli.Env) error {
	o := kpicmd.Options{Lang: env.Language, JSON: c.Format == "json"}
	if ws, err := config.Open(env.Workspace); err == nil { // a list needs no workspace
		if o.Extra, err = workspaceKPIs(ws); err != nil {
			return err
		}
	}
	return kpicmd.List(env.Stdout, o)
}

type kpiShowCmd struct {
	IDs []string `arg:"" optional:"" name:"id" help:"${kpi_ids}"`
	kpiScope
}

func (c *kpiShowCmd) Run(ctx context.Context, env *cli.Env) error {
	return c.withKPIs(ctx, env, func(db *store.DB, o kpicmd.Options) error {
		faulty, err := kpicmd.Show(ctx, env.Stdout, db, c.IDs, o)
		if err == nil && faulty > 0 {
			return cli.ErrPartial
		}
		return err
	})
}

type kpiExplainCmd struct {
	ID string `arg:"" help:"${kpi_ids}"`
	kpiScope
}

func (c *kpiExplainCmd) Run(ctx context.Context, env *cli.Env) error {
	return c.withKPIs(ctx, env, func(db *store.DB, o kpicmd.Options) error {
		return kpicmd.Explain(ctx, env.Stdout, db, c.ID, o)
	})
}

type kpiVerifyCmd struct{ kpiScope }

func (c *kpiVerifyCmd) Run(ctx context.Context, env *cli.Env) error {
	return c.withKPIs(ctx, env, func(db *store.DB, o kpicmd.Options) error {
		return kpicmd.Verify(ctx, env.Stdout, db, o)
	})
}

type kpiTestCmd struct {
	Dir string `arg:"" optional:"" help:"${kpi_dir}" type:"existingdir"`
}

func (c *kpiTestCmd) Run(ctx context.Context, env *cli.Env) (err error) {
	tmp, err := os.MkdirTemp("", "musharaka-kpi")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	db, err := store.Open(ctx, tmp+"/cases.duckdb", store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	o := kpicmd.Options{Lang: env.Language}
	if c.Dir != "" {
		return kpicmd.Test(ctx, env.Stdout, db, os.DirFS(c.Dir), ".", o)
	}
	if err := kpicmd.Test(ctx, env.Stdout, db, kpi.FS, ".", o); err != nil {
		return err
	}
	ws, wsErr := config.Open(env.Workspace)
	if wsErr != nil {
		return nil // the built-in cases need no workspace
	}
	if st, serr := os.Stat(ws.Path("kpis")); serr == nil && st.IsDir() {
		return kpicmd.Test(ctx, env.Stdout, db, os.DirFS(ws.Path("kpis")), ".", o)
	}
	return nil
}
