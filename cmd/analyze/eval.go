package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/pipelines/eval"
)

type evalCmd struct {
	Suites []string `arg:"" optional:"" help:"${eval_suites}"`
	Data   string   `help:"${eval_data}" default:"../shared/data" placeholder:"DIR" type:"path"`
	Set    []string `help:"${eval_set}" placeholder:"NAME"`
	Seed   uint64   `help:"${seed}" default:"1"`
	Limit  int      `help:"${eval_limit}" placeholder:"N"`
	Format string   `help:"${format}" enum:"table,json" default:"table"`
}

func (c *evalCmd) Run(ctx context.Context, env *cli.Env) error {
	rows, err := eval.Run(ctx, eval.Env{
		Data: c.Data, Seed: c.Seed, Sets: c.Set, Limit: c.Limit, Log: env.Log, Lang: env.Language,
		Say: func(format string, args ...any) { fmt.Fprintf(env.Stderr, format+"\n", args...) },
	}, c.Suites)
	if errors.Is(err, eval.ErrUnknown) {
		return &cli.UsageError{Err: err}
	}
	return errors.Join(eval.Write(env.Stdout, c.Format, rows), err)
}
