package cases_test

import (
	"fmt"
	"testing"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/cases"
	"github.com/musharaka/musharaka/internal/metrics/kpi"
	"github.com/musharaka/musharaka/internal/store/storetest"
)

// shards run side by side, each on a file of its own.
const shards = 3

// Every case of every built-in indicator, over the SQL of the product.
func TestBuiltIn(t *testing.T) {
	suite, err := cases.Load(kpi.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	for n := range shards {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			db := storetest.Open(t)
			for i := n; i < len(suite.Cases); i += shards {
				c := &suite.Cases[i]
				t.Run(c.File+"/"+c.Name, func(t *testing.T) {
					diffs, err := suite.Run(t.Context(), db, c, metrics.Settings{}, nil)
					if err != nil {
						t.Fatal(err)
					}
					for _, d := range diffs {
						t.Error(d)
					}
				})
			}
		})
	}
}

// Every row of the catalogue is expected by some case.
func TestEveryRowHasACase(t *testing.T) {
	suite, err := cases.Load(kpi.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	covered := map[string]bool{}
	for i := range suite.Cases {
		for _, id := range suite.Cases[i].KPIs() {
			covered[id] = true
		}
	}
	defs, err := metrics.Definitions()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range defs {
		if !covered[d.ID] {
			t.Errorf("%s is in no case", d.ID)
		}
	}
}
