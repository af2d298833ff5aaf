package main

import (
	"context"
	"errors"
	"time"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/daemon"
	"github.com/musharaka/musharaka/pipelines/ingest"
	"github.com/musharaka/musharaka/pipelines/registers"
	"github.com/musharaka/musharaka/pipelines/sources"
)

type runCmd struct {
	Sources []string `arg:"" optional:"" name:"source" help:"${sources}"`
	Full    bool     `help:"${full}"`
	Since   string   `help:"${since}" placeholder:"DATE"`
	Format  string   `help:"${format}" enum:"table,json" default:"table"`
}

func (c *runCmd) Run(ctx context.Context, env *cli.Env) error {
	ws, err := openWorkspace(env)
	if err != nil {
		return err
	}
	o := ingest.Options{Kinds: sources.All(), Sources: c.Sources, Full: c.Full, Now: env.Now, Log: env.Log}
	if c.Since != "" {
		if o.Since, err = time.ParseInLocation(time.DateOnly, c.Since, ws.Location); err != nil {
			return &cli.UsageError{Err: i18n.Errorf(i18n.Text{AR: "التاريخ «%s» غير صحيح (مثال: 2025-03-31)", EN: "“%s” is not a date (example: 2025-03-31)"}, c.Since)}
		}
	}
	if err := ingest.Check(ws, sources.All(), c.Sources); err != nil {
		return &cli.UsageError{Err: err}
	}
	rep, served, err := handOver(ctx, ws, c)
	if err == nil && !served {
		rep, err = ingest.Run(ctx, ws, o)
	}
	if err != nil {
		return err
	}
	if err := rep.Write(env.Stdout, env.Language, c.Format); err != nil {
		return err
	}
	partly := false
	if !served { // the daemon imports registers itself
		partly, err = handKept(ctx, env, ws, c.Format)
	}
	switch {
	case err != nil:
		return err
	case rep.ExitStatus() == cli.Failed:
		return errSources
	case partly || rep.ExitStatus() == cli.Partial:
		return cli.ErrPartial
	}
	return nil
}

// handOver gives the wish to a running daemon. A date cannot be handed over:
// with --since the run waits for its turn at the file.
func handOver(ctx context.Context, ws *config.Workspace, c *runCmd) (ingest.Report, bool, error) {
	if c.Since != "" {
		return ingest.Report{}, false, nil
	}
	return daemon.HandOver(ctx, ws, daemon.Wish{Sources: c.Sources, Full: c.Full})
}

var errSources = i18n.Errorf(i18n.Text{AR: "لم ينجح أي مصدر", EN: "no source could be read"})

// handKept imports the workspace's registers if they changed, and tells
// whether rows were newly quarantined.
func handKept(ctx context.Context, env *cli.Env, ws *config.Workspace, format string) (partly bool, err error) {
	db, err := store.Open(ctx, ws.Database(), store.Options{})
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	rep, err := registers.ImportChanged(ctx, db, ws.Registers(), registerOptions(ws, env))
	if err != nil || rep == nil {
		return false, err
	}
	if format == "table" {
		env.Say(i18n.Text{AR: "السجلات: %d صفاً سليماً، %d محجوراً (جديد: %d)", EN: "registers: %d sound rows, %d quarantined (new: %d)"}, rep.Sound(), len(rep.Bad), rep.NewlyBad)
	}
	for _, f := range rep.Faults {
		env.Log.Warn("register file not read", "error", f)
	}
	return rep.NewlyBad+len(rep.Faults) > 0, nil
}
