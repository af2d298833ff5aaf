package enrich

import (
	"context"
	"crypto/sha256"
	"database/sql/driver"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/musharaka/musharaka/internal/nlp/areas"
	"github.com/musharaka/musharaka/internal/nlp/themes"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/review"
)

//go:embed sql/theme_items.sql
var themeItemsSQL string

//go:embed sql/theme_digest.sql
var themeDigestSQL string

// themesVersion changes when the same input would give other themes.
const themesVersion = "themes-2"

// ThemeStats says what the stage did.
type ThemeStats struct {
	Unchanged bool // the same texts and settings: the last run stands
	Run       themes.Run
	Themes    int
	Placed    int // new submissions placed into the themes of the run before
	Signals   SignalStats
}

// Themes forms the themes of all submissions known before o.AsOf and stores
// them as a new run; ids are kept from the run before. If nothing that themes
// depend on has changed, it writes nothing.
func Themes(ctx context.Context, db *store.DB, o Options) (st ThemeStats, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("enrich.Themes: %w", err)
		}
	}()
	decisions, err := review.Decisions(ctx, db)
	if err != nil {
		return st, err
	}
	key, err := themeRunKey(ctx, db, o, decisions)
	if err != nil {
		return st, err
	}
	var have int
	if err := db.QueryRow(ctx, `SELECT count(*) FROM current_theme_run WHERE theme_run = ?`, key.id).Scan(&have); err != nil {
		return st, err
	}
	if have > 0 {
		st.Unchanged = true
		st.Signals, err = Signals(ctx, db, o)
		return st, err
	}
	items, err := themeItems(ctx, db, o.AsOf)
	if err != nil {
		return st, err
	}
	prev, err := previousThemes(ctx, db)
	if err != nil {
		return st, err
	}
	var ok bool
	var placed ThemeStats
	if !reshaped(decisions) {
		if placed, ok, err = placeNew(ctx, db, o, key, items, prev); err != nil {
			return st, err
		}
	}
	if ok {
		placed.Signals, err = Signals(ctx, db, o)
		return placed, err
	}
	enc, done, err := cachedEncoder(ctx, db, o, "themes", min(max(o.Budget, 0), len(items)))
	if err != nil {
		return st, err
	}
	res, err := themes.Discover(ctx, items, enc, themes.Options{Seed: o.Seed, Budget: o.Budget, Previous: prev, Decisions: decisions, Areas: o.Areas})
	if err = errors.Join(err, done(ctx)); err != nil {
		return st, err
	}
	st = ThemeStats{Run: res.Run, Themes: len(res.Themes)}
	if err := saveThemes(ctx, db, o, key, res, prev); err != nil {
		return st, err
	}
	st.Signals, err = Signals(ctx, db, o)
	return st, err
}

// reshaped says that people merged or split themes: then the machine's tree,
// into which new texts are placed, is not the one that is shown.
func reshaped(list []themes.Decision) bool {
	return slices.ContainsFunc(list, func(d themes.Decision) bool { return d.Kind == themes.DecideMerge || d.Kind == themes.DecideSplit })
}

// runKey names a run and, apart, all that it depends on: the texts, and the
// rest.
type runKey struct{ id, inputs, settings string }

