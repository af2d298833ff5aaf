package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/pipelines/sources/decidim/decidimfake"
)

// phases of a trial: a first load, a walk after edits, insertions and
// deletions, and the second walk without the deleted, which settles them.
const phases = 3

// proposals of the platform at first.
const proposals = 900

const settings = `units: [{id: U1, name_ar: وحدة, name_en: Unit}]
sources:
  platform: {kind: decidim, url: "%s", unit: U1, page_size: 20, per_minute: 1000000}
`

// platform is a fake with a slow line that remembers which pages were asked
// for.
type platform struct {
	*decidimfake.Server
	url string
	mu  sync.Mutex
	// asked are the cursors of the questions for proposals, in order.
	asked []string
	// done is the cursor that the last killed pass has stored: the next one
	// must begin there.
	done string
}

var after = regexp.MustCompile(`proposals\(first:\d+(?:,after:\\?"([^"\\]*)\\?")?`)

func (p *platform) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	if m := after.FindSubmatch(b); m != nil {
		p.mu.Lock()
		p.asked = append(p.asked, string(m[1]))
		p.mu.Unlock()
	}
	time.Sleep(4 * time.Millisecond)
	r.Body = io.NopCloser(bytes.NewReader(b))
	p.Server.ServeHTTP(w, r)
}

// questions returns what was asked since the last call.
func (p *platform) questions() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	q := p.asked
	p.asked = nil
	return q
}

func newPlatform() (*platform, func() error, error) {
	p := &platform{Server: &decidimfake.Server{PageMax: 50}}
	for _, x := range decidimfake.Sample(proposals) {
		p.Put(x)
	}
	l, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, nil, err
	}
	srv := &http.Server{Handler: p, ReadHeaderTimeout: time.Second}
	go func() { _ = srv.Serve(l) }() // ends when it is closed
	p.url = "http://" + l.Addr().String()
	return p, srv.Close, nil
}

// change is what happens on the platform before the second phase.
func (p *platform) change() {
	for i, x := range decidimfake.Sample(proposals + 30) {
		switch {
		case i >= proposals:
			p.Put(x)
		case i%17 == 0:
			p.Delete(x.ID)
		case i%5 == 0:
			x.Body += " (معدّل)"
			accepted, at := "accepted", "2025-06-01T08:00:00Z"
			x.State, x.Answered, x.Answer = &accepted, &at, map[string]string{"ar": "اعتُمد"}
			p.Put(x)
		}
	}
}

func workspace(dir, url string) error {
	for name, body := range map[string]string{config.FileName: fmt.Sprintf(settings, url), "secrets/pseudonym.key": strings.Repeat("k", 64)} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// trials repeats the trial with other moments until there were so many kills.
func trials(dir string, kills int, seed uint64, stdout io.Writer) error {
	for done := 0; done < kills; seed++ {
		d := dir
		if d != "" {
			d = filepath.Join(dir, strconv.FormatUint(seed, 10))
		}
		n, err := trial(d, kills-done, seed, stdout)
		if err != nil {
			return fmt.Errorf("seed %d: %w", seed, err)
		}
		done += n
		fmt.Fprintf(stdout, "%d kills of %d\n", done, kills)
	}
	return nil
}

// trial plays all phases once and returns how often it killed.
func trial(dir string, kills int, seed uint64, stdout io.Writer) (done int, err error) {
	if dir == "" {
		if dir, err = os.MkdirTemp("", "crash"); err != nil {
			return done, err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	p, stop, err := newPlatform()
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, stop()) }()
	calm, wild := filepath.Join(dir, "calm"), filepath.Join(dir, "wild")
	for _, d := range []string{calm, wild} {
		if err := workspace(d, p.url); err != nil {
			return done, err
		}
	}
	rng := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // moments, no secret
	again := 0
	for phase := range phases {
		if phase == 1 {
			p.change()
		}
		quota := kills * (phase + 1) / phases
		for {
			killed, err := child(wild, phase, done < quota, rng)
			if err != nil {
				return done, err
			}
			if !killed {
				break
			}
			done++
			repeated, err := resumes(p, wild)
			if err != nil {
				return done, err
			}
			again += repeated
		}
		p.questions()
		p.done = ""
		if _, err := child(calm, phase, false, rng); err != nil {
			return done, err
		}
		p.questions()
		rows, err := compare(calm, wild)
		if err != nil {
			return done, fmt.Errorf("phase %d after %d kills: %w", phase+1, done, err)
		}
		fmt.Fprintf(stdout, "phase %d: %d kills so far, %d rows equal\n", phase+1, done, rows)
	}
	fmt.Fprintf(stdout, "kills %d, seed %d: the stores are equal; pages fetched again that a cursor had called done: %d\n", done, seed, again)
	if again > 0 {
		return done, fmt.Errorf("%d pages were fetched again", again)
	}
	return done, nil
}

// child runs a pass as a process, and kills it at a random moment if it is
// meant to be killed and lives that long.
func child(dir string, phase int, kill bool, rng *rand.Rand) (killed bool, err error) {
	cmd := exec.CommandContext(context.Background(), os.Args[0], "-child", dir, "-phase", strconv.Itoa(phase)) //nolint:gosec // ourselves
	cmd.Env = append(os.Environ(), "CRASH_CHILD=1")
	var out bytes.Buffer
	cmd.Stderr = &out
	if err := cmd.Start(); err != nil {
		return false, err
	}
	if kill {
		t := time.AfterFunc(60*time.Millisecond+time.Duration(rng.Int64N(int64(500*time.Millisecond))), func() { _ = cmd.Process.Kill() }) // it may have ended
		defer t.Stop()
	}
	err = cmd.Wait()
	if ee, ok := errors.AsType[*exec.ExitError](err); ok && ee.ExitCode() == -1 && kill {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("%w: %s", err, out.String())
	}
	return false, nil
}
