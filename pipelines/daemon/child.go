package daemon

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"os/exec"
	"syscall"
	"time"

	"github.com/musharaka/musharaka/internal/config"
)

// Child runs `analyze run` as a process of its own: its memory is given back
// when it ends, and its crash is not the daemon's. program is its path.
func Child(program string, log *slog.Logger) func(context.Context, *config.Workspace) error {
	return func(ctx context.Context, ws *config.Workspace) error {
		cmd := exec.CommandContext(ctx, program, "run", "--workspace", ws.Dir, "--log-format", "json")
		cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
		cmd.WaitDelay = 2 * time.Minute
		cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
		out, err := cmd.StderrPipe()
		if err != nil {
			return err
		}
		if err := cmd.Start(); err != nil {
			return err
		}
		relay(out, log)
		return cmd.Wait()
	}
}

func relay(r io.Reader, log *slog.Logger) {
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		log.Info("analyze", "line", sc.Text())
	}
}