func themeRunKey(ctx context.Context, db *store.DB, o Options, decisions []themes.Decision) (k runKey, err error) {
	if err := db.QueryRow(ctx, themeDigestSQL, o.AsOf.Format(time.DateOnly)).Scan(&k.inputs); err != nil {
		return k, err
	}
	kind := "words"
	if o.Encoder != nil && o.Budget >= 0 {
		kind = "encoder"
	}
	edits, err := json.Marshal(struct {
		Decisions []themes.Decision
		Areas     areas.Taxonomy
	}{decisions, o.Areas})
	if err != nil {
		return k, err
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%d|%d|%s|%s|%s", o.Seed, o.Budget, kind, themesVersion, edits))
	k.settings = hex.EncodeToString(sum[:8])
	sum = sha256.Sum256([]byte(k.inputs + "|" + k.settings))
	k.id = "t" + hex.EncodeToString(sum[:8])
	return k, nil
}

func themeItems(ctx context.Context, db *store.DB, asOf time.Time) ([]themes.Item, error) {
	rows, err := db.Query(ctx, themeItemsSQL, asOf.Format(time.DateOnly))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var items []themes.Item
	for rows.Next() {
		var it themes.Item
		var spam bool
		if err := rows.Scan(&it.ID, &it.Text, &it.Lang, &it.Author, &it.Source, &it.Time, &it.Group, &spam, &it.Sentiment, &it.Intent); err != nil {
			return nil, err
		}
		if spam {
			it.Reason = themes.ReasonNotSubmission
		}
		items = append(items, it)
	}
	return items, rows.Err()
}

func previousThemes(ctx context.Context, db *store.DB) (*themes.State, error) {
	var state string
	rows, err := db.Query(ctx, `SELECT state::TEXT FROM current_theme_run WHERE state IS NOT NULL`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	if !rows.Next() {
		return nil, rows.Err()
	}
	if err := rows.Scan(&state); err != nil {
		return nil, err
	}
	var s themes.State
	if err := json.Unmarshal([]byte(state), &s); err != nil {
		return nil, fmt.Errorf("state of the last themes: %w", err)
	}
	return &s, nil
}

func saveThemes(ctx context.Context, db *store.DB, o Options, key runKey, res *themes.Result, prev *themes.State) error {
	params, err := json.Marshal(paramsOf(res, prev, key))
	if err != nil {
		return err
	}
	state, err := json.Marshal(res.State)
	if err != nil {
		return err
	}
	id := key.id
	return db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		r := res.Run
		// A run of the same id that is no longer the newest is made anew.
		for _, table := range []string{"theme_runs", "themes", "theme_assignments"} {
			if _, err := tx.Exec(ctx, `DELETE FROM `+table+` WHERE theme_run = ?`, id); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, `INSERT INTO theme_runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, id, o.AsOf.Format(time.DateOnly),
			r.ModelVersion, o.Seed, string(params), r.Texts, r.Encoded, r.Estimated, r.NoneShare, r.Modularity, r.ARIPrevious, string(state), o.Now.UTC()); err != nil {
			return err
		}
		if _, err := tx.Append(ctx, "themes", themeRows(id, res.Themes)); err != nil {
			return err
		}
		_, err := tx.Append(ctx, "theme_assignments", assignmentRows(id, res.Assignments))
		return err
	})
}

func themeRows(run string, list []themes.Theme) iter.Seq2[[]driver.Value, error] {
	return func(yield func([]driver.Value, error) bool) {
		for _, t := range list {
			langs, err := json.Marshal(t.Languages)
			row := []driver.Value{run, t.ID, null(t.Parent), int8(t.Level), null(t.LabelAR), null(t.LabelEN), strings2(t.KeywordsAR), strings2(t.KeywordsEN),
				null(t.Area), int64(t.Messages), int64(t.Voices), string(langs), t.Cohesion, strings2(t.Quotes), null(t.Status), nil}
			if !yield(row, err) {
				return
			}
		}
	}
}

func assignmentRows(run string, list []themes.Assignment) iter.Seq2[[]driver.Value, error] {
	return func(yield func([]driver.Value, error) bool) {
		for _, a := range list {
			via := "encoded"
			if a.Estimated {
				via = "estimated"
			}
			row := []driver.Value{run, a.ID, null(a.Theme), strings2(a.Path), null(a.Area), a.AreaScore, a.Score, null(a.Reason), null(a.Group), via}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// strings2 is what the appender takes for a list of texts.
func strings2(s []string) driver.Value { return slices.Clone(s) }

func null(s string) driver.Value {
	if s == "" {
		return nil
	}
	return s
}
