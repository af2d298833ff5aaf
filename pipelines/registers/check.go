package registers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/musharaka/musharaka/internal/registers"
	"github.com/musharaka/musharaka/internal/store"
)

// describe asks the database for a register's columns, key and rules, so that
// they are written down once.
func describe(ctx context.Context, tx *store.Tx, table string) (cols []columnType, key, checks []string, err error) {
	rows, err := tx.Query(ctx, `SELECT c.column_name, c.data_type, NOT c.is_nullable AND c.column_default IS NULL, t.type_name, coalesce(t.labels, [])
		FROM duckdb_columns() c LEFT JOIN duckdb_types() t ON t.logical_type = 'ENUM' AND NOT t.internal AND t.schema_name = 'main'
			AND c.data_type = 'ENUM(' || array_to_string(list_transform(t.labels, lambda x : '''' || x || ''''), ', ') || ')'
		WHERE c.schema_name = 'main' AND c.database_name = current_database() AND c.table_name = ? ORDER BY c.column_index`, table)
	if err != nil {
		return nil, nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var c columnType
		var typeName *string
		var labels []any
		if err := rows.Scan(&c.name, &c.typ, &c.required, &typeName, &labels); err != nil {
			return nil, nil, nil, err
		}
		if typeName != nil {
			c.typ = *typeName
			for _, l := range labels {
				c.labels = append(c.labels, l.(string))
			}
		}
		cols = append(cols, c)
	}
	if err := rows.Err(); err != nil {
		return nil, nil, nil, err
	}
	cons, err := tx.Query(ctx, `SELECT constraint_type, constraint_column_names, expression FROM duckdb_constraints()
		WHERE schema_name = 'main' AND database_name = current_database() AND table_name = ? ORDER BY constraint_index`, table)
	if err != nil {
		return nil, nil, nil, err
	}
	defer cons.Close()
	for cons.Next() {
		var kind string
		var names []any
		var expr *string
		if err := cons.Scan(&kind, &names, &expr); err != nil {
			return nil, nil, nil, err
		}
		switch {
		case kind == "PRIMARY KEY":
			for _, n := range names {
				key = append(key, n.(string))
			}
		case kind == "CHECK" && expr != nil:
			checks = append(checks, *expr)
		}
	}
	if len(key) == 0 {
		return nil, nil, nil, fmt.Errorf("%s: %w", table, errNoKey)
	}
	return cols, key, checks, cons.Err()
}

// check marks the rows that break a rule which one cell cannot show. A row
// keeps the first rule that it broke; what refers to a faulty row is faulty,
// so references are checked until nothing changes.
func (im *importer) check(ctx context.Context, staged []*stage) error {
	for _, st := range staged {
		if err := im.checkRows(ctx, st); err != nil {
			return fmt.Errorf("%s: %w", st.table.Name, err)
		}
	}
	for {
		marked := int64(0)
		for _, st := range staged {
			n, err := im.checkRefs(ctx, st, staged)
			if err != nil {
				return fmt.Errorf("%s: references: %w", st.table.Name, err)
			}
			marked += n
		}
		if marked == 0 {
			return im.collect(ctx, staged)
		}
	}
}

func (im *importer) mark(ctx context.Context, st *stage, set, where string) (int64, error) {
	return im.tx.Exec(ctx, fmt.Sprintf(`UPDATE %s AS s SET %s WHERE bad_code IS NULL AND (%s)`, st.name, set, where))
}

func (im *importer) checkRows(ctx context.Context, st *stage) error {
	// Exact copies first: a copy is no second row.
	n, err := im.tx.Exec(ctx, fmt.Sprintf(`DELETE FROM %[1]s WHERE rn NOT IN (SELECT min(rn) FROM %[1]s GROUP BY digest)`, st.name))
	if err != nil {
		return err
	}
	st.rep.Copies = n
	keyMatch := func(a, b string) string {
		var on []string
		for _, k := range st.key {
			on = append(on, fmt.Sprintf("%s.%q = %s.%q", a, k, b, k))
		}
		return strings.Join(on, " AND ")
	}
	for _, c := range st.columns {
		if !c.required {
			continue
		}
		// What a source brought may fill a hand-kept row; its key may not be missing.
		where := fmt.Sprintf("%q IS NULL", c.name)
		if !slices.Contains(st.key, c.name) {
			where += fmt.Sprintf(" AND NOT EXISTS (SELECT 1 FROM ingested.%s i WHERE %s AND i.%q IS NOT NULL)", st.table.Name, keyMatch("i", "s"), c.name)
		}
		if _, err := im.mark(ctx, st, fmt.Sprintf("bad_code = 'required', bad_column = '%s', bad_value = ''", c.name), where); err != nil {
			return err
		}
	}
	for _, expr := range st.checks {
		set := "bad_code = 'check', bad_extra = '" + strings.ReplaceAll(expr, "'", "''") + "'"
		if _, err := im.mark(ctx, st, set, "NOT coalesce("+expr+", true)"); err != nil {
			return fmt.Errorf("check %s: %w", expr, err)
		}
	}
	var keyText []string
	for _, k := range st.key {
		keyText = append(keyText, fmt.Sprintf("%q::TEXT", k))
	}
	_, err = im.mark(ctx, st, "bad_code = 'twice', bad_column = '"+st.key[0]+"', bad_value = concat_ws(' / ', "+strings.Join(keyText, ", ")+")",
		fmt.Sprintf("EXISTS (SELECT 1 FROM %s o WHERE o.rn <> s.rn AND %s)", st.name, keyMatch("o", "s")))
	return err
}

