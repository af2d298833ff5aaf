package main

import (
	"context"
	"io"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/i18n"
)

type grammar struct {
	cli.Globals

	Init       initCmd       `cmd:"" help:"${init}"`
	Ingest     runCmd        `cmd:"" name:"run" help:"${run}"`
	Serve      serveCmd      `cmd:"" help:"${serve}"`
	Doctor     doctorCmd     `cmd:"" help:"${doctor}"`
	Forget     forgetCmd     `cmd:"" help:"${forget}"`
	Expire     expireCmd     `cmd:"" help:"${expire}"`
	RotateKey  rotateCmd     `cmd:"" name:"rotate-key" help:"${rotatekey}"`
	Status     statusCmd     `cmd:"" help:"${status}"`
	Quarantine quarantineCmd `cmd:"" help:"${quarantine}"`
	Registers  registersCmd  `cmd:"" help:"${registers}"`
}

var program = cli.Program{
	Name:  "ingest",
	About: i18n.Text{AR: "يجمع مشاركات المستفيدين من مصادرها في قاعدة بيانات محلية واحدة.", EN: "Gathers what beneficiaries say from its sources into one local database."},
	Help:  help,
}

// run parses args, runs one command and returns the exit status of product
// contract: 0 all well, 1 failed, 2 usage or configuration, 3 done in part.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var g grammar
	return cli.Run(ctx, program, &g, &g.Globals, args, stdin, stdout, stderr)
}
