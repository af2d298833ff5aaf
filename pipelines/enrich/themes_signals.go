package enrich

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/nlp/themes"
	"github.com/musharaka/musharaka/internal/nlp/themes/signals"
	"github.com/musharaka/musharaka/internal/store"
)

//go:embed sql/signal_items.sql
var signalItemsSQL string

const (
	signalPeriods = 8  // two years
	periodDays    = 91 // thirteen whole weeks: every weekday as often
)

// SignalStats says what was told about themes.
type SignalStats struct {
	Themes  int
	Changed int // rows written
}

// Signals computes what is remarkable about every theme of the newest run and
// keeps it as JSON (signals.Theme) in themes.signals. It depends on registers
// too, so it runs even where themes stand; what is equal is not written.
func Signals(ctx context.Context, db *store.DB, o Options) (st SignalStats, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("enrich.Signals: %w", err)
		}
	}()
	list, err := themeList(ctx, db)
	if err != nil || len(list) == 0 {
		return st, err
	}
	items, err := signalItems(ctx, db, o.AsOf)
	if err != nil {
		return st, err
	}
	found := map[string]signals.Theme{}
	for level := range 3 {
		for _, t := range signals.Compute(atLevel(items, list, level), signals.Options{Periods: signalPeriods, K: o.K}) {
			found[t.ID] = t
		}
	}
	state, err := previousThemes(ctx, db)
	if err != nil {
		return st, err
	}
	names, err := readNames(ctx, db)
	if err != nil {
		return st, err
	}
	near := nearThemes(state)
	starts := periodStarts(o.AsOf)
	write := map[string]string{}
	for _, t := range list {
		s, ok := found[t.id]
		if !ok {
			continue
		}
		s.Volume.Starts = starts
		s.Related = append(s.Related, near[t.id]...)
		s.EvidenceAR, s.EvidenceEN = names.evidence(s, len(items), o.k())
		b, err := json.Marshal(s)
		if err != nil {
			return st, err
		}
		if st.Themes++; string(b) != t.signals {
			write[t.id] = string(b)
		}
	}
	st.Changed = len(write)
	if len(write) == 0 {
		return st, nil
	}
	return st, db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, t := range list {
			if s, ok := write[t.id]; ok {
				if _, err := tx.Exec(ctx, `UPDATE themes SET signals = ? WHERE theme_run = ? AND theme_id = ?`, s, t.run, t.id); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// k is the least number of voices of a group that is told of.
func (o Options) k() int {
	if o.K > 0 {
		return o.K
	}
	return 5
}

// storedTheme is one theme of the newest run as it lies in the store.
type storedTheme struct {
	run, id, signals, ar, en string
	level                    int
}

func themeList(ctx context.Context, db *store.DB) ([]storedTheme, error) {
	rows, err := db.Query(ctx, `SELECT theme_run, theme_id, level, coalesce(signals::TEXT, ''), coalesce(label_ar, ''), coalesce(label_en, '') FROM current_themes ORDER BY level, theme_id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []storedTheme
	for rows.Next() {
		var t storedTheme
		if err := rows.Scan(&t.run, &t.id, &t.level, &t.signals, &t.ar, &t.en); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, rows.Err()
}

// signalItem is a message with its path in the tree instead of one theme.
type signalItem struct {
	signals.Message
	path []string
	day  time.Time // local
}

func signalItems(ctx context.Context, db *store.DB, asOf time.Time) ([]signalItem, error) {
	known, err := fates(ctx, db, asOf)
	if err != nil {
		return nil, err
	}
	rows, err := db.Query(ctx, signalItemsSQL)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []signalItem
	for rows.Next() {
		var it signalItem
		var id, path string
		m := &it.Message
		if err := rows.Scan(&id, &path, &m.Voice, &it.day, &m.Sentiment, &m.Unclear, &m.Intent, &m.Source, &m.Governorate, &m.Group, &m.Activity, &m.Unit); err != nil {
			return nil, err
		}
		it.path = strings.Fields(path)
		m.Period, m.AgeDays = periodOf(it.day, asOf)
		f := known[id]
		m.Countable, m.Used, m.Open = f.countable, f.used, f.open
		out = append(out, it)
	}
	return out, rows.Err()
}

// periodOf numbers the period of a day; days before the first have −1.
func periodOf(day, asOf time.Time) (period, ageDays int) {
	ageDays = int(asOf.Sub(day).Hours()/24) - 1 // as_of is exclusive: its eve is 0 days ago
	if ageDays < 0 || ageDays >= signalPeriods*periodDays {
		return -1, ageDays
	}
	return signalPeriods - 1 - ageDays/periodDays, ageDays
}

func periodStarts(asOf time.Time) []string {
	out := make([]string, signalPeriods)
	for i := range out {
		out[i] = asOf.AddDate(0, 0, -periodDays*(signalPeriods-i)).Format(time.DateOnly)
	}
	return out
}

// atLevel gives messages the theme of a level that lies on their path.
func atLevel(items []signalItem, list []storedTheme, level int) []signals.Message {
	of := map[string]bool{}
	for _, t := range list {
		if t.level == level {
			of[t.id] = true
		}
	}
	out := make([]signals.Message, len(items))
	for i, it := range items {
		out[i] = it.Message
		for _, id := range it.path {
			if of[id] {
				out[i].Theme = id
			}
		}
	}
	return out
}

const (
	nearEach = 3
	nearBy   = 0.3 // cosine of centres
)

// nearThemes names the themes whose centres lie nearest, per theme of the same
// level.
func nearThemes(s *themes.State) map[string][]signals.Related {
	out := map[string][]signals.Related{}
	if s == nil {
		return out
	}
	for _, a := range s.Themes {
		var list []signals.Related
		for _, b := range s.Themes {
			if a.ID == b.ID || a.Level != b.Level || len(a.Centre) != len(b.Centre) {
				continue
			}
			var c float64
			for i := range a.Centre {
				c += float64(a.Centre[i]) * float64(b.Centre[i])
			}
			if c >= nearBy {
				list = append(list, signals.Related{Theme: b.ID, By: "meaning", Score: c})
			}
		}
		slices.SortStableFunc(list, func(x, y signals.Related) int {
			switch {
			case x.Score > y.Score:
				return -1
			case x.Score < y.Score:
				return 1
			}
			return strings.Compare(x.Theme, y.Theme)
		})
		out[a.ID] = list[:min(nearEach, len(list))]
	}
	return out
}
