package daemon

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/ingest"
)

// metrics are what Prometheus reads. Labels are names of sources: never ids,
// never words.
type metrics struct {
	reg      *prometheus.Registry
	rows     *prometheus.CounterVec
	passes   *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	lastOK   *prometheus.GaugeVec
	skipped  *prometheus.CounterVec
	reloads  *prometheus.CounterVec
	analyses *prometheus.CounterVec
	analysed prometheus.Gauge
	alerts   *prometheus.GaugeVec
}

func newMetrics() *metrics {
	m := &metrics{
		reg:      prometheus.NewRegistry(),
		rows:     prometheus.NewCounterVec(prometheus.CounterOpts{Name: "musharaka_ingest_rows_total", Help: "Rows by what became of them."}, []string{"source", "what"}),
		passes:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: "musharaka_ingest_passes_total", Help: "Passes by status."}, []string{"source", "status"}),
		seconds:  prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "musharaka_ingest_pass_seconds", Help: "How long passes took.", Buckets: prometheus.ExponentialBuckets(0.1, 4, 9)}, []string{"source"}),
		lastOK:   prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "musharaka_ingest_last_success_timestamp_seconds", Help: "When a pass last went well."}, []string{"source"}),
		skipped:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "musharaka_ingest_skipped_turns_total", Help: "Turns left out because the source was still running."}, []string{"source"}),
		reloads:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "musharaka_config_reloads_total", Help: "Reloads of the configuration."}, []string{"status"}),
		analyses: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "musharaka_analyze_runs_total", Help: "Scheduled analyses by status."}, []string{"status"}),
		analysed: prometheus.NewGauge(prometheus.GaugeOpts{Name: "musharaka_analyze_last_success_timestamp_seconds", Help: "When a scheduled analysis last went well."}),
		alerts:   prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "musharaka_ingest_alerts", Help: "Open alerts."}, []string{"source", "kind"}),
	}
	m.reg.MustRegister(m.rows, m.passes, m.seconds, m.lastOK, m.skipped, m.reloads, m.analyses, m.analysed, m.alerts)
	return m
}

func (m *metrics) observe(r ingest.SourceReport, now time.Time) {
	m.passes.WithLabelValues(r.Source, r.Status).Inc()
	m.seconds.WithLabelValues(r.Source).Observe(r.Seconds)
	for _, c := range []struct {
		what string
		n    int
	}{{"new", r.New}, {"changed", r.Changed}, {"deleted", r.Deleted}, {"quarantined", r.Quarantined}, {"unchanged", r.Unchanged}} {
		m.rows.WithLabelValues(r.Source, c.what).Add(float64(c.n))
	}
	if r.Status == "ok" {
		m.lastOK.WithLabelValues(r.Source).Set(float64(now.Unix()))
	}
}

func (m *metrics) analysis(err error, now time.Time) {
	if err != nil {
		m.analyses.WithLabelValues("failed").Inc()
		return
	}
	m.analyses.WithLabelValues("ok").Inc()
	m.analysed.Set(float64(now.Unix()))
}

// listenHTTP serves health and metrics on a loopback address; an empty one is
// none. stop ends it.
func (s *server) listenHTTP(addr string) (stop func() error, listen string, err error) {
	if addr == "" {
		return func() error { return nil }, "", nil
	}
	host, _, err := net.SplitHostPort(addr)
	if err == nil && host != "localhost" {
		ip, perr := netip.ParseAddr(host)
		if perr != nil || !ip.IsLoopback() {
			err = i18n.Errorf(i18n.Text{AR: "ingest.listen: العنوان %q ليس محلياً (127.0.0.1 أو ::1)", EN: "ingest.listen: %q is no loopback address (127.0.0.1 or ::1)"}, addr)
		}
	}
	if err != nil {
		return nil, "", err
	}
	l, err := new(net.ListenConfig).Listen(context.Background(), "tcp", addr)
	if err != nil {
		return nil, "", err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", s.health)
	mux.HandleFunc("GET /healthz", s.health)
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.metrics.reg, promhttp.HandlerOpts{}))
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 30 * time.Second}
	go func() { _ = srv.Serve(l) }() // ends with ErrServerClosed
	return func() error {
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		return srv.Shutdown(ctx)
	}, l.Addr().String(), nil
}

// health says what is running and when each source is due next.
func (s *server) health(w http.ResponseWriter, _ *http.Request) {
	type entry struct {
		Source  string    `json:"source"`
		Running bool      `json:"running"`
		Next    time.Time `json:"next"`
	}
	s.mu.Lock()
	list := make([]entry, 0, len(s.jobs))
	for name, j := range s.jobs {
		list = append(list, entry{name, s.running[name], j.next.UTC()})
	}
	s.mu.Unlock()
	slices.SortFunc(list, func(a, b entry) int {
		if a.Source < b.Source {
			return -1
		}
		return 1
	})
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"status": "ok", "jobs": list}) // the client is gone
}
