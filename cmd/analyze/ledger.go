package main

import (
	"context"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/metrics/kpicmd"
	"github.com/musharaka/musharaka/internal/store"
)

type kpiLedgerCmd struct {
	Limit int `help:"${ledgerlimit}" default:"50" placeholder:"N"`
	kpiScope
}

func (c *kpiLedgerCmd) Run(ctx context.Context, env *cli.Env) error {
	return c.withKPIs(ctx, env, func(db *store.DB, o kpicmd.Options) error {
		o.Limit = c.Limit
		return kpicmd.Ledger(ctx, env.Stdout, db, o)
	})
}
