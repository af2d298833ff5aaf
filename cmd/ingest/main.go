// Command ingest gathers what citizens say from the configured sources into
// the workspace's database. The work is done in pipelines; this only wires.
package main

import (
	"context"
	"os"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
