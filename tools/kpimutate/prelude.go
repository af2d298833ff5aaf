package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/cases"
)

// preludeOperators are those of the indicators but for the populations, which
// are made here.
func preludeOperators() []operator {
	return slices.DeleteFunc(operators(), func(o operator) bool {
		return strings.Contains(o.pattern.String(), "_activities") || strings.Contains(o.pattern.String(), "received")
	})
}

// mutatePrelude changes what every indicator reads and compares the snapshot of
// all rows, then runs all cases, the ones that noticed most so far first.
func mutatePrelude(ctx context.Context, args []string, w io.Writer) (left int, err error) {
	part, parts := 1, 1
	if len(args) > 1 {
		if _, err := fmt.Sscanf(args[1], "%d/%d", &part, &parts); err != nil {
			return 0, fmt.Errorf("%q is no part such as 2/4", args[1])
		}
	}
	l, err := newLab(ctx)
	if err != nil {
		return 0, err
	}
	defer func() {
		if cerr := l.close(); err == nil {
			err = cerr
		}
	}()
	l.quick = len(args) > 2 && args[2] == "quick"
	if l.snapshot, err = l.suite.Snapshot(ctx, l.db, nil); err != nil {
		return 0, err
	}
	files, err := metrics.Prelude()
	if err != nil {
		return 0, err
	}
	order := make([]*cases.Case, len(l.suite.Cases))
	for i := range order {
		order[i] = &l.suite.Cases[i]
	}
	total, killed, excused, n := 0, 0, 0, 0
	for f, text := range files {
		lines := strings.Split(text, "\n")
		for at, line := range lines {
			code, _, _ := strings.Cut(line, "--")
			for _, c := range changesBy(preludeOperators(), code) {
				if n++; n%parts != part-1 || ctx.Err() != nil {
					continue
				}
				total++
				changed := slices.Clone(lines)
				changed[at] = c.line
				s := *l.suite
				s.Prelude = slices.Clone(files)
				s.Prelude[f] = strings.Join(changed, "\n")
				key := fmt.Sprintf("prelude %d:%d: %s → %s | %s", f+1, at+1, c.from, c.to, strings.Join(strings.Fields(line), " "))
				why, known := l.explained[key]
				noticed := l.notice(ctx, &s, order)
				switch {
				case ctx.Err() != nil: // stopped: this one is not judged
					total--
				case noticed:
					killed++
				case known:
					excused++
					fmt.Fprintf(w, "  explained: %s\n             %s\n", key, why)
				default:
					left++
					fmt.Fprintf(w, "  SURVIVED:  %s\n", key)
				}
			}
		}
	}
	fmt.Fprintf(w, "prelude %d/%d: %d of %d mutants tried, %d killed, %d explained, %d left\n", part, parts, total, n, killed, excused, left)
	return left, nil
}

// notice tells whether the snapshot of all rows changes, or a case fails.
func (l *lab) notice(ctx context.Context, s *cases.Suite, order []*cases.Case) bool {
	if got, err := s.Snapshot(ctx, l.db, s.Prelude); err != nil || got != l.snapshot {
		return true
	}
	if l.quick {
		return false
	}
	for i, c := range order {
		if diffs, err := s.Run(ctx, l.db, c, metrics.Settings{}, nil); err != nil || len(diffs) > 0 {
			copy(order[1:i+1], order[:i])
			order[0] = c
			return true
		}
	}
	return false
}
