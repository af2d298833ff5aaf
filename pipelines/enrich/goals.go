package enrich

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/nlp/features"
	"github.com/musharaka/musharaka/internal/nlp/sdg"
	"github.com/musharaka/musharaka/internal/nlp/themes"
	"github.com/musharaka/musharaka/internal/store"
)

//go:embed sql/goal_items.sql
var goalItemsSQL string

//go:embed sql/goal_stale.sql
var goalStaleSQL string

// goalsVersion changes when the same text would get other suggestions.
const goalsVersion = "goals-2"

// GoalStats says what was suggested in this run.
type GoalStats struct {
	Read      int // themes and activities whose text or model was new
	Suggested int // of these, how many got a goal
}

type goalItem struct{ kind, id, text, sha string }

// Goals suggests goals for themes and activities. It confirms nothing: what
// people confirm for an activity stands in its register.
func Goals(ctx context.Context, db *store.DB, o Options) (st GoalStats, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("enrich.Goals: %w", err)
		}
	}()
	version := goalsVersion
	if o.Encoder != nil && o.Budget >= 0 {
		version += "+encoder"
	}
	items, err := goalItems(ctx, db, version)
	if err != nil {
		return st, err
	}
	scorer, err := sdg.New()
	if err != nil {
		return st, err
	}
	vec, err := goalVectors(ctx, db, o, items)
	if err != nil {
		return st, err
	}
	found := make([][]sdg.Goal, len(items))
	for i, it := range items {
		in := features.Input{Doc: features.New(it.text, "")}
		if vec != nil {
			found[i] = scorer.ScorePrecise(in, vec[i*themes.Dim:(i+1)*themes.Dim])
		} else {
			found[i] = scorer.Score(in)
		}
		if len(found[i]) > 0 {
			st.Suggested++
		}
	}
	st.Read = len(items)
	return st, db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		for i, it := range items {
			b, err := json.Marshal(suggestions(found[i]))
			if err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, `INSERT OR REPLACE INTO goal_suggestions VALUES (?, ?, ?, ?, ?, ?)`,
				it.kind, it.id, string(b), it.sha, version, o.Now.UTC().Truncate(time.Microsecond)); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, goalStaleSQL)
		return err
	})
}

func goalItems(ctx context.Context, db *store.DB, version string) ([]goalItem, error) {
	rows, err := db.Query(ctx, goalItemsSQL)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []goalItem
	for rows.Next() {
		var it goalItem
		var sha, v string
		if err := rows.Scan(&it.kind, &it.id, &it.text, &sha, &v); err != nil {
			return nil, err
		}
		sum := sha256.Sum256([]byte(it.text))
		if it.sha = hex.EncodeToString(sum[:]); it.sha != sha || v != version {
			out = append(out, it)
		}
	}
	return out, rows.Err()
}

// goalVectors is nil without an encoder or anything to read.
func goalVectors(ctx context.Context, db *store.DB, o Options, items []goalItem) ([]float32, error) {
	if len(items) == 0 {
		return nil, nil
	}
	enc, done, err := cachedEncoder(ctx, db, o, "goals", len(items))
	if err != nil || enc == nil {
		return nil, err
	}
	texts := make([]string, len(items))
	for i, it := range items {
		texts[i] = it.text
	}
	vec := make([]float32, themes.Dim*len(texts))
	err = enc.Encode(ctx, texts, vec)
	if e := done(ctx); err == nil {
		err = e
	}
	return vec, err
}

// suggestion is what is stored: a goal with the words behind it.
type suggestion struct {
	Goal  int      `json:"goal"`
	Score float64  `json:"score"`
	Words []string `json:"words"`
}

func suggestions(gs []sdg.Goal) []suggestion {
	out := []suggestion{}
	for _, g := range gs {
		words := []string{}
		for _, w := range g.Words {
			words = append(words, strings.TrimSpace(w))
		}
		out = append(out, suggestion{g.Goal, g.Score, words})
	}
	return out
}
