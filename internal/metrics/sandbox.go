package metrics

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
)

// An indicator of a workspace is SQL that somebody else wrote. It runs in a
// snapshot that is always rolled back, may be one SELECT only, may read only
// the registers that it declares (as known_<register>) and the populations of
// the prelude, may call no function that reaches outside the database, and has
// limits of time and memory.
const (
	foreignTime   = 20 * time.Second
	foreignMemory = 512 << 20
)

// populations are the tables of the prelude that every formula may read.
var populations = []string{"params", "settings", "live", "started_activities", "ended_activities", "due_activities", "roots", "countable",
	"received", "took_part", "team", "skill_cover", "latest_documents", "promised", "group_rates", "presence"}

// tableFunctions and the prefixes of forbidden scalar functions.
var (
	tableFunctions = []string{"range", "generate_series", "unnest"}
	deniedPrefixes = []string{"read_", "write_", "getenv", "pragma_", "duckdb_", "query", "nextval", "setseed", "sniff_", "glob", "parquet_", "getvariable_"}
)

// guarded runs fn for a workspace's indicator within its limits.
func guarded(ctx context.Context, tx *store.Tx, d *Definition, fn func(ctx context.Context) error) (err error) {
	if !d.Foreign {
		return fn(ctx)
	}
	if err := admit(ctx, tx, d); err != nil {
		return err
	}
	restore, err := limitMemory(ctx, tx)
	if err != nil {
		return err
	}
	defer func() {
		if rerr := restore(); err == nil {
			err = rerr
		}
	}()
	limited, cancel := context.WithTimeout(ctx, foreignTime)
	defer cancel()
	err = fn(limited)
	if err != nil && limited.Err() != nil && ctx.Err() == nil {
		return i18n.Wrap(err, i18n.Text{AR: "المؤشر %s تجاوز مهلة %s", EN: "indicator %s took longer than %s"}, d.ID, foreignTime)
	}
	return err
}

// limitMemory gives the indicator so much on top of what is in use already.
func limitMemory(ctx context.Context, tx *store.Tx) (restore func() error, err error) {
	var before string
	var used int64
	if err := tx.QueryRow(ctx, "SELECT current_setting('memory_limit'), (SELECT coalesce(sum(memory_usage_bytes), 0)::BIGINT FROM duckdb_memory())").Scan(&before, &used); err != nil {
		return nil, err
	}
	if _, err := tx.Exec(ctx, fmt.Sprintf("SET memory_limit = '%dB'", used+foreignMemory)); err != nil {
		return nil, err
	}
	return func() error {
		_, err := tx.Exec(context.WithoutCancel(ctx), "SET memory_limit = '"+before+"'")
		if err != nil && strings.Contains(err.Error(), "transaction is aborted") {
			return nil // the first error tells more
		}
		return err
	}, nil
}

// admit refuses SQL that is not one SELECT over declared tables.
func admit(ctx context.Context, tx *store.Tx, d *Definition) error {
	texts := []string{d.SQL}
	for i := range d.Rows {
		r := &d.Rows[i]
		exprs := []string{r.Num, r.Den, r.High, r.Value, known(r.Coverage), of(r.Coverage)}
		for _, rule := range r.Rules {
			exprs = append(exprs, rule.When, rule.Detail)
			if classOf(rule.Reason) == NotComputable && !strings.HasPrefix(rule.Reason, "MISSING_") {
				return refuse(d, i18n.Text{AR: "سبب غير معروف " + rule.Reason, EN: "unknown reason " + rule.Reason})
			}
		}
		for _, e := range exprs {
			if e != "" {
				texts = append(texts, "SELECT ("+e+")")
			}
		}
	}
	for _, t := range texts {
		if err := admitText(ctx, tx, d, t); err != nil {
			return err
		}
	}
	return nil
}

func admitText(ctx context.Context, tx *store.Tx, d *Definition, text string) error {
	var plan string
	if err := tx.QueryRow(ctx, "SELECT json_serialize_sql(?::VARCHAR)::VARCHAR", text).Scan(&plan); err != nil {
		return err
	}
	var tree struct {
		Error      bool   `json:"error"`
		Message    string `json:"error_message"`
		Statements []any  `json:"statements"`
	}
	if err := json.Unmarshal([]byte(plan), &tree); err != nil {
		return err
	}
	if tree.Error || len(tree.Statements) != 1 {
		return refuse(d, i18n.Text{AR: "استعلام SELECT واحد فقط: " + tree.Message, EN: "one SELECT only: " + tree.Message})
	}
	w := walker{allowed: d.readable()}
	w.names(tree.Statements[0])
	w.visit(tree.Statements[0])
	if w.problem != "" {
		return refuse(d, i18n.Text{AR: "لا يُسمح بقراءة " + w.problem, EN: "may not read " + w.problem + "; declare registers in needs or tables and read them as known_<register>"})
	}
	return nil
}

func refuse(d *Definition, why i18n.Text) error {
	return i18n.Errorf(i18n.Text{AR: "المؤشر %s مرفوض: %s", EN: "indicator %s is refused: %s"}, d.ID, why)
}

// readable are the tables that the definition may name.
func (d *Definition) readable() []string {
	out := slices.Clone(populations)
	for i := range d.Rows {
		for _, n := range d.Rows[i].Needs {
			out = append(out, "known_"+strings.TrimSuffix(n, "?"))
		}
	}
	for _, n := range d.Tables {
		out = append(out, "known_"+n)
	}
	return out
}

// walker looks through a parsed statement for what it reads and calls.
type walker struct {
	allowed []string
	problem string
}

// names adds the statement's own common table expressions.
func (w *walker) names(node any) {
	switch x := node.(type) {
	case map[string]any:
		if cte, ok := x["cte_map"].(map[string]any); ok {
			entries, _ := cte["map"].([]any)
			for _, e := range entries {
				if m, ok := e.(map[string]any); ok {
					if k, ok := m["key"].(string); ok {
						w.allowed = append(w.allowed, k)
					}
				}
			}
		}
		for _, v := range x {
			w.names(v)
		}
	case []any:
		for _, v := range x {
			w.names(v)
		}
	}
}

func (w *walker) visit(node any) {
	switch x := node.(type) {
	case map[string]any:
		w.check(x)
		for _, v := range x {
			w.visit(v)
		}
	case []any:
		for _, v := range x {
			w.visit(v)
		}
	}
}

func (w *walker) check(x map[string]any) {
	text := func(k string) string { s, _ := x[k].(string); return s }
	switch text("type") {
	case "BASE_TABLE":
		name := text("table_name")
		if text("catalog_name") != "" || text("schema_name") != "" || !slices.Contains(w.allowed, name) {
			w.fail(strings.Trim(text("schema_name")+"."+name, "."))
		}
	case "TABLE_FUNCTION":
		if f, ok := x["function"].(map[string]any); ok {
			name, _ := f["function_name"].(string)
			if !slices.Contains(tableFunctions, strings.ToLower(name)) {
				w.fail(name + "()")
			}
		}
	case "FUNCTION":
		name := strings.ToLower(text("function_name"))
		for _, p := range deniedPrefixes {
			if strings.HasPrefix(name, p) {
				w.fail(name + "()")
			}
		}
	}
}

// fail keeps the smallest name, so that the message does not depend on the
// order in which a map is walked.
func (w *walker) fail(name string) {
	if w.problem == "" || name < w.problem {
		w.problem = name
	}
}
