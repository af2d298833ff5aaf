// Kpimutate changes each indicator's SQL in small ways (a comparison, a join, a
// due-date rule, a null) and runs the indicator's cases: a change that no case
// notices survives. It proves the cases, not the indicators.
//
//	go run ./tools/kpimutate            all indicators
//	go run ./tools/kpimutate G4 O1      some
//	go run ./tools/kpimutate prelude    what all of them read, against all cases
//	go run ./tools/kpimutate prelude 2/4  the second quarter of its mutants
//	go run ./tools/kpimutate prelude 1/1 quick  against the snapshot of all rows alone
//
// Survivors that cannot matter are explained in explained.txt, one a line with
// the reason; any other makes the program fail.
package main

import (
	"bufio"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/cases"
	"github.com/musharaka/musharaka/internal/metrics/kpi"
	"github.com/musharaka/musharaka/internal/store"
)

//go:embed explained.txt
var explainedText string

func main() { os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr)) }

func run(ctx context.Context, ids []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	do := mutateAll
	if len(ids) > 0 && ids[0] == "prelude" {
		do = mutatePrelude
	}
	left, err := do(ctx, ids, stdout)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	if left > 0 {
		return 1
	}
	return 0
}

type lab struct {
	dir       string
	suite     *cases.Suite
	catalogue []*metrics.Definition
	db        *store.DB
	explained map[string]string
	snapshot  string // of all rows, before any change
	quick     bool   // the snapshot alone
}

func newLab(ctx context.Context) (*lab, error) {
	dir, err := os.MkdirTemp("", "kpimutate")
	if err != nil {
		return nil, err
	}
	l := &lab{dir: dir, explained: explanations()}
	if l.db, err = store.Open(ctx, filepath.Join(dir, "lab.duckdb"), store.Options{Threads: 1}); err != nil {
		return nil, err
	}
	if l.suite, err = cases.Load(kpi.FS, "."); err != nil {
		return nil, err
	}
	l.catalogue, err = metrics.Catalogue()
	return l, err
}

func (l *lab) close() error { return errors.Join(l.db.Close(), os.RemoveAll(l.dir)) }

func mutateAll(ctx context.Context, ids []string, w io.Writer) (left int, err error) {
	l, err := newLab(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	total, killed, excused := 0, 0, 0
	for _, d := range l.catalogue {
		if len(ids) > 0 && !slices.Contains(ids, d.ID) {
			continue
		}
		n, survivors := l.try(ctx, d)
		total, killed = total+n, killed+n-len(survivors)
		open := 0
		for _, m := range survivors {
			if why, ok := l.explained[m.key()]; ok {
				excused++
				fmt.Fprintf(w, "  explained: %s\n             %s\n", m.key(), why)
				continue
			}
			open++
			fmt.Fprintf(w, "  SURVIVED:  %s\n", m.key())
		}
		left += open
		fmt.Fprintf(w, "%-4s %d mutants, %d survived\n", d.ID, n, len(survivors))
	}
	fmt.Fprintf(w, "total %d mutants, %d killed, %d explained, %d left\n", total, killed, excused, left)
	return left, nil
}

// try runs a definition's mutants against its cases.
func (l *lab) try(ctx context.Context, d *metrics.Definition) (n int, survivors []mutant) {
	mine := l.casesOf(d)
	for _, m := range mutants(d) {
		n++
		s := *l.suite
		s.Catalogue = slices.Clone(l.catalogue)
		for i := range s.Catalogue {
			if s.Catalogue[i].ID == d.ID {
				s.Catalogue[i] = m.def
			}
		}
		dead := false
		for _, c := range mine {
			diffs, err := s.Run(ctx, l.db, c, metrics.Settings{}, nil)
			if err != nil || len(diffs) > 0 {
				dead = true
				break
			}
		}
		if !dead {
			survivors = append(survivors, m)
		}
	}
	return n, survivors
}

func (l *lab) casesOf(d *metrics.Definition) []*cases.Case {
	var out []*cases.Case
	for i := range l.suite.Cases {
		if strings.HasPrefix(l.suite.Cases[i].File, d.ID+"/") {
			out = append(out, &l.suite.Cases[i])
		}
	}
	return out
}

// explanations reads explained.txt: a survivor's line, then " ## ", then why.
func explanations() map[string]string {
	out := map[string]string{}
	for s := bufio.NewScanner(strings.NewReader(explainedText)); s.Scan(); {
		if key, why, ok := strings.Cut(s.Text(), " ## "); ok {
			out[strings.TrimSpace(key)] = strings.TrimSpace(why)
		}
	}
	return out
}
