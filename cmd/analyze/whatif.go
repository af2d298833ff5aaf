package main

import (
	"context"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/metrics/kpicmd"
	"github.com/musharaka/musharaka/internal/store"
)

type kpiWhatifCmd struct {
	Set    []string `help:"${set}" required:"" placeholder:"ROW=VALUE"`
	Budget float64  `help:"${planbudget}" placeholder:"N"`
	kpiScope
}

func (c *kpiWhatifCmd) Run(ctx context.Context, env *cli.Env) error {
	return c.withKPIs(ctx, env, func(db *store.DB, o kpicmd.Options) error {
		return kpicmd.WhatIf(ctx, env.Stdout, db, c.Set, c.Budget, o)
	})
}
