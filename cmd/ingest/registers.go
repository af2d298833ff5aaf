package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/ingest/merge"
	"github.com/musharaka/musharaka/pipelines/registers"
)

type registersCmd struct {
	Import registersImportCmd `cmd:"" help:"${registersimport}"`
}

type registersImportCmd struct {
	Path   string `arg:"" help:"${registers_path}" type:"existingpath"`
	Format string `help:"${format}" enum:"table,json" default:"table"`
}

func (c *registersImportCmd) Run(ctx context.Context, env *cli.Env) (err error) {
	ws, err := openWorkspace(env)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, ws.Database(), store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	rep, err := registers.Import(ctx, db, c.Path, registerOptions(ws, env))
	if err != nil {
		return err
	}
	if err := writeRegisterReport(env, c.Format, rep); err != nil {
		return err
	}
	if len(rep.Bad)+len(rep.Faults) > 0 {
		return cli.ErrPartial
	}
	return nil
}

func openWorkspace(env *cli.Env) (*config.Workspace, error) {
	ws, err := config.Open(env.Workspace)
	if err != nil {
		return nil, &cli.UsageError{Err: err}
	}
	return ws, nil
}

func registerOptions(ws *config.Workspace, env *cli.Env) registers.Options {
	now := env.Now()
	return registers.Options{Now: now, Location: ws.Location, RunID: now.UTC().Format("20060102T150405.000000000Z"), Units: ws.Units, Log: env.Log,
		Merge: func(ctx context.Context, tx *store.Tx) error {
			_, err := merge.Registers(ctx, tx)
			return err
		}}
}

func writeRegisterReport(env *cli.Env, format string, rep *registers.Report) error {
	if format == "json" {
		return writeRegisterJSON(env, rep)
	}
	tw := tabwriter.NewWriter(env.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(tw, i18n.Text{AR: "السجل\tصفوف\tجديدة\tمعدّلة\tكما هي\tمكررة\tمحجورة", EN: "register\trows\tnew\tchanged\tunchanged\tcopies\tquarantined"}.In(env.Language))
	for _, t := range rep.Tables {
		fmt.Fprintf(tw, "%s\t%d\t%d\t%d\t%d\t%d\t%d\n", t.Table.In(env.Language), t.Rows, t.Added, t.Changed, t.Unchanged, t.Copies, t.Quarantined)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	for _, w := range rep.Warnings {
		env.Say(w)
	}
	for _, b := range rep.Bad {
		env.Say(i18n.Text{AR: "محجور: %s: %s", EN: "quarantined: %s: %s"}, b.Place, b.Text())
	}
	for _, f := range rep.Faults {
		fmt.Fprintln(env.Stdout, i18n.Describe(env.Language, f))
	}
	return nil
}

func writeRegisterJSON(env *cli.Env, rep *registers.Report) error {
	type bad struct {
		Place  string `json:"place"`
		Table  string `json:"table"`
		Column string `json:"column"`
		Value  string `json:"value"`
		Rule   string `json:"rule"`
		Reason string `json:"reason"`
	}
	out := struct {
		Tables   []registers.TableReport `json:"tables"`
		Bad      []bad                   `json:"quarantined"`
		Warnings []string                `json:"warnings"`
		Faults   []string                `json:"faults"`
	}{Tables: rep.Tables, Bad: []bad{}, Warnings: []string{}, Faults: []string{}}
	for _, b := range rep.Bad {
		out.Bad = append(out.Bad, bad{b.Place, b.Table, b.Column, b.Value, b.Code, b.Text().In(env.Language)})
	}
	for _, w := range rep.Warnings {
		out.Warnings = append(out.Warnings, w.In(env.Language))
	}
	for _, f := range rep.Faults {
		out.Faults = append(out.Faults, i18n.Describe(env.Language, f))
	}
	e := json.NewEncoder(env.Stdout)
	e.SetIndent("", " ")
	return e.Encode(out)
}
