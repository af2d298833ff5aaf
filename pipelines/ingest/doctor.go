package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/source"
)

// Finding is one thing that the doctor looked at.
type Finding struct {
	Subject string `json:"subject"` // a source, or clock, disk, key, lock
	OK      bool   `json:"ok"`
	AR      string `json:"ar"`
	EN      string `json:"en"`
}

// Findings is the answer of `ingest doctor`.
type Findings []Finding

// OK tells whether nothing is wrong.
func (f Findings) OK() bool {
	for _, x := range f {
		if !x.OK {
			return false
		}
	}
	return true
}

// Write prints the findings, format "table" or "json".
func (f Findings) Write(w io.Writer, l i18n.Lang, format string) error {
	if format == "json" {
		return writeJSON(w, f)
	}
	for _, x := range f {
		mark := "✓"
		if !x.OK {
			mark = "✗"
		}
		if _, err := fmt.Fprintf(w, "%s %s: %s\n", mark, x.Subject, i18n.Text{AR: x.AR, EN: x.EN}.In(l)); err != nil {
			return err
		}
	}
	return nil
}

// Doctor probes the workspace and the named sources (all without names):
// configuration, secrets, reachability, credentials, clock, disk, lock. It
// changes nothing.
func Doctor(ctx context.Context, ws *config.Workspace, o Options) (Findings, error) {
	r, err := newRunner(ws, &o)
	if err != nil {
		return nil, err
	}
	chosen, err := choose(ws.Sources, o.Sources)
	if err != nil {
		return nil, err
	}
	f := Findings{r.key(), r.disk(), r.clock(ctx), r.lock(ctx)}
	for _, s := range chosen {
		f = append(f, r.probe(ctx, s))
	}
	return f, nil
}

func finding(subject string, err error, good i18n.Text, args ...any) Finding {
	if err != nil {
		return Finding{subject, false, i18n.Describe(i18n.AR, err), i18n.Describe(i18n.EN, err)}
	}
	return Finding{subject, true, good.Format(i18n.AR, args...), good.Format(i18n.EN, args...)}
}

func (r *runner) key() Finding {
	_, err := r.ws.Privacy.Key.Resolve(r.ws.Dir)
	if path, ok := strings.CutPrefix(string(r.ws.Privacy.Key), "file:"); ok && err == nil {
		if st, serr := os.Stat(r.ws.Path(path)); serr == nil && st.Mode().Perm()&0o077 != 0 {
			err = i18n.Errorf(i18n.Text{AR: "مفتاح الأسماء المستعارة مقروء لغير صاحبه؛ نفّذ: chmod 600", EN: "the key of the pseudonyms can be read by others; run: chmod 600"})
		}
	}
	return finding("key", err, i18n.Text{AR: "مفتاح الأسماء المستعارة موجود ومحمي", EN: "the key of the pseudonyms is there and protected"})
}

// minFree is the free space below which a load may fail.
const minFree = 1 << 30

func (r *runner) disk() Finding {
	var st syscall.Statfs_t
	dir := filepath.Dir(r.ws.Database())
	if _, err := os.Stat(dir); err != nil {
		dir = r.ws.Dir
	}
	err := syscall.Statfs(dir, &st)
	free := st.Bavail * uint64(st.Bsize) //nolint:gosec // a block size
	if err == nil {
		probe := filepath.Join(dir, ".doctor")
		if err = os.WriteFile(probe, nil, 0o600); err == nil {
			err = os.Remove(probe)
		}
		if err != nil {
			err = i18n.Wrap(err, i18n.Text{AR: "لا يمكن الكتابة في مجلد البيانات", EN: "the folder of the data cannot be written"})
		}
	}
	if err == nil && free < minFree {
		err = i18n.Errorf(i18n.Text{AR: "المساحة الحرة %d م.ب فقط؛ أفرغ غيغابايت على الأقل", EN: "only %d MB are free; make room for a gigabyte at least"}, free>>20)
	}
	return finding("disk", err, i18n.Text{AR: "المساحة الحرة %d م.ب ويمكن الكتابة", EN: "%d MB are free and can be written"}, free>>20)
}

// clock compares the clock with what the store has seen: a clock that went
// back would make new rows old.
func (r *runner) clock(ctx context.Context) Finding {
	var last time.Time
	if db, err := openReading(ctx, r.ws); err == nil {
		_ = db.QueryRow(ctx, `SELECT coalesce(max(started_at), TIMESTAMP '1970-01-01') FROM runs`).Scan(&last) // an empty store says nothing
		_ = db.Close()
	}
	var err error
	if last.Sub(r.now) > 5*time.Minute {
		err = i18n.Errorf(i18n.Text{AR: "ساعة الجهاز متأخرة عن آخر تشغيل (%s)؛ اضبطها", EN: "the clock is behind the last run (%s); set it"}, last.Format(time.RFC3339))
	}
	return finding("clock", err, i18n.Text{AR: "الساعة %s بتوقيت %s", EN: "it is %s in %s"}, stamp(r.now, r.ws.Location), r.ws.Timezone)
}

func (r *runner) lock(ctx context.Context) Finding {
	if _, err := os.Stat(r.ws.Database()); errors.Is(err, os.ErrNotExist) {
		return finding("database", nil, i18n.Text{AR: "لم تُنشأ قاعدة البيانات بعد؛ ينشئها أول تشغيل", EN: "there is no database yet; the first run makes it"})
	}
	db, err := store.Open(ctx, r.ws.Database(), store.Options{ReadOnly: true})
	if err == nil {
		err = db.Close()
	}
	return finding("database", err, i18n.Text{AR: "قاعدة البيانات سليمة وغير مقفلة", EN: "the database is sound and not locked"})
}

func (r *runner) probe(ctx context.Context, cfg config.Source) Finding {
	err := func() error {
		if cfg.Schedule != "" {
			if _, err := cron.ParseStandard(cfg.Schedule); err != nil {
				return i18n.Wrap(err, i18n.Text{AR: "schedule غير صالح", EN: "schedule is not valid"})
			}
		}
		kind, err := findKind(r.o.Kinds, cfg.Kind)
		if err != nil {
			return err
		}
		env := source.Env{Config: cfg, Dir: r.ws.Dir, Zone: r.ws.Location, Log: r.log, State: newState(nil), Now: r.o.Now}
		if r.o.Env != nil {
			r.o.Env(&env)
		}
		src, err := kind.New(env)
		if err != nil {
			return err
		}
		if p, ok := src.(source.Prober); ok {
			ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
			defer cancel()
			return p.Probe(ctx)
		}
		return nil
	}()
	return finding(cfg.Name, err, i18n.Text{AR: "يُقرأ (%s)", EN: "can be read (%s)"}, cfg.Kind)
}
