package publish

import (
	"testing"
	"time"

	"github.com/musharaka/musharaka/dashboards/model"
)

func TestValuesKnowTheirNeighbours(t *testing.T) {
	quarter := func(y, q int) model.Period {
		s := time.Date(y, time.Month(3*q-2), 1, 0, 0, 0, 0, time.UTC)
		return model.Period{Start: s, End: s.AddDate(0, 3, 0)}
	}
	v := func(p model.Period, value float64, version string, coverage float64) model.Value {
		x := value
		c := coverage
		return model.Value{KPI: "G2", Period: p, Value: &x, Status: model.OK, Version: version, Coverage: &c}
	}
	list := []model.Value{v(quarter(2024, 1), 0.1, "1", 0.9), v(quarter(2024, 2), 0.2, "1", 0.75), v(quarter(2024, 3), 0.3, "1", 0.8),
		v(quarter(2024, 4), 0.4, "2", 0.8), v(quarter(2025, 3), 0.5, "2", 0.8), v(quarter(2025, 4), 0.6, "2", 0.8)}
	link(list)
	for i, want := range []struct {
		why            string
		previous, year float64
	}{{"", 0, 0}, {"coverage", 0, 0}, {"", 0.2, 0}, {"definition", 0, 0}, {"", 0, 0}, {"", 0.5, 0.4}} {
		x := list[i]
		if x.Break != want.why || known(x.Previous) != want.previous || known(x.YearPrior) != want.year {
			t.Errorf("%d: break %q, before %v, a year before %v; want %+v", i, x.Break, known(x.Previous), known(x.YearPrior), want)
		}
	}
}
