package metrics

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/musharaka/musharaka/internal/store"
)

// Excluded counts what each unit's indicators leave out in one period, and why,
// for pages: one query a population instead of one a number. Indicators whose
// population leaves nothing out are absent. The key is unit and indicator.
func Excluded(ctx context.Context, db *store.DB, req Request) (_ map[[2]string][]Exclusion, err error) {
	defer wrap(&err, "metrics.Excluded")
	catalogue, err := Catalogue()
	if err != nil {
		return nil, err
	}
	users := map[string][]string{} // indicators of each population
	for _, d := range catalogue {
		if d.Population != "" {
			users[d.Population] = append(users[d.Population], d.ID)
		}
	}
	req.KPIs = []string{"O1"} // the prelude is enough
	r, err := newRun(req)
	if err != nil {
		return nil, err
	}
	out := map[[2]string][]Exclusion{}
	err = db.InSnapshot(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := r.prepare(ctx, tx); err != nil {
			return err
		}
		for population, ids := range users {
			query, err := preludeFS.ReadFile(path.Join("prelude", "excluded", population+".sql"))
			if errors.Is(err, fs.ErrNotExist) {
				continue // leaves nothing out
			}
			if err != nil {
				return err
			}
			text := fmt.Sprintf("SELECT unit_id, why, count(*) FROM (\n%s\n) WHERE pid = 0 GROUP BY ALL ORDER BY ALL", strings.TrimRight(strings.TrimSpace(string(query)), ";"))
			if err := each(ctx, tx, text, func(scan func(...any) error) error {
				var unit, why string
				var n int
				if err := scan(&unit, &why, &n); err != nil {
					return err
				}
				for _, id := range ids {
					k := [2]string{unit, id}
					out[k] = append(out[k], Exclusion{Reason: exclusionText(why), Count: n})
				}
				return nil
			}); err != nil {
				return fmt.Errorf("%s: %w", population, err)
			}
		}
		return nil
	})
	return out, err
}
