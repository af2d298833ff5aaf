package metrics

import (
	"context"
	_ "embed"

	"github.com/musharaka/musharaka/internal/store"
)

// rootsStep is the file of the prelude after which the roots are resolved.
const rootsStep = 1

//go:embed prelude/roots/double.sql
var doubleSQL string

//go:embed prelude/roots/circles.sql
var circlesSQL string

// doublings is enough for chains of 2^40 repeats; what still moves then is a circle.
const doublings = 40

// resolveRoots moves every repeat to the end of its chain. Repeats that go
// round in a circle get the smallest id of the circle.
func (r *run) resolveRoots(ctx context.Context, tx *store.Tx) error {
	for range doublings {
		n, err := tx.Exec(ctx, doubleSQL)
		if err != nil {
			return err
		}
		if n == 0 {
			break
		}
	}
	_, err := tx.Exec(ctx, circlesSQL)
	return err
}
