// Package merge brings what units keep by hand and what the sources know
// together in the register tables: a hand-kept value wins field by field, and
// where the two disagree the disagreement is listed.
//
// It reads the tables `hand.x` and `ingested.x` and writes `main.x`, set by
// set, and only rows that differ. It judges no value: the import of the
// registers and the ingest stage have done that.
package merge

import (
	"context"
	"fmt"
	"strings"

	"github.com/musharaka/musharaka/internal/store"
)

// Stats counts what a merge did.
type Stats struct {
	Tables     int   // register tables looked at
	Written    int64 // rows inserted, updated or deleted
	Conflicts  int64 // disagreements listed now
	Incomplete int64 // rows left out because a needed field is known to neither side
}

// table is a register table as the catalog describes it.
type table struct {
	name    string
	keys    []string
	columns []column
}

type column struct {
	name     string
	required bool
	def      string // expression of the default, empty if there is none
	key      bool
}

// Registers merges every register table inside tx.
func Registers(ctx context.Context, tx *store.Tx) (st Stats, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("merge.Registers: %w", err)
		}
	}()
	tables, err := catalog(ctx, tx)
	if err != nil {
		return st, err
	}
	if _, err := tx.Exec(ctx, "CREATE OR REPLACE TEMP TABLE merge_conflicts AS FROM register_conflicts LIMIT 0"); err != nil {
		return st, err
	}
	for _, t := range tables {
		st.Tables++
		if err := one(ctx, tx, t, &st); err != nil {
			return st, fmt.Errorf("%s: %w", t.name, err)
		}
	}
	return st, conflicts(ctx, tx, &st)
}

func one(ctx context.Context, tx *store.Tx, t table, st *Stats) error {
	var hand, ingested, main bool
	if err := tx.QueryRow(ctx, fmt.Sprintf(`SELECT EXISTS (SELECT 1 FROM hand.%[1]s), EXISTS (SELECT 1 FROM ingested.%[1]s), EXISTS (SELECT 1 FROM main.%[1]s)`,
		ident(t.name))).Scan(&hand, &ingested, &main); err != nil {
		return err
	}
	if !hand && !ingested && !main {
		return nil
	}
	if _, err := tx.Exec(ctx, "CREATE OR REPLACE TEMP VIEW merged AS "+t.view(hand, ingested)); err != nil {
		return err
	}
	if need := t.incomplete(); need != "" {
		var n int64
		if err := tx.QueryRow(ctx, "SELECT count(*) FROM merged WHERE "+need).Scan(&n); err != nil {
			return err
		}
		st.Incomplete += n
	}
	for _, stmt := range t.write(main) {
		n, err := tx.Exec(ctx, stmt)
		if err != nil {
			return err
		}
		st.Written += n
	}
	if hand && ingested {
		_, err := tx.Exec(ctx, t.disagreements())
		return err
	}
	return nil
}

// view joins both sides. A side without rows is left out, which spares the
// join in the common case.
func (t table) view(hand, ingested bool) string {
	from, value := "hand."+ident(t.name)+" h", func(c string) string { return "h." + c }
	switch {
	case hand && ingested:
		from = fmt.Sprintf("hand.%[1]s h FULL JOIN ingested.%[1]s i ON %s", ident(t.name), t.match("h", "i"))
		value = func(c string) string { return "coalesce(h." + c + ", i." + c + ")" }
	case ingested:
		from, value = "ingested."+ident(t.name)+" i", func(c string) string { return "i." + c }
	}
	cols := make([]string, len(t.columns))
	for i, c := range t.columns {
		v := value(ident(c.name))
		if c.def != "" {
			v = "coalesce(" + v + ", " + c.def + ")"
		}
		cols[i] = v + " AS " + ident(c.name)
	}
	return "SELECT " + strings.Join(cols, ", ") + " FROM " + from
}