// checkRefs marks rows that refer to nothing, participants of another unit and
// chains of repeats that come back to themselves.
func (im *importer) checkRefs(ctx context.Context, st *stage, staged []*stage) (marked int64, err error) {
	for _, c := range st.table.Columns {
		if c.Ref == "" {
			continue
		}
		target, col, _ := strings.Cut(c.Ref, ".")
		// Within a unit, an id means nothing in another one.
		match := fmt.Sprintf("r.%q = s.%q", col, c.Name)
		if scoped[target] && st.has("unit_id") {
			match += " AND r.unit_id = s.unit_id"
		}
		known := []string{
			fmt.Sprintf("SELECT 1 FROM main.%s r WHERE %s", target, match),
			fmt.Sprintf("SELECT 1 FROM ingested.%s r WHERE %s", target, match),
		}
		for _, other := range staged {
			if other.table.Name == target {
				known = append(known, fmt.Sprintf("SELECT 1 FROM %s r WHERE r.bad_code IS NULL AND %s", other.name, match))
			}
		}
		var none []string
		for _, k := range known {
			none = append(none, "NOT EXISTS ("+k+")")
		}
		title, _ := registers.Find(target)
		n, err := im.mark(ctx, st, fmt.Sprintf("bad_code = 'missing', bad_column = '%s', bad_value = %q::TEXT, bad_extra = '%s'", c.Name, c.Name, title.Name),
			fmt.Sprintf("%q IS NOT NULL AND %s", c.Name, strings.Join(none, " AND ")))
		if err != nil {
			return marked, err
		}
		marked += n
	}
	extra, err := im.checkPeople(ctx, st, staged)
	if err != nil {
		return marked, err
	}
	marked += extra
	if st.table.Name == "submissions" && st.has("dup_of") {
		n, err := im.checkCycles(ctx, st)
		return marked + n, err
	}
	return marked, nil
}

// scoped are registers whose ids are only known within their unit.
var scoped = map[string]bool{"strategy_goals": true, "objectives": true, "audience_groups": true, "team_members": true, "partners": true}

func (st *stage) has(column string) bool {
	return slices.ContainsFunc(st.columns, func(c columnType) bool { return c.name == column })
}

// union is a register as it will be: the merge of now, what sources brought
// and what this import stages.
func union(table, columns string, staged []*stage) string {
	s := fmt.Sprintf("SELECT %[1]s FROM main.%[2]s UNION SELECT %[1]s FROM ingested.%[2]s", columns, table)
	for _, st := range staged {
		if st.table.Name == table {
			s += fmt.Sprintf(" UNION SELECT %s FROM %s WHERE bad_code IS NULL", columns, st.name)
		}
	}
	return s
}

func (im *importer) checkPeople(ctx context.Context, st *stage, staged []*stage) (int64, error) {
	people := union("participants", "participant_id, unit_id", staged)
	set := "bad_code = 'unit', bad_column = 'participant_id', bad_value = participant_id"
	switch st.table.Name {
	case "submissions":
		return im.mark(ctx, st, set, fmt.Sprintf("EXISTS (SELECT 1 FROM (%s) p WHERE p.participant_id = s.participant_id AND p.unit_id <> s.unit_id)", people))
	case "participations":
		return im.mark(ctx, st, set, fmt.Sprintf(`EXISTS (SELECT 1 FROM (%s) p JOIN (%s) a ON a.activity_id = s.activity_id
			WHERE p.participant_id = s.participant_id AND p.unit_id <> a.unit_id)`, people, union("activities", "activity_id, unit_id", staged)))
	}
	return 0, nil
}

func (im *importer) checkCycles(ctx context.Context, st *stage) (int64, error) {
	return im.mark(ctx, st, "bad_code = 'cycle', bad_column = 'dup_of', bad_value = dup_of", fmt.Sprintf(`dup_of IS NOT NULL AND submission_id IN (
		WITH RECURSIVE link AS (SELECT submission_id, dup_of FROM %[1]s WHERE bad_code IS NULL AND dup_of IS NOT NULL
				UNION SELECT submission_id, dup_of FROM main.submissions WHERE dup_of IS NOT NULL AND submission_id NOT IN (SELECT submission_id FROM %[1]s)),
			walk(start, node) AS (SELECT submission_id, dup_of FROM link UNION SELECT w.start, l.dup_of FROM walk w JOIN link l ON l.submission_id = w.node)
		SELECT start FROM walk WHERE start = node)`, st.name))
}

// collect reads the marked rows into the report.
func (im *importer) collect(ctx context.Context, staged []*stage) error {
	for _, st := range staged {
		if err := im.collectFrom(ctx, st); err != nil {
			return err
		}
	}
	return nil
}

func (im *importer) collectFrom(ctx context.Context, st *stage) error {
	rows, err := im.tx.Query(ctx, fmt.Sprintf(`SELECT rn, place, bad_code, coalesce(bad_column, ''), coalesce(bad_value, ''), coalesce(bad_extra, '') FROM %s WHERE bad_code IS NOT NULL ORDER BY rn`, st.name))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var rn int64
		var extra string
		b := Bad{Table: st.table.Name}
		if err := rows.Scan(&rn, &b.Place, &b.Code, &b.Column, &b.Value, &extra); err != nil {
			return err
		}
		b.Args = []string{b.Column, b.Value, extra}
		b.cells = st.raw[rn]
		im.rep.Bad = append(im.rep.Bad, b)
		st.rep.Quarantined++
	}
	return rows.Err()
}
