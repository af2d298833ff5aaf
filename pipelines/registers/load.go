package registers

import (
	"context"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"iter"
	"strings"
)

// load takes the sound rows of a stage to the hand-kept side by one MERGE that
// touches only what differs.
func (im *importer) load(ctx context.Context, st *stage) error {
	var on, diff, set, names, vals []string
	for _, k := range st.key {
		on = append(on, fmt.Sprintf("h.%q = s.%q", k, k))
	}
	for _, c := range st.columns {
		diff = append(diff, fmt.Sprintf("h.%q IS DISTINCT FROM s.%q", c.name, c.name))
		set = append(set, fmt.Sprintf("%q = s.%q", c.name, c.name))
		names = append(names, fmt.Sprintf("%q", c.name))
		vals = append(vals, fmt.Sprintf("s.%q", c.name))
	}
	table := "hand." + st.table.Name
	var before, sound int64
	if err := im.tx.QueryRow(ctx, fmt.Sprintf(`SELECT (SELECT count(*) FROM %s), (SELECT count(*) FROM %s WHERE bad_code IS NULL)`, table, st.name)).Scan(&before, &sound); err != nil {
		return err
	}
	n, err := im.tx.Exec(ctx, fmt.Sprintf(`MERGE INTO %s h USING (SELECT * FROM %s WHERE bad_code IS NULL) s ON %s
		WHEN MATCHED AND (%s) THEN UPDATE SET %s WHEN NOT MATCHED THEN INSERT (%s) VALUES (%s)`,
		table, st.name, strings.Join(on, " AND "), strings.Join(diff, " OR "), strings.Join(set, ", "), strings.Join(names, ", "), strings.Join(vals, ", ")))
	if err != nil {
		return fmt.Errorf("%s: %w", st.table.Name, err)
	}
	var after int64
	if err := im.tx.QueryRow(ctx, "SELECT count(*) FROM "+table).Scan(&after); err != nil {
		return err
	}
	st.rep.Added = after - before
	st.rep.Changed = n - st.rep.Added
	st.rep.Unchanged = sound - n
	im.rep.Tables = append(im.rep.Tables, *st.rep)
	_, err = im.tx.Exec(ctx, "DROP TABLE "+st.name)
	return err
}

// quarantine keeps the faulty rows and closes what earlier imports of the same
// files left open and is sound or gone now.
func (im *importer) quarantine(ctx context.Context, sheets []*sheet) error {
	_, err := im.tx.Stage(ctx, "reg_bad", `CREATE OR REPLACE TEMP TABLE reg_bad AS FROM quarantine LIMIT 0`, im.badRows())
	if err != nil {
		return err
	}
	if err := im.tx.QueryRow(ctx, `SELECT count(DISTINCT quarantine_id) FROM reg_bad WHERE quarantine_id NOT IN (SELECT quarantine_id FROM quarantine WHERE state = 'open')`).Scan(&im.rep.NewlyBad); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, s := range sheets {
		if seen[s.file] {
			continue
		}
		seen[s.file] = true
		if _, err := im.tx.Exec(ctx, `UPDATE quarantine SET state = 'resolved' WHERE source = ? AND stream = ? AND state = 'open'
			AND quarantine_id NOT IN (SELECT quarantine_id FROM reg_bad)`, Source, s.file); err != nil {
			return err
		}
	}
	_, err = im.tx.Exec(ctx, `MERGE INTO quarantine q USING (SELECT * FROM reg_bad QUALIFY row_number() OVER (PARTITION BY quarantine_id ORDER BY place, column_name, code, args) = 1) b ON q.quarantine_id = b.quarantine_id
		WHEN MATCHED AND q.state <> 'open' THEN UPDATE SET state = 'open' WHEN NOT MATCHED THEN INSERT; DROP TABLE reg_bad`)
	return err
}

func (im *importer) badRows() iter.Seq2[[]driver.Value, error] {
	return func(yield func([]driver.Value, error) bool) {
		for _, b := range im.rep.Bad {
			var original strings.Builder
			w := csv.NewWriter(&original)
			_ = w.Write(b.cells) // a strings.Builder takes everything
			w.Flush()
			file, _, _ := strings.Cut(b.Place, " [")
			if i := strings.LastIndexByte(file, ' '); file == b.Place && i > 0 {
				file = file[:i]
			}
			sum := sha256.Sum256([]byte(Source + "\x00" + b.Place + "\x00" + b.Code + "\x00" + b.Column + "\x00" + original.String()))
			args := make([]any, len(b.Args))
			for i, a := range b.Args {
				args[i] = a
			}
			row := []driver.Value{hex.EncodeToString(sum[:8]), Source, file, b.Place, nil, nilIfEmpty(b.Column), b.Code, args,
				[]byte(original.String()), im.o.RunID, im.o.Now.UTC(), "open"}
			if !yield(row, nil) {
				return
			}
		}
	}
}

func nilIfEmpty(s string) driver.Value {
	if s == "" {
		return nil
	}
	return s
}
