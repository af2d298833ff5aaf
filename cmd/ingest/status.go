package main

import (
	"context"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/ingest"
)

type statusCmd struct {
	Conflicts bool   `help:"${conflicts}"`
	Format    string `help:"${format}" enum:"table,json" default:"table"`
}

func (c *statusCmd) Run(ctx context.Context, env *cli.Env) error {
	ws, err := openWorkspace(env)
	if err != nil {
		return err
	}
	st, err := ingest.ReadStatus(ctx, ws, env.Now())
	if err != nil {
		return err
	}
	return st.Write(env.Stdout, env.Language, c.Format, c.Conflicts)
}

type quarantineCmd struct {
	List  quarantineListCmd  `cmd:"" help:"${quarantinelist}"`
	Show  quarantineShowCmd  `cmd:"" help:"${quarantineshow}"`
	Retry quarantineRetryCmd `cmd:"" help:"${quarantineretry}"`
	Drop  quarantineDropCmd  `cmd:"" help:"${quarantinedrop}"`
}

type quarantineListCmd struct {
	Source string `help:"${source}" placeholder:"NAME"`
	All    bool   `help:"${all}"`
	Limit  int    `help:"${limit}" default:"1000"`
	Format string `help:"${format}" enum:"table,json" default:"table"`
}

func (c *quarantineListCmd) Run(ctx context.Context, env *cli.Env) error {
	ws, err := openWorkspace(env)
	if err != nil {
		return err
	}
	list, err := ingest.ListQuarantine(ctx, ws, c.Source, c.All, c.Limit)
	if err != nil {
		return err
	}
	return list.Write(env.Stdout, env.Language, c.Format)
}

type quarantineShowCmd struct {
	ID     string `arg:"" help:"${quarantine_id}"`
	Format string `help:"${format}" enum:"table,json" default:"table"`
}

func (c *quarantineShowCmd) Run(ctx context.Context, env *cli.Env) error {
	ws, err := openWorkspace(env)
	if err != nil {
		return err
	}
	q, err := ingest.ShowQuarantined(ctx, ws, c.ID)
	if err != nil {
		return err
	}
	return q.Write(env.Stdout, env.Language, c.Format)
}

// quarantineChoice says which rows: one, those of a source, or all of them.
type quarantineChoice struct {
	ID     string `arg:"" optional:"" help:"${quarantine_id}"`
	Source string `help:"${source}" placeholder:"NAME"`
	All    bool   `help:"${allrows}"`
}

func (c quarantineChoice) check() error {
	if c.ID == "" && c.Source == "" && !c.All {
		return &cli.UsageError{Err: i18n.Errorf(i18n.Text{
			AR: "حدّد رقم الصف، أو ‎--source، أو ‎--all", EN: "name a row's id, --source or --all"})}
	}
	return nil
}

type quarantineRetryCmd struct{ quarantineChoice }

func (c *quarantineRetryCmd) Run(ctx context.Context, env *cli.Env) error {
	if err := c.check(); err != nil {
		return err
	}
	ws, err := openWorkspace(env)
	if err != nil {
		return err
	}
	n, err := ingest.RetryQuarantine(ctx, ws, c.ID, c.Source)
	if err != nil {
		return err
	}
	env.Say(i18n.Text{AR: "صفوف ستُقرأ من جديد في ingest run التالي: %d", EN: "rows that the next ingest run will read again: %d"}, n)
	return nil
}

type quarantineDropCmd struct{ quarantineChoice }

func (c *quarantineDropCmd) Run(ctx context.Context, env *cli.Env) error {
	if err := c.check(); err != nil {
		return err
	}
	ws, err := openWorkspace(env)
	if err != nil {
		return err
	}
	n, err := ingest.DropQuarantine(ctx, ws, c.ID, c.Source)
	if err != nil {
		return err
	}
	env.Say(i18n.Text{AR: "صفوف أُغلقت: %d", EN: "rows closed: %d"}, n)
	return nil
}
