package daemon

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/ingest"
)

// Wish is what `ingest run` asks of a running daemon.
type Wish struct {
	Sources []string `json:"sources,omitempty"`
	Full    bool     `json:"full,omitempty"`
}

// answer is what the daemon says when the wish is done.
type answer struct {
	Report ingest.Report `json:"report"`
	Error  string        `json:"error,omitempty"`
}

// socket is where a workspace's daemon listens. Names of sockets are short:
// where the workspace lies deep, it is in the temporary folder under the
// user's own number.
func socket(ws *config.Workspace) string {
	path := filepath.Join(filepath.Dir(ws.Database()), "ingest.sock")
	if len(path) < 100 {
		return path
	}
	sum := sha256.Sum256([]byte(path))
	return filepath.Join(os.TempDir(), fmt.Sprintf("musharaka-%d-%s.sock", os.Getuid(), hex.EncodeToString(sum[:6])))
}

// HandOver gives a wish to the daemon that serves ws and waits for its report.
// served is false if none does.
func HandOver(ctx context.Context, ws *config.Workspace, w Wish) (rep ingest.Report, served bool, err error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", socket(ws))
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ECONNREFUSED) {
			return rep, false, nil
		}
		return rep, false, err
	}
	defer conn.Close() //nolint:errcheck // one question, one answer
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	if err := json.NewEncoder(conn).Encode(w); err != nil {
		return rep, true, err
	}
	var a answer
	if err := json.NewDecoder(conn).Decode(&a); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return rep, true, fmt.Errorf("the daemon did not answer: %w", err)
	}
	for i, s := range a.Report.Sources {
		if s.Message != "" && s.Status != "ok" {
			a.Report.Sources[i].Err = errors.New(s.Message)
		}
	}
	if a.Error != "" {
		err = errors.New(a.Error)
	}
	return a.Report, true, err
}

// listenWishes opens the socket; only the daemon's own user may connect.
func (s *server) listenWishes(ctx context.Context) (stop func(), err error) {
	path := socket(s.ws)
	if _, served, _ := HandOver(ctx, s.ws, Wish{Sources: []string{""}}); served {
		return nil, i18n.Errorf(i18n.Text{AR: "تعمل خدمة ingest serve لمساحة العمل هذه من قبل", EN: "ingest serve already runs for this workspace"})
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	old := syscall.Umask(0o177)
	l, err := new(net.ListenConfig).Listen(ctx, "unix", path)
	syscall.Umask(old)
	if err != nil {
		return nil, err
	}
	s.wg.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return // closed
			}
			s.wg.Go(func() { s.wish(ctx, conn) })
		}
	})
	return func() { _ = l.Close() }, nil
}

func (s *server) wish(ctx context.Context, conn net.Conn) {
	defer conn.Close() //nolint:errcheck // the other side may be gone
	_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	line, err := bufio.NewReaderSize(conn, 64<<10).ReadSlice('\n')
	if err != nil {
		return
	}
	var w Wish
	var a answer
	if err := json.Unmarshal(line, &w); err != nil {
		a.Error = "the wish cannot be read"
	} else if len(w.Sources) != 1 || w.Sources[0] != "" { // else only a knock on the door
		ws := s.current()
		names := w.Sources
		if len(names) == 0 {
			for _, src := range ws.Sources {
				if !src.Disabled {
					names = append(names, src.Name)
				}
			}
		}
		s.log.Info("asked to run", "sources", names, "full", w.Full)
		rep, err := s.pass(ctx, names, w.Full, true)
		if a.Report = rep; err != nil {
			a.Error = i18n.Describe(i18n.EN, err)
		}
	}
	_ = conn.SetWriteDeadline(time.Now().Add(10 * time.Second))
	_ = json.NewEncoder(conn).Encode(a)
}
