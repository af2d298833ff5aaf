package publish

import (
	"testing"
	"time"

	"github.com/musharaka/musharaka/dashboards/model"
)

func p(x float64) *float64 { return &x }

func value(kpi string, num, den float64, period model.Period, dims ...model.Dim) model.Value {
	return model.Value{KPI: kpi, Period: period, Num: p(num), Den: p(den), Value: p(num / den), Status: model.OK, Dims: dims}
}

func year(y int) model.Period {
	return model.Period{Start: time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC), End: time.Date(y+1, 1, 1, 0, 0, 0, 0, time.UTC)}
}

func quarter(y, q int) model.Period {
	s := time.Date(y, time.Month(1+3*q), 1, 0, 0, 0, 0, time.UTC)
	return model.Period{Start: s, End: s.AddDate(0, 3, 0)}
}

func TestPublicValues(t *testing.T) {
	r := &redactor{k: 5, kGroup: 5, few: fewCases, protect: map[string]bool{"G2": true}, internal: map[string]bool{"D6": true}}
	in := []model.Value{
		value("G2", 40, 100, year(2025)),
		// Three quarters would give the fourth away.
		value("G2", 3, 25, quarter(2025, 0)), value("G2", 12, 25, quarter(2025, 1)), value("G2", 12, 25, quarter(2025, 2)), value("G2", 13, 25, quarter(2025, 3)),
		value("G2", 20, 45, year(2025), model.Dim{Key: "channel", Value: "email"}), value("G2", 18, 50, year(2025), model.Dim{Key: "channel", Value: "portal"}), value("G2", 2, 5, year(2025), model.Dim{Key: "channel", Value: "kiosk"}),
		value("G2", 9, 40, year(2025), model.Dim{Key: "reason", Value: "words of an official"}),
		value("G4", 1, 2, year(2025)), // activities are no persons
		value("D6", 1, 2, year(2025)),
	}
	out := r.values("U1", in, 0)
	hidden := 0
	for _, v := range out {
		switch {
		case v.KPI == "D6", v.Dim("reason") != "":
			t.Errorf("%s %v stays", v.KPI, v.Dims)
		case v.Status == model.Suppressed:
			hidden++
			if v.Num != nil || v.Den != nil || v.Value != nil || v.High != nil {
				t.Errorf("%v says something: %+v", v.Dims, v)
			}
		case v.KPI == "G2" && (*v.Num < 5 || *v.Den-*v.Num < 5):
			t.Errorf("a small cell is shown: %v of %v", *v.Num, *v.Den)
		}
	}
	if hidden != 4 { // a quarter and its shield, a channel and its shield
		t.Errorf("%d hidden, want 4", hidden)
	}
	if out[0].Status != model.OK || out[len(out)-1].KPI != "G4" {
		t.Error("a number that may be shown is not")
	}
}

func TestSmallRates(t *testing.T) {
	r := &redactor{k: 4, kGroup: 4, few: fewCases, protect: map[string]bool{"S1": true}}
	for den, want := range map[float64]string{9: model.Suppressed, 10: model.OK, 29: model.OK, 30: model.OK} {
		got := r.values("U1", []model.Value{value("S1", 5, den, year(2025))}, 0)[0]
		if got.Status != want {
			t.Errorf("of %v: %s", den, got.Status)
		}
		if few := len(got.Reasons) == 1 && got.Reasons[0] == "FEW_CASES"; few != (den >= 10 && den < 30) {
			t.Errorf("of %v: reasons %v", den, got.Reasons)
		}
	}
}
