package ingest_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/ingest"
	"github.com/musharaka/musharaka/pipelines/sources"
)

// TestMain lets a test run a pass in a process of its own, whose files may
// not grow beyond a limit: the writes fail as on a full disk, wherever the
// test runs and without any right.
func TestMain(m *testing.M) {
	limit := os.Getenv("INGEST_TEST_FILE_LIMIT")
	if limit == "" {
		os.Exit(m.Run())
	}
	var n uint64
	if _, err := fmt.Sscan(limit, &n); err != nil {
		panic(err)
	}
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
		panic(err)
	}
	os.Exit(pass(os.Getenv("INGEST_TEST_DIR")))
}

// pass is one `ingest run` that prints what it says of its sources in both
// languages.
func pass(dir string) int {
	ws, err := config.Open(dir)
	if err != nil {
		fmt.Println(err)
		return 9
	}
	at := time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	rep, err := ingest.Run(context.Background(), ws, ingest.Options{Kinds: sources.All(), Rows: 500, Now: func() time.Time { return at }})
	if err != nil {
		fmt.Println(i18n.Describe(i18n.AR, err))
		fmt.Println(i18n.Describe(i18n.EN, err))
		return 1
	}
	for _, s := range rep.Sources {
		if s.Err != nil {
			fmt.Println(i18n.Describe(i18n.AR, s.Err))
			fmt.Println(i18n.Describe(i18n.EN, s.Err))
		}
	}
	return rep.ExitStatus()
}

func letters(n int) string {
	var b strings.Builder
	for i := range n {
		// Texts that do not compress: a limit in bytes is a limit in rows.
		fmt.Fprintf(&b, `{"id":"%d","text":"%s","created_at":"2025-01-02T10:00:00Z"}`+"\n", i, strings.Repeat(fmt.Sprintf("%x ", uint64(i+1)*0x9E3779B97F4A7C15), 40))
	}
	return b.String()
}

const stored = `SELECT concat_ws(' ', external_id, text_sha256) FROM submission_versions ORDER BY 1`

// A disk that is full in the middle of a load costs the batch, says so in the
// user's language, and the next pass with room ends with the same store.
func TestDiskFull(t *testing.T) {
	files := map[string]string{"inbox/a.ndjson": letters(4000)}
	calm := workspace(t, filesConfig, map[string]string{"inbox/a.ndjson": files["inbox/a.ndjson"]})
	if rep := run(t, calm, nil); rep.Sources[0].New != 4000 {
		t.Fatalf("%+v", rep.Sources[0])
	}
	want := query(t, calm, stored)
	ws := workspace(t, filesConfig, files)
	failed := 0
	for _, limit := range []int{2 << 20, 3 << 20, 4 << 20, 5 << 20} {
		out, code := inProcess(t, ws.Dir, limit)
		if code == 0 {
			break
		}
		failed++
		if code != 1 || !strings.Contains(out, "nothing of this batch was stored") || !strings.Contains(out, "لم يُحفظ شيء من هذه الدفعة") {
			t.Errorf("limit %d: exit %d\n%s", limit, code, out)
		}
		all := map[string]bool{}
		for _, row := range want {
			all[row] = true
		}
		for _, row := range query(t, ws, stored) {
			if !all[row] {
				t.Errorf("limit %d: %s is stored and should not be", limit, row)
			}
			delete(all, row)
		}
		if len(all) == 0 {
			t.Errorf("limit %d: everything is stored", limit)
		}
	}
	if failed == 0 {
		t.Error("no limit was reached")
	}
	if rep := run(t, ws, nil); rep.Sources[0].Err != nil {
		t.Fatal(rep.Sources[0].Err)
	}
	if diff := cmp.Diff(want, query(t, ws, stored)); diff != "" {
		t.Errorf("after making room (-undisturbed +this)\n%s", diff)
	}
}

func inProcess(t *testing.T, dir string, limit int) (string, int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("INGEST_TEST_FILE_LIMIT=%d", limit), "INGEST_TEST_DIR="+dir)
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// A disk that cannot be written says so; reading goes on.
func TestDiskReadOnly(t *testing.T) {
	ws := workspace(t, filesConfig, map[string]string{"inbox/a.ndjson": letters(10)})
	run(t, ws, nil)
	mount := func(flags uintptr) error {
		return syscall.Mount(filepath.Dir(ws.Database()), filepath.Dir(ws.Database()), "", flags, "")
	}
	if err := mount(syscall.MS_BIND); err != nil {
		t.Skip("mounting is not permitted here:", err)
	}
	defer syscall.Unmount(filepath.Dir(ws.Database()), 0)
	if err := mount(syscall.MS_BIND | syscall.MS_REMOUNT | syscall.MS_RDONLY); err != nil {
		t.Skip("mounting is not permitted here:", err)
	}
	_, err := ingest.Run(t.Context(), ws, ingest.Options{Kinds: sources.All(), Now: clock(t)})
	if err == nil || !strings.Contains(i18n.Describe(i18n.AR, err), "القرص للقراءة فقط") || !strings.Contains(i18n.Describe(i18n.EN, err), "the disk is read-only") {
		t.Errorf("got %v", err)
	}
	if got := query(t, ws, stored); len(got) != 10 {
		t.Errorf("%d rows can be read", len(got))
	}
}
