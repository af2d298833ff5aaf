package metrics_test

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/cases"
	"github.com/musharaka/musharaka/internal/metrics/synthetic"
	"github.com/musharaka/musharaka/internal/store/storetest"
)

// The fixed cost of a computation: the prelude and one small indicator.
func BenchmarkSmall(b *testing.B) {
	db := filled(b, &cases.Case{Fixture: "U1"})
	for b.Loop() {
		rows, err := metrics.Compute(b.Context(), db, metrics.Request{AsOf: metrics.Day(2025, 1, 1), KPIs: []string{"O2"}})
		if err != nil || len(rows) != 1 {
			b.Fatal(rows, err)
		}
	}
}

// Everything for 100 units and eight quarters over 1,000,000 submissions.
// MUSHARAKA_BENCH_ROWS changes the size. At most 10 s on two cores, under 2 GiB.
func BenchmarkScale(b *testing.B) {
	n := 1_000_000
	if s, err := strconv.Atoi(os.Getenv("MUSHARAKA_BENCH_ROWS")); err == nil {
		n = s
	}
	db := storetest.Open(b)
	if err := synthetic.Fill(b.Context(), db, 100, n); err != nil {
		b.Fatal(err)
	}
	req := metrics.Request{AsOf: metrics.Day(2025, 1, 1), Periods: metrics.Quarters(metrics.Day(2024, 12, 31), 8)}
	if os.Getenv("MUSHARAKA_BENCH_TRACE") != "" {
		req.Trace = func(step string, d time.Duration) { b.Logf("%-10s %v", step, d) }
	}
	before := cpuSeconds()
	for b.Loop() {
		rows, err := metrics.Compute(b.Context(), db, req)
		if err != nil {
			b.Fatal(err)
		}
		if len(rows) < 100*8*120 {
			b.Fatalf("%d rows", len(rows))
		}
		b.ReportMetric(float64(len(rows)), "rows")
	}
	b.ReportMetric((cpuSeconds()-before)/float64(b.N), "cpu-s/op")
	b.ReportMetric(peakMiB(b), "peak-MiB")
}

// cpuSeconds is the processor time of the process so far: on a busy machine it
// says more than the clock.
func cpuSeconds() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}

// peakMiB is the process's highest resident size, DuckDB's memory included.
func peakMiB(b *testing.B) float64 {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return 0
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if rest, ok := strings.CutPrefix(s.Text(), "VmHWM:"); ok {
			kb, _ := strconv.Atoi(strings.Fields(rest)[0])
			return float64(kb) / 1024
		}
	}
	return 0
}
