package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/nlp/encoder"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/analysis"
	"github.com/musharaka/musharaka/pipelines/enrich"
)

type runCmd struct {
	AsOf string   `name:"as-of" help:"${asof}" placeholder:"DATE"`
	Unit []string `help:"${unit}" placeholder:"U"`
	From string   `help:"${from}" enum:",enrich,themes,kpis,publish" default:"" placeholder:"STAGE"`
	To   string   `help:"${to}" enum:",enrich,themes,kpis,publish" default:"" placeholder:"STAGE"`
}

func (c *runCmd) Run(ctx context.Context, env *cli.Env) (err error) {
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
	db, err := store.Open(ctx, ws.Database(), store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	rep, err := analysis.Run(ctx, db, ws, analysis.Options{
		Now: env.Now(), AsOf: asOf, Units: c.Unit, From: c.From, To: c.To, Encoder: openEncoder, Publish: publisher(ws, asOf, extra),
		Extra: extra, Log: env.Log, Progress: progress(env)})
	if err != nil {
		return usage(err)
	}
	rep.Say(env.Say)
	if rep.Faulty > 0 {
		return cli.ErrPartial
	}
	return nil
}

func openEncoder() (enrich.Encoder, error) { return encoder.Open(encoder.Options{}) }

// progress shows a counter on terminals only.
func progress(env *cli.Env) func(string, int, int) {
	if !cli.IsTerminal(env.Stderr) {
		return nil
	}
	return func(stage string, done, total int) {
		fmt.Fprintf(env.Stderr, "\r%s %d/%d ", stage, done, total)
		if done == total {
			fmt.Fprintln(env.Stderr)
		}
	}
}
