package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestMain lets the test's own program be the child that is killed.
func TestMain(m *testing.M) {
	if os.Getenv("CRASH_CHILD") != "" {
		os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

func TestTwentyKills(t *testing.T) {
	kills := 20
	if testing.Short() {
		kills = 6
	}
	var out bytes.Buffer
	if err := trials(t.TempDir(), kills, 7, &out); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	t.Log(out.String())
	if !strings.Contains(out.String(), "the stores are equal") {
		t.Error(out.String())
	}
}
