// Command bench times the built programs as a user runs them, on texts of the
// bundled corpus repeated to the asked number: start, analyze text, embed and
// themes, ingest run twice, and analyze run on what was ingested. It prints a
// table of wall and processor seconds, peak memory and texts per second of one
// core. It is no test: figures depend on the machine.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	b := bench{out: os.Stdout}
	flag.StringVar(&b.bin, "bin", "bin", "folder of the built programs")
	flag.StringVar(&b.corpus, "corpus", "testdata/corpus", "folder of the bundled corpus")
	flag.IntVar(&b.texts, "texts", 100_000, "texts of the filters and rows of the ingest")
	flag.IntVar(&b.encoded, "encoded", 2_000, "texts of the parts that use the encoder")
	flag.Parse()
	if err := b.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type bench struct {
	bin, corpus, dir string
	texts, encoded   int
	out              io.Writer
}

// row is one submission of the made-up input.
type row struct {
	ID        string `json:"id"`
	Text      string `json:"text"`
	CreatedAt string `json:"created_at"`
	Author    string `json:"author"`
}

const settings = `units: [{id: U1, name_ar: وحدة, name_en: Unit}]
sources:
  bench:
    kind: files
    path: in.ndjson
    unit: U1
    map: {id: id, text: text, created_at: created_at, author: author}
`

func (b *bench) run(ctx context.Context) (err error) {
	if b.dir, err = os.MkdirTemp("", "musharaka-bench-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.dir)) }()
	texts, err := readTexts(filepath.Join(b.corpus, "social.ndjson"))
	if err != nil {
		return err
	}
	one, all, few := filepath.Join(b.dir, "one.ndjson"), filepath.Join(b.dir, "all.ndjson"), filepath.Join(b.dir, "few.ndjson")
	for path, n := range map[string]int{one: 1, all: b.texts, few: b.encoded} {
		if err := write(path, texts, n); err != nil {
			return err
		}
	}
	fmt.Fprintf(b.out, "%-46s %9s %9s %9s %12s\n", "what", "wall s", "CPU s", "peak MiB", "rows/CPU s")
	workspace := filepath.Join(b.dir, "workspace")
	steps := []struct {
		what, in string
		n        int
		args     []string
	}{
		{"start: analyze text, one line", one, 1, []string{"analyze", "text"}},
		{"analyze text", all, b.texts, []string{"analyze", "text"}},
		{"analyze embed", few, b.encoded, []string{"analyze", "embed"}},
		{"analyze themes", "", b.encoded, []string{"analyze", "themes", "--in", few, "--out", filepath.Join(b.dir, "themes")}},
		{"ingest init", "", 0, []string{"ingest", "init", workspace}},
		{"ingest run, first", "", b.texts, []string{"ingest", "run", "--workspace", workspace}},
		{"ingest run, again", "", b.texts, []string{"ingest", "run", "--workspace", workspace}},
		{"analyze run (reads, themes, indicators, site)", "", b.texts, []string{"analyze", "run", "--workspace", workspace}},
	}
	for _, s := range steps {
		if err := b.step(ctx, s.what, s.in, s.n, s.args); err != nil {
			return err
		}
		if s.what != "ingest init" {
			continue
		}
		if err := os.Rename(all, filepath.Join(workspace, "in.ndjson")); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(workspace, "musharaka.yaml"), []byte(settings), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) step(ctx context.Context, what, in string, n int, args []string) error {
	cmd := exec.CommandContext(ctx, filepath.Join(b.bin, args[0]), args[1:]...)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	if in != "" {
		f, err := os.Open(in)
		if err != nil {
			return err
		}
		defer f.Close()
		cmd.Stdin = f
	}
	began := time.Now()
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, complaint.String())
	}
	wall := time.Since(began).Seconds()
	cpu := (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	var peak int64
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		peak = usage.Maxrss / 1024
	}
	fmt.Fprintf(b.out, "%-46s %9.2f %9.2f %9d %12.0f\n", fmt.Sprintf("%s (%d)", what, n), wall, cpu, peak, float64(n)/max(cpu, 1e-3))
	return nil
}

func readTexts(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []string
	for d := json.NewDecoder(f); ; {
		var r row
		if err := d.Decode(&r); err == io.EOF {
			return out, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		out = append(out, r.Text)
	}
}

// write repeats the texts; each round after the first ends them with its
// number, so that they are near copies and not the same.
func write(path string, texts []string, n int) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	e := json.NewEncoder(w)
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		r := row{fmt.Sprint(i), texts[i%len(texts)], start.Add(time.Duration(i) * 5 * time.Minute).Format(time.RFC3339), fmt.Sprint("a", i%5000)}
		if round := i / len(texts); round > 0 {
			r.Text += fmt.Sprintf(" %d", round)
		}
		if err := e.Encode(r); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
