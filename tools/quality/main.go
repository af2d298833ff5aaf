// Command quality compares what `analyze eval --format json` measured with the
// committed baseline and draws docs/quality.md from that baseline. A value on the
// wrong side of the baseline's interval fails, named by suite, set, slice and
// metric. It knows no suite: whatever rows there are, are compared and drawn.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// The files of the tree.
const (
	baselineFile = "docs/quality/baseline.json"
	pageFile     = "docs/quality.md"
)

func run(args []string, stdout, stderr io.Writer) int {
	f := flag.NewFlagSet("quality", flag.ContinueOnError)
	f.SetOutput(stderr)
	now := f.String("now", "", "JSON of analyze eval to compare with the baseline")
	base := f.String("baseline", baselineFile, "the committed baseline")
	page := f.String("page", pageFile, "the page drawn from the baseline")
	update := f.Bool("update", false, "make what was measured the baseline, and draw the page")
	if err := f.Parse(args); err != nil {
		return 2
	}
	ok, err := do(stdout, *now, *base, *page, *update)
	switch {
	case err != nil:
		fmt.Fprintf(stderr, "quality: %v\n", err)
		return 2
	case !ok:
		return 1
	}
	return 0
}

// do compares, or with update replaces the baseline. It tells whether all is well.
func do(out io.Writer, now, base, page string, update bool) (ok bool, err error) {
	if now == "" {
		return false, errors.New("-now is needed: the JSON of analyze eval")
	}
	measured, err := readRows(now)
	if err != nil {
		return false, err
	}
	if update {
		if err := writeRows(base, measured); err != nil {
			return false, err
		}
		kept, err := readRows(base) // the page is drawn from the file, rounded as it is
		if err != nil {
			return false, err
		}
		fmt.Fprintf(out, "quality: %d rows are the baseline now; %s is drawn\n", len(kept), page)
		return true, os.WriteFile(page, drawPage(kept), 0o600)
	}
	baseline, err := readRows(base)
	if err != nil {
		return false, err
	}
	report := compare(baseline, measured)
	report.write(out)
	return len(report.worse) == 0 && len(report.gone) == 0, nil
}
