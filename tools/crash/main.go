// Command crash kills `ingest` at random moments, again and again, while it
// reads a platform whose proposals are edited and deleted between passes. In
// the end the store must equal, row for row, that of a pass that nobody
// disturbed; and no page that a stored cursor has called done may have been
// fetched again.
//
//	go run ./tools/crash -kills 200 [-seed 1] [-dir DIR]
//
// It prints one line a phase and a summary, and ends with status 1 on any
// difference.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/pipelines/ingest"
	"github.com/musharaka/musharaka/pipelines/sources"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("crash", flag.ContinueOnError)
	flags.SetOutput(stderr)
	kills := flags.Int("kills", 20, "how often to kill")
	seed := flags.Uint64("seed", 1, "of the moments")
	dir := flags.String("dir", "", "where the two workspaces go; default a temporary folder")
	child := flags.String("child", "", "internal: run one pass over this workspace")
	phase := flags.Int("phase", 0, "internal: of the child")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	var err error
	if *child != "" {
		err = pass(*child, *phase)
	} else {
		err = trials(*dir, *kills, *seed, stdout)
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}

// pass is what a child does: one full pass with a fixed clock and small
// batches, so that there is much to interrupt.
func pass(dir string, phase int) error {
	ws, err := config.Open(dir)
	if err != nil {
		return err
	}
	at := time.Date(2026, 1, 1+phase, 0, 0, 0, 0, time.UTC)
	if ended, err := settled(ws, at); err != nil || ended {
		return err
	}
	rep, err := ingest.Run(context.Background(), ws, ingest.Options{Kinds: sources.All(), Full: true, Rows: 33, Now: func() time.Time { return at }, Wait: 20 * time.Second})
	if err != nil {
		return err
	}
	var fail error
	for _, s := range rep.Sources {
		fail = errors.Join(fail, s.Err)
	}
	return fail
}
