package enrich

import (
	"context"
	"database/sql/driver"
	_ "embed"
	"encoding/json"
	"fmt"
	"iter"
	"runtime"
	"sync"

	"github.com/musharaka/musharaka/internal/nlp"
	"github.com/musharaka/musharaka/internal/store"
)

//go:embed sql/texts_todo.sql
var textsTodoSQL string

//go:embed sql/texts_merge.sql
var textsMergeSQL string

// batch is how many texts are read, analysed and stored at a time: the memory
// of one batch is what the stage needs.
const batch = 20_000

// TextStats says what the stage did.
type TextStats struct {
	Read    int // texts analysed in this run
	Precise int // of them by the precise tier
	// Danger are the ids of those that may point to a risk to a life: people are
	// told to read them now, by their unit's own procedure.
	Danger []string
}

type todo struct {
	id      string
	version int32
	text    string
	sha     string
}

// Texts analyses every current text that this version of the models has not
// read yet, and stores one enrichment for each, batch by batch: a crash loses
// at most the batch under way. Within the budget, the texts of which the fast
// tier is least sure get the precise one.
func Texts(ctx context.Context, db *store.DB, o Options) (st TextStats, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("enrich.Texts: %w", err)
		}
	}()
	var total int
	if err := db.QueryRow(ctx, `SELECT count(*) FROM (`+textsTodoSQL+`)`, "", modelVersion(o), int64(1)<<40).Scan(&total); err != nil || total == 0 {
		return st, err
	}
	a, err := nlp.New()
	if err != nil {
		return st, err
	}
	budget := max(o.Budget, 0)
	for last := ""; ; {
		work, err := nextTexts(ctx, db, last, modelVersion(o))
		if err != nil || len(work) == 0 {
			return st, err
		}
		last = work[len(work)-1].id
		results := analyse(a, work)
		n, err := precise(ctx, db, o, a, work, results, budget)
		if err != nil {
			return st, err
		}
		budget -= n
		err = db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			if _, err := tx.Stage(ctx, "stage_enrichments", `CREATE OR REPLACE TEMP TABLE stage_enrichments AS FROM enrichments LIMIT 0`, enrichmentRows(o, work, results)); err != nil {
				return err
			}
			_, err := tx.Exec(ctx, textsMergeSQL)
			return err
		})
		if err != nil {
			return st, err
		}
		for i := range work {
			if results[i].Danger != "" {
				st.Danger = append(st.Danger, work[i].id)
			}
		}
		st.Read += len(work)
		st.Precise += n
		o.progress("enrich", st.Read, total)
	}
}

// modelVersion names all that an enrichment depends on beside the text.
func modelVersion(o Options) string {
	if o.Encoder == nil || o.Budget <= 0 {
		return nlp.ModelVersion
	}
	return nlp.ModelVersion + "+precise"
}

func nextTexts(ctx context.Context, db *store.DB, after, model string) ([]todo, error) {
	rows, err := db.Query(ctx, textsTodoSQL, after, model, batch)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []todo
	for rows.Next() {
		var t todo
		if err := rows.Scan(&t.id, &t.version, &t.text, &t.sha); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, rows.Err()
}

// analyse reads all texts on all cores; results keep the order of work.
func analyse(a *nlp.Analyzer, work []todo) []nlp.Result {
	out := make([]nlp.Result, len(work))
	inParallel(len(work), func(i int) { out[i] = a.Analyze(work[i].text, nlp.Request{}) })
	return out
}

// inParallel calls f(0) … f(n-1) from as many goroutines as there are cores.
func inParallel(n int, f func(i int)) {
	const block = 64
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(runtime.GOMAXPROCS(0), n/block+1) {
		wg.Go(func() {
			for lo := range next {
				for i := lo; i < min(lo+block, n); i++ {
					f(i)
				}
			}
		})
	}
	for lo := 0; lo < n; lo += block {
		next <- lo
	}
	close(next)
	wg.Wait()
}

func enrichmentRows(o Options, work []todo, results []nlp.Result) iter.Seq2[[]driver.Value, error] {
	model, now := modelVersion(o), o.Now.UTC()
	return func(yield func([]driver.Value, error) bool) {
		for i, t := range work {
			r := &results[i]
			intents, err1 := json.Marshal(r.Intents)
			sdg, err2 := json.Marshal(r.SDG)
			pii, err3 := json.Marshal(r.PII)
			ents, err4 := json.Marshal(r.Entities)
			for _, err := range []error{err1, err2, err3, err4} {
				if err != nil {
					yield(nil, fmt.Errorf("%s: %w", t.id, err))
					return
				}
			}
			var variety, score driver.Value
			if r.Variety != "" {
				variety, score = r.Variety, r.VarietyScore
			}
			s := r.Sentiment
			row := []driver.Value{t.id, t.version, model, t.sha, r.Lang, r.Script, variety, score,
				s.Label, s.Neg, s.Neu, s.Pos, s.Unclear, s.Tier, r.Intent, string(intents), string(sdg), r.Spam, r.Toxicity, null(r.Danger),
				string(pii), r.Masked, r.Fingerprint, int32(r.Words), string(ents), nil, nil, now}
			if !yield(row, nil) {
				return
			}
		}
	}
}
