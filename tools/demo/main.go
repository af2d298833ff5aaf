// Command demo runs the main job end to end on the bundled corpus: it makes a
// workspace, serves the platform's part from a local fake Decidim, ingests
// from four kinds of sources and the registers, analyses, writes the site and
// says which file to open. It uses the two built programs as a user would.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/musharaka/musharaka/pipelines/sources/decidim/decidimfake"
)

// The corpus covers the calendar year 2025.
const (
	asOf = "2026-01-01"
	then = "2025-10-01"                // of an earlier edition, so that the site can say what changed since
	now  = "2026-01-01T06:00:00+04:00" // the demo's clock, so that two demos say the same
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	d := demo{out: os.Stdout}
	flag.StringVar(&d.bin, "bin", "bin", "folder of the built programs")
	flag.StringVar(&d.dir, "dir", "demo", "folder of the workspace; an earlier demo there is replaced")
	flag.StringVar(&d.corpus, "corpus", "testdata/corpus", "folder of the bundled corpus")
	flag.StringVar(&d.lang, "lang", "en", "language of messages: ar or en")
	flag.Parse()
	if err := d.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

type demo struct {
	bin, dir, corpus, lang string
	out                    io.Writer
}

// marker tells a folder that the demo made from one that it must not touch.
const marker = ".made-by-make-demo"

func (d *demo) run(ctx context.Context) (err error) {
	if err := d.workspace(ctx); err != nil {
		return err
	}
	url, stop, err := d.platform(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	if err := d.configure(url); err != nil {
		return err
	}
	// 3: the dirty rows of the corpus end in quarantine, as planted.
	if err := d.program(ctx, "ingest", 3, "run"); err != nil {
		return err
	}
	if err := d.program(ctx, "ingest", 0, "status"); err != nil {
		return err
	}
	if err := d.program(ctx, "analyze", 0, "run", "--as-of", then, "--from", "kpis", "--to", "kpis"); err != nil {
		return err
	}
	if err := d.program(ctx, "analyze", 0, "run", "--as-of", asOf); err != nil {
		return err
	}
	fmt.Fprintf(d.out, "\nOpen %s (Arabic) or %s (English) in a browser.\n",
		filepath.Join(d.dir, "out/internal/site/index.html"), filepath.Join(d.dir, "out/internal/site/en/index.html"))
	return nil
}

// workspace replaces an earlier demo by a fresh workspace with the corpus'
// files. The key is fixed, so that two demos give the same pseudonyms: never
// do that with real data.
func (d *demo) workspace(ctx context.Context) error {
	if entries, err := os.ReadDir(d.dir); err == nil && len(entries) > 0 {
		if _, err := os.Stat(filepath.Join(d.dir, marker)); err != nil {
			return fmt.Errorf("%s is not empty and was not made by this demo; choose another -dir", d.dir)
		}
		if err := os.RemoveAll(d.dir); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(filepath.Join(d.dir, "secrets"), 0o700); err != nil {
		return err
	}
	for name, text := range map[string]string{marker: "", "secrets/pseudonym.key": "bXVzaGFyYWthLWRlbW8ta2V5LW5vdC1mb3ItcmVhbC1kYXRh\n"} {
		if err := os.WriteFile(filepath.Join(d.dir, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	if err := d.program(ctx, "ingest", 0, "init", d.dir); err != nil {
		return err
	}
	for _, p := range []string{"inbox/sample.csv", "registers/registers.xlsx"} {
		if err := os.Remove(filepath.Join(d.dir, p)); err != nil {
			return err
		}
	}
	for from, to := range map[string]string{
		"survey*.csv": "inbox", "survey*.xlsx": "inbox", "social*.ndjson": "inbox", "mail*.tsv": "inbox",
		"dirty/mail-dirty.tsv": "inbox", "registers/*.csv": "registers",
	} {
		if err := copyAll(filepath.Join(d.corpus, from), filepath.Join(d.dir, to)); err != nil {
			return err
		}
	}
	return nil
}

func copyAll(pattern, to string) error {
	files, err := filepath.Glob(pattern)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("nothing matches %s", pattern)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, filepath.Base(f)), b, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (d *demo) configure(platformURL string) error {
	b, err := os.ReadFile(filepath.Join(d.corpus, "musharaka.yaml"))
	if err != nil {
		return err
	}
	text := strings.ReplaceAll(string(b), "http://platform.example", platformURL)
	return os.WriteFile(filepath.Join(d.dir, "musharaka.yaml"), []byte(text), 0o600)
}

// platform serves the corpus' proposals as a Decidim would, on loopback, and
// returns its address.
func (d *demo) platform(ctx context.Context) (url string, stop func() error, err error) {
	files, err := filepath.Glob(filepath.Join(d.corpus, "platform*.ndjson"))
	if err != nil {
		return "", nil, err
	}
	var all bytes.Buffer
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return "", nil, err
		}
		all.Write(b)
	}
	fake, err := decidimfake.Load(&all)
	if err != nil {
		return "", nil, fmt.Errorf("fake platform: %w", err)
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, fmt.Errorf("fake platform: %w", err)
	}
	srv := &http.Server{Handler: fake, ReadHeaderTimeout: 10 * time.Second}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	stop = func() error {
		err := srv.Close()
		if serr := <-done; !errors.Is(serr, http.ErrServerClosed) {
			err = errors.Join(err, serr)
		}
		return err
	}
	return "http://" + l.Addr().String(), stop, nil
}

// program runs one of the two programs and checks its exit status.
func (d *demo) program(ctx context.Context, name string, want int, args ...string) error {
	if args[0] != "init" {
		args = append([]string{"--workspace", d.dir}, args...)
	}
	args = append(args, "--lang", d.lang)
	hidden := append(slices.Clone(args), "--now", now)
	fmt.Fprintf(d.out, "\n$ %s %s\n", name, strings.Join(args, " "))
	start := time.Now()
	cmd := exec.CommandContext(ctx, filepath.Join(d.bin, name), hidden...)
	cmd.Stdout, cmd.Stderr = d.out, os.Stderr
	err := cmd.Run()
	status := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		status = exit.ExitCode()
	} else if err != nil {
		return err
	}
	if status != want {
		return fmt.Errorf("%s %s: exit status %d, want %d", name, strings.Join(args, " "), status, want)
	}
	fmt.Fprintf(d.out, "(%.1f s)\n", time.Since(start).Seconds())
	return nil
}
