// Command analyze finds what submissions say, computes the indicators and draws
// the dashboards. The work is done in pipelines; this only wires.
package main

import (
	"context"
	"os"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
