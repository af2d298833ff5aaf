package workspace

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
)

func TestInit(t *testing.T) {
	for _, l := range i18n.Langs() {
		dir := filepath.Join(t.TempDir(), "ws")
		rep, err := Init(t.Context(), dir, l)
		if err != nil {
			t.Fatal(err)
		}
		if !rep.KeyMade || len(rep.Kept) != 0 {
			t.Errorf("%s: %+v", l, rep)
		}
		ws, err := config.Open(dir)
		if err != nil {
			t.Fatalf("%s: the configuration that init writes must load: %v", l, err)
		}
		key, err := ws.Privacy.Key.Resolve(dir)
		if err != nil || len(key) < 40 {
			t.Errorf("key: %v", err)
		}
		for _, f := range []string{"secrets/pseudonym.key", config.FileName, "registers/registers.xlsx", "data/musharaka.duckdb"} {
			st, err := os.Stat(filepath.Join(dir, f))
			if err != nil || st.Mode().Perm() != 0o600 {
				t.Errorf("%s: %v %v", f, st, err)
			}
		}
		again, err := Init(t.Context(), dir, l)
		if err != nil || len(again.Made) != 0 {
			t.Errorf("second init made %v, %v", again.Made, err)
		}
		if k2, _ := ws.Privacy.Key.Resolve(dir); k2 != key {
			t.Error("the key changed")
		}
	}
}
