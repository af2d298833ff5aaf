// Command ingestbench measures the ingest stage on a file of NDJSON: a first
// load, a run again over the unchanged file, and a run over the file with a
// line more. It prints one JSON object a measurement.
//
//	go run ./tools/ingestbench -in corpus.ndjson [-dir DIR] [-cpuprofile FILE]
//	go run ./tools/ingestbench -http 100000    # rows over HTTP, 1,000 to a page
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime/pprof"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/pipelines/ingest"
	"github.com/musharaka/musharaka/pipelines/sources"
	"github.com/musharaka/musharaka/pipelines/sources/httpjson/httpjsonfake"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("ingestbench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	in := flags.String("in", "", "NDJSON file with id, text, created_at, author_id, channel, unit, …")
	dir := flags.String("dir", "", "empty folder for the workspace; default a temporary one")
	profile := flags.String("cpuprofile", "", "write a CPU profile of the first load")
	rows := flags.Int("rows", 0, "rows of a batch; 0 is the default")
	web := flags.Int("http", 0, "instead of a file, read so many rows from a local server")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	err := error(nil)
	if *web > 0 {
		err = benchHTTP(*web, stdout)
	} else {
		err = bench(*in, *dir, *profile, *rows, stdout)
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}

const settings = `units:
  - {id: U1, name_ar: وحدة, name_en: Unit}
  - {id: digital, name_ar: وحدة, name_en: Unit}
  - {id: education, name_ar: وحدة, name_en: Unit}
  - {id: electricity, name_ar: وحدة, name_en: Unit}
  - {id: environment, name_ar: وحدة, name_en: Unit}
  - {id: health, name_ar: وحدة, name_en: Unit}
  - {id: housing, name_ar: وحدة, name_en: Unit}
  - {id: labour, name_ar: وحدة, name_en: Unit}
  - {id: municipality, name_ar: وحدة, name_en: Unit}
  - {id: police, name_ar: وحدة, name_en: Unit}
  - {id: social, name_ar: وحدة, name_en: Unit}
  - {id: tax, name_ar: وحدة, name_en: Unit}
  - {id: transport, name_ar: وحدة, name_en: Unit}
sources:
  corpus:
    kind: files
    path: in.ndjson
    unit: U1
    map: {id: id, text: text, created_at: created_at, author: author_id, channel: channel, unit: unit, reply_to: reply_to,
      rating: rating, status: status, answered_at: answered_at, outcome: outcome, governorate: governorate, deleted: deleted}
`

type result struct {
	What    string  `json:"what"`
	Rows    int     `json:"rows"`
	New     int     `json:"new"`
	Changed int     `json:"changed"`
	Deleted int     `json:"deleted"`
	Bad     int     `json:"quarantined"`
	Seconds float64 `json:"seconds"`
	CPU     float64 `json:"cpu_seconds"`
	RowsSec float64 `json:"rows_per_second"`
	PeakMiB int     `json:"peak_mib"` // of the process so far
	FileMiB int64   `json:"database_mib"`
}

func bench(in, dir, profile string, rows int, stdout io.Writer) error {
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "ingestbench"); err != nil {
			return err
		}
		defer os.RemoveAll(dir) //nolint:errcheck // a temporary folder
	}
	data := filepath.Join(dir, "in.ndjson")
	if err := copyFile(data, in); err != nil {
		return err
	}
	ws, err := workspace(dir, settings)
	if err != nil {
		return err
	}
	if profile != "" {
		f, err := os.Create(profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
	}
	if err := measure(ws, "first load", rows, stdout); err != nil {
		return err
	}
	pprof.StopCPUProfile()
	if err := measure(ws, "run again", rows, stdout); err != nil {
		return err
	}
	f, err := os.OpenFile(data, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	if _, err := f.WriteString(`{"id":"added-by-the-benchmark","text":"جديد","created_at":"2026-01-01T00:00:00Z"}` + "\n"); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return measure(ws, "one line more", rows, stdout)
}

func measure(ws *config.Workspace, what string, rows int, stdout io.Writer) error {
	began, cpu := time.Now(), cpuSeconds()
	rep, err := ingest.Run(context.Background(), ws, ingest.Options{Kinds: sources.All(), Rows: rows})
	if err != nil {
		return err
	}
	s := rep.Sources[0]
	if s.Err != nil {
		return s.Err
	}
	secs := time.Since(began).Seconds()
	st, err := os.Stat(ws.Database())
	if err != nil {
		return err
	}
	r := result{What: what, Rows: s.Fetched, New: s.New, Changed: s.Changed, Deleted: s.Deleted, Bad: s.Quarantined, Seconds: secs, CPU: cpuSeconds() - cpu,
		RowsSec: float64(s.Fetched) / secs, PeakMiB: peakMiB(), FileMiB: st.Size() >> 20}
	return json.NewEncoder(stdout).Encode(r)
}

func cpuSeconds() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

// peakMiB reads the high-water mark of the resident memory.
func peakMiB() int {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.SplitSeq(string(b), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, err := strconv.Atoi(strings.Fields(rest)[0])
			if err == nil {
				return kb >> 10
			}
		}
	}
	return 0
}

func copyFile(to, from string) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(dst, src); err != nil {
		return err
	}
	return dst.Close()
}

func workspace(dir, settings string) (*config.Workspace, error) {
	for name, body := range map[string]string{config.FileName: settings, "secrets/pseudonym.key": strings.Repeat("k", 64)} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			return nil, err
		}
	}
	return config.Open(dir)
}

// benchHTTP reads rows over HTTP. The server is in the same process and its
// work is in the processor time.
func benchHTTP(rows int, stdout io.Writer) error {
	fake := &httpjsonfake.Server{PageMax: 1000}
	for _, r := range httpjsonfake.Sample(rows) {
		fake.Add(r)
	}
	srv := httptest.NewServer(fake)
	defer srv.Close()
	dir, err := os.MkdirTemp("", "ingestbench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary folder
	ws, err := workspace(dir, `units: [{id: U1, name_ar: وحدة, name_en: Unit}]
sources:
  api: {kind: http_json, url: "`+srv.URL+`/cursor", unit: U1, rows: /data/items, paging: {kind: cursor, cursor: /meta/next, size: 1000, size_param: size},
    map: {id: id, text: text, created_at: updated_at, author: /author/id}}
`)
	if err != nil {
		return err
	}
	if err := measure(ws, "HTTP, first load", 0, stdout); err != nil {
		return err
	}
	return measure(ws, "HTTP, again", 0, stdout)
}
