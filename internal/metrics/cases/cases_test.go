package cases_test

import (
	"testing"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/cases"
	"github.com/musharaka/musharaka/internal/metrics/kpi"
	"github.com/musharaka/musharaka/internal/store/storetest"
)

// Every case of every built-in indicator, over the SQL of the product.
func TestBuiltIn(t *testing.T) {
	suite, err := cases.Load(kpi.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	db := storetest.Open(t)
	for _, c := range suite.Cases {
		t.Run(c.File+"/"+c.Name, func(t *testing.T) {
			diffs, err := suite.Run(t.Context(), db, &c, metrics.Settings{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range diffs {
				t.Error(d)
			}
		})
	}
}
