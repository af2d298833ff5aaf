package metrics_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/cases"
)

// The ledger of the shared fixture, computed by hand: eight countable
// submissions, three used, six decided.
func TestLedger(t *testing.T) {
	db := filled(t, &cases.Case{Fixture: "U1"})
	entries, err := metrics.Ledger(t.Context(), db, metrics.Request{AsOf: metrics.Day(2025, 1, 1)})
	if err != nil {
		t.Fatal(err)
	}
	all := metrics.SumLedger(entries, "")[0]
	if all.Received != 8 || all.Used != 3 || all.Decided != 6 || *all.Rate != 0.375 || *all.Undecided != 0.25 {
		t.Errorf("%+v", all)
	}
	sum := 0
	for _, s := range metrics.SumLedger(entries, "group_id") {
		sum += s.Received
	}
	if sum != 8 {
		t.Errorf("groups hold %d", sum)
	}
	for i := range entries {
		e := &entries[i]
		if did := e.WeDid(); (did.AR != "") != e.Used || e.Used && !strings.Contains(did.EN, e.LinkedID) {
			t.Errorf("%s: %+v", e.Submission, did)
		}
	}
}

func TestLedgerMedianCountsThoseWhoWait(t *testing.T) {
	day := metrics.Date{Time: metrics.Day(2025, 1, 1)}
	entry := func(days int, decided bool) metrics.Entry {
		e := metrics.Entry{Days: days}
		if decided {
			e.DecidedOn = &day
		}
		return e
	}
	for _, c := range []struct {
		list []metrics.Entry
		want string
	}{
		{[]metrics.Entry{entry(10, true), entry(75, true), entry(185, false)}, "75"},
		{[]metrics.Entry{entry(10, true), entry(20, false), entry(30, false)}, "-"},
		{[]metrics.Entry{entry(4, true), entry(8, true)}, "4"},
		{nil, "-"},
	} {
		got := "-"
		if m := metrics.SumLedger(c.list, "")[0].MedianDays; m != nil {
			got = fmt.Sprint(*m)
		}
		if got != c.want {
			t.Errorf("%+v: %s, want %s", c.list, got, c.want)
		}
	}
}
