package main

import (
	"context"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/metrics/kpicmd"
	"github.com/musharaka/musharaka/internal/store"
)

type kpiPracticesCmd struct{ kpiScope }

func (c *kpiPracticesCmd) Run(ctx context.Context, env *cli.Env) error {
	return c.withKPIs(ctx, env, func(db *store.DB, o kpicmd.Options) error {
		return kpicmd.Practices(ctx, env.Stdout, db, o)
	})
}

type kpiPlanCmd struct {
	Budget  float64  `help:"${planbudget}" required:"" placeholder:"N"`
	Approve []string `help:"${planapprove}" placeholder:"ACTION"`
	Reject  []string `help:"${planreject}" placeholder:"ACTION"`
	ByName  string   `name:"by-name" help:"${planbyname}" placeholder:"NAME"`
	Note    string   `help:"${plannote}" placeholder:"TEXT"`
	kpiScope
}

func (c *kpiPlanCmd) Run(ctx context.Context, env *cli.Env) error {
	order := kpicmd.PlanOrder{Budget: c.Budget, Approve: c.Approve, Reject: c.Reject, By: c.ByName, Note: c.Note, Now: env.Now()}
	only := store.Options{ReadOnly: len(c.Approve)+len(c.Reject) == 0}
	return c.with(ctx, env, only, func(db *store.DB, o kpicmd.Options) error { return kpicmd.Plan(ctx, env.Stdout, db, order, o) })
}

type kpiRepresentationCmd struct{ kpiScope }

func (c *kpiRepresentationCmd) Run(ctx context.Context, env *cli.Env) error {
	return c.withKPIs(ctx, env, func(db *store.DB, o kpicmd.Options) error { return kpicmd.Representation(ctx, env.Stdout, db, o) })
}

type kpiPeersCmd struct {
	ID string `arg:"" help:"${kpi_ids}"`
	kpiScope
}

func (c *kpiPeersCmd) Run(ctx context.Context, env *cli.Env) error {
	return c.withKPIs(ctx, env, func(db *store.DB, o kpicmd.Options) error { return kpicmd.Peers(ctx, env.Stdout, db, c.ID, o) })
}