// write lists the statements that bring main to the merged rows. Rows go in an
// order in which a key is free before it is used again.
func (t table) write(main bool) []string {
	good := "TRUE"
	if need := t.incomplete(); need != "" {
		good = "NOT (" + need + ")"
	}
	var names, other []string
	for _, c := range t.columns {
		names = append(names, ident(c.name))
		if !c.key {
			other = append(other, ident(c.name))
		}
	}
	if !main {
		return []string{fmt.Sprintf("INSERT INTO main.%s(%s) SELECT %s FROM merged WHERE %s", ident(t.name), strings.Join(names, ", "), strings.Join(names, ", "), good)}
	}
	update := ""
	if len(other) > 0 {
		var diff, set []string
		for _, c := range other {
			diff = append(diff, "t."+c+" IS DISTINCT FROM s."+c)
			set = append(set, c+" = s."+c)
		}
		update = fmt.Sprintf("WHEN MATCHED AND (%s) THEN UPDATE SET %s\n", strings.Join(diff, " OR "), strings.Join(set, ", "))
	}
	values := make([]string, len(names))
	for i, n := range names {
		values[i] = "s." + n
	}
	return []string{
		fmt.Sprintf("DELETE FROM main.%s t WHERE NOT EXISTS (SELECT 1 FROM merged s WHERE %s AND %s)", ident(t.name), t.match("t", "s"), good),
		fmt.Sprintf("MERGE INTO main.%s t USING (SELECT * FROM merged WHERE %s) s ON %s\n%sWHEN NOT MATCHED THEN INSERT (%s) VALUES (%s)",
			ident(t.name), good, t.match("t", "s"), update, strings.Join(names, ", "), strings.Join(values, ", ")),
	}
}

// disagreements lists the fields in which both sides say something else.
func (t table) disagreements() string {
	var fields []string
	key := make([]string, len(t.keys))
	for i, k := range t.keys {
		key[i] = "h." + ident(k) + "::TEXT"
	}
	for _, c := range t.columns {
		if !c.key {
			fields = append(fields, fmt.Sprintf("SELECT '%s', concat_ws('/', %s), '%s', h.%[4]s::TEXT, i.%[4]s::TEXT FROM hand.%[1]s h JOIN ingested.%[1]s i ON %[5]s WHERE h.%[4]s <> i.%[4]s",
				t.name, strings.Join(key, ", "), c.name, ident(c.name), t.match("h", "i")))
		}
	}
	if len(fields) == 0 {
		return "SELECT 1"
	}
	return "INSERT INTO merge_conflicts " + strings.Join(fields, "\nUNION ALL ")
}

// conflicts brings register_conflicts to what was found, writing only the
// difference.
func conflicts(ctx context.Context, tx *store.Tx, st *Stats) error {
	for _, q := range []string{
		`DELETE FROM register_conflicts t WHERE NOT EXISTS (SELECT 1 FROM merge_conflicts s WHERE s.table_name = t.table_name AND s.row_key = t.row_key AND s.column_name = t.column_name)`,
		`MERGE INTO register_conflicts t USING merge_conflicts s ON s.table_name = t.table_name AND s.row_key = t.row_key AND s.column_name = t.column_name
		 WHEN MATCHED AND (t.hand_value, t.source_value) IS DISTINCT FROM (s.hand_value, s.source_value) THEN UPDATE SET hand_value = s.hand_value, source_value = s.source_value
		 WHEN NOT MATCHED THEN INSERT`} {
		if _, err := tx.Exec(ctx, q); err != nil {
			return err
		}
	}
	return tx.QueryRow(ctx, "SELECT count(*) FROM merge_conflicts").Scan(&st.Conflicts)
}

func (t table) match(a, b string) string {
	on := make([]string, len(t.keys))
	for i, k := range t.keys {
		on[i] = a + "." + ident(k) + " = " + b + "." + ident(k)
	}
	return strings.Join(on, " AND ")
}

// incomplete is the condition of a row that lacks a needed field.
func (t table) incomplete() string {
	var need []string
	for _, c := range t.columns {
		if c.required && c.def == "" {
			need = append(need, ident(c.name)+" IS NULL")
		}
	}
	return strings.Join(need, " OR ")
}

func ident(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
