package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/daemon"
	"github.com/musharaka/musharaka/pipelines/ingest"
	"github.com/musharaka/musharaka/pipelines/registers"
	"github.com/musharaka/musharaka/pipelines/sources"
)

type serveCmd struct{}

func (c *serveCmd) Run(ctx context.Context, env *cli.Env) error {
	load := func() (*config.Workspace, error) {
		ws, err := openWorkspace(env)
		if err != nil {
			return nil, err
		}
		if err := ingest.Check(ws, sources.All(), nil); err != nil {
			return nil, &cli.UsageError{Err: err}
		}
		return ws, nil
	}
	if _, err := load(); err != nil {
		return err
	}
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	reload := make(chan struct{})
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-hup:
				select {
				case reload <- struct{}{}:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	return daemon.Serve(ctx, daemon.Options{
		Kinds: sources.All(), Log: env.Log, Now: env.Now, Load: load, Reload: reload,
		Analyze: analyzeChild(env),
		After: func(ctx context.Context, ws *config.Workspace, db *store.DB) error {
			_, err := registers.ImportChanged(ctx, db, ws.Registers(), registerOptions(ws, env))
			return err
		},
		Started: func(listen string) {
			env.Say(i18n.Text{AR: "البرنامج الدائم يعمل. للإيقاف: Ctrl-C", EN: "the daemon is running; Ctrl-C stops it"})
			if listen != "" {
				env.Say(i18n.Text{AR: "الصحة والمقاييس: http://%s/health و /metrics", EN: "health and metrics: http://%s/health and /metrics"}, listen)
			}
		},
	})
}

// analyzeChild finds the other program: beside this one, else on the path.
func analyzeChild(env *cli.Env) func(context.Context, *config.Workspace) error {
	program := "analyze"
	if self, err := os.Executable(); err == nil {
		if p := filepath.Join(filepath.Dir(self), "analyze"); isFile(p) {
			program = p
		}
	}
	if found, err := exec.LookPath(program); err == nil {
		return daemon.Child(found, env.Log)
	}
	return func(context.Context, *config.Workspace) error {
		return fmt.Errorf("analyze: %w", i18n.Errorf(i18n.Text{
			AR: "لم يُعثر على البرنامج analyze بجانب ingest أو في PATH", EN: "the program analyze is neither beside ingest nor on the PATH"}))
	}
}

func isFile(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.Mode().IsRegular()
}
