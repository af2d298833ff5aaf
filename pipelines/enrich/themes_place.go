package enrich

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/musharaka/musharaka/internal/nlp/themes"
	"github.com/musharaka/musharaka/internal/store"
)

//go:embed sql/theme_digest_old.sql
var themeDigestOldSQL string

//go:embed sql/theme_copy.sql
var themeCopySQL string

// placedShare is how many submissions may be new since themes were formed for
// them to be placed into what there is; more of them form themes anew.
const placedShare = 0.01

// placeNew places new submissions into the themes of the last run without
// forming them again: if nothing else changed, they are few, and they fit
// (themes.DriftBound). It says whether it did.
func placeNew(ctx context.Context, db *store.DB, o Options, key runKey, items []themes.Item, prev *themes.State) (st ThemeStats, done bool, err error) {
	if prev == nil || o.Encoder == nil || o.Budget < 0 {
		return st, false, nil
	}
	var last, params string
	if err := db.QueryRow(ctx, `SELECT theme_run, params::TEXT FROM current_theme_run`).Scan(&last, &params); err != nil {
		return st, false, err
	}
	var p runParams
	if err := json.Unmarshal([]byte(params), &p); err != nil {
		return st, false, fmt.Errorf("parameters of the last themes: %w", err)
	}
	fresh, fit, err := freshItems(ctx, db, last, p, key, items)
	if err != nil || !fit {
		return st, false, err
	}
	enc, end, err := cachedEncoder(ctx, db, o, "themes", len(fresh))
	if err != nil {
		return st, false, err
	}
	if enc.ModelVersion() != prev.ModelVersion {
		return st, false, end(ctx)
	}
	list, drift, err := prev.Assign(ctx, fresh, enc, o.Areas)
	if err = errors.Join(err, end(ctx)); err != nil || drift.Beyond() {
		return st, false, err
	}
	for _, a := range list {
		if len(a.Path) > 0 {
			prev.Members[a.ID] = a.Path[len(a.Path)-1]
		}
	}
	p.Settings, p.Inputs, p.Placed, p.Events = key.settings, key.inputs, len(items)-p.Formed, []told{}
	p.Texts = len(items)
	st = ThemeStats{Run: p.Run, Themes: len(prev.Themes), Placed: len(fresh)}
	return st, true, savePlaced(ctx, db, o, key.id, last, p, prev, list)
}

// freshItems lists what the last run did not know; not fit if anything else
// changed or too much is new.
func freshItems(ctx context.Context, db *store.DB, last string, p runParams, key runKey, items []themes.Item) (fresh []themes.Item, fit bool, err error) {
	if p.Settings != key.settings || float64(len(items)) > (1+placedShare)*float64(p.Formed) {
		return nil, false, nil
	}
	var inputs string
	if err := db.QueryRow(ctx, themeDigestOldSQL, last).Scan(&inputs); err != nil || inputs != p.Inputs {
		return nil, false, err
	}
	rows, err := db.Query(ctx, `SELECT submission_id FROM theme_assignments WHERE theme_run = ?`, last)
	if err != nil {
		return nil, false, err
	}
	defer rows.Close()
	known := map[string]bool{}
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, false, err
		}
		known[id] = true
	}
	for _, it := range items {
		if !known[it.ID] {
			fresh = append(fresh, it)
		}
	}
	return fresh, len(fresh) > 0 && len(items)-len(fresh) == len(known), rows.Err()
}

func savePlaced(ctx context.Context, db *store.DB, o Options, id, last string, p runParams, state *themes.State, list []themes.Assignment) error {
	params, err1 := json.Marshal(p)
	kept, err2 := json.Marshal(state)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	return db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, table := range []string{"theme_runs", "themes", "theme_assignments"} {
			if _, err := tx.Exec(ctx, `DELETE FROM `+table+` WHERE theme_run = ?`, id); err != nil {
				return err
			}
		}
		r := p.Run
		if _, err := tx.Exec(ctx, `INSERT INTO theme_runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, id, o.AsOf.Format(time.DateOnly),
			r.ModelVersion, o.Seed, string(params), r.Texts, r.Encoded, r.Estimated, r.NoneShare, r.Modularity, nil, string(kept), o.Now.UTC()); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO theme_assignments BY NAME SELECT * REPLACE (?::TEXT AS theme_run) FROM theme_assignments WHERE theme_run = ?`, id, last); err != nil {
			return err
		}
		if _, err := tx.Append(ctx, "theme_assignments", assignmentRows(id, list)); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, themeCopySQL, id, id, last)
		return err
	})
}
