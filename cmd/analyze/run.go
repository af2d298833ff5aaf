package main

import (
	"context"
	"io"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
)

type grammar struct {
	cli.Globals

	Run     runCmd     `cmd:"" help:"${run}"`
	KPI     kpiCmd     `cmd:"" name:"kpi" help:"${kpi}"`
	Publish publishCmd `cmd:"" help:"${publish}"`
	Serve   serveCmd   `cmd:"" help:"${serve}"`
	Text    textCmd    `cmd:"" help:"${text}"`
	Embed   embedCmd   `cmd:"" help:"${embed}"`
	Themes  themesCmd  `cmd:"" help:"${themes}"`
	Review  reviewCmd  `cmd:"" help:"${review}"`
	Compare compareCmd `cmd:"" help:"${compare}"`
	Eval    evalCmd    `cmd:"" help:"${eval}"`
}

var program = cli.Program{
	Name:  "analyze",
	About: i18n.Text{AR: "يحلّل المشاركات ويحسب مؤشرات الدليل ويرسم لوحات المتابعة، وكل ذلك على هذا الجهاز.", EN: "Reads submissions, computes the guideline's indicators and draws the dashboards, all on this machine."},
	Help:  help,
}

// run parses args, runs one command and returns the exit status: 0 all well,
// 1 failed, 2 usage or configuration, 3 done in part.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var g grammar
	return cli.Run(ctx, program, &g, &g.Globals, args, stdin, stdout, stderr)
}

func openWorkspace(env *cli.Env) (*config.Workspace, error) {
	ws, err := config.Open(env.Workspace)
	if err != nil {
		return nil, &cli.UsageError{Err: err}
	}
	return ws, nil
}
