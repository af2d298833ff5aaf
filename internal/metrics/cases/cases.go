// Package cases runs the worked examples that prove indicators: small
// registers in, expected rows out, over the same SQL that the product runs.
//
// It serves the tests of the built-in indicators and `analyze kpi test` for
// those of a workspace. It does not judge performance.
package cases

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/store"
)

// Case is one worked example. Tables are CSV as units import them, except that
// instants are UTC and unit_id may be left out: the case's unit is filled in.
// Change is SQL that alters the fixture.
type Case struct {
	Name    string            `toml:"name"`
	Fixture string            `toml:"fixture"`
	Unit    string            `toml:"unit"`
	AsOf    string            `toml:"as_of"`
	Periods []string          `toml:"periods"`
	By      []string          `toml:"by"`
	Tables  map[string]string `toml:"tables"`
	Change  []string          `toml:"change"`
	Expect  []map[string]any  `toml:"expect"`

	File string `toml:"-"`
}

// Fixture is a set of registers that cases share.
type Fixture struct {
	Unit   string            `toml:"unit"`
	Tables map[string]string `toml:"tables"`
}

// Suite is every case of a file system, with its fixtures.
type Suite struct {
	Cases     []Case
	Fixtures  map[string]Fixture
	Catalogue []*metrics.Definition // in the place of the built-in one, if set
	Prelude   []string              // likewise
}

// Load reads <id>/cases/*.toml under root, and root/fixtures/*.toml.
func Load(fsys fs.FS, root string) (*Suite, error) {
	s := &Suite{Fixtures: map[string]Fixture{}}
	fixtures, err := fs.Glob(fsys, path.Join(root, "fixtures", "*.toml"))
	if err != nil {
		return nil, err
	}
	for _, f := range fixtures {
		var x Fixture
		if err := decode(fsys, f, &x); err != nil {
			return nil, err
		}
		s.Fixtures[strings.TrimSuffix(path.Base(f), ".toml")] = x
	}
	files, err := fs.Glob(fsys, path.Join(root, "*", "cases", "*.toml"))
	if err != nil {
		return nil, err
	}
	own, err := fs.Glob(fsys, path.Join(root, "cases", "*.toml")) // the folder of one indicator
	if err != nil {
		return nil, err
	}
	for _, f := range append(files, own...) {
		var x struct {
			Case []Case `toml:"case"`
		}
		if err := decode(fsys, f, &x); err != nil {
			return nil, err
		}
		for _, c := range x.Case {
			c.File = f
			s.Cases = append(s.Cases, c)
		}
	}
	return s, nil
}

func decode(fsys fs.FS, name string, into any) error {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	meta, err := toml.Decode(string(b), into)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, k := range meta.Undecoded() {
		if strings.HasPrefix(k.String(), "case.expect.") { // a free map
			continue
		}
		return fmt.Errorf("%s: unknown key %s", name, k)
	}
	return nil
}

// KPIs lists the row ids that the case expects something of.
func (c *Case) KPIs() []string {
	var out []string
	for _, e := range c.Expect {
		if id, _ := e["kpi_id"].(string); id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// Run computes the case in a snapshot of db, which it leaves as it was, and
// returns what differs: nothing means that the case holds. Extra definitions
// are computed beside the built-in ones.
func (s *Suite) Run(ctx context.Context, db *store.DB, c *Case, settings metrics.Settings, extra []*metrics.Definition) (diffs []string, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("%s: %s: %w", c.File, c.Name, err)
		}
	}()
	req, err := c.request(settings)
	if err != nil {
		return nil, err
	}
	req.Extra, req.Catalogue = extra, s.Catalogue
	err = db.InSnapshot(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.Fill(ctx, tx, c); err != nil {
			return err
		}
		rows, err := metrics.ComputeIn(ctx, tx, req)
		if err != nil {
			return err
		}
		diffs = c.compare(rows)
		return nil
	})
	return diffs, err
}

func (c *Case) request(settings metrics.Settings) (metrics.Request, error) {
	asOf, err := metrics.ParseDay(c.AsOf)
	if err != nil {
		return metrics.Request{}, err
	}
	req := metrics.Request{AsOf: asOf, By: c.By, KPIs: c.KPIs(), Settings: settings}
	for _, p := range c.Periods {
		parsed, err := metrics.ParsePeriod(p, max(1, settings.YearStartMonth))
		if err != nil {
			return req, err
		}
		req.Periods = append(req.Periods, parsed)
	}
	if len(req.KPIs) == 0 {
		return req, errors.New("the case expects nothing")
	}
	return req, nil
}

// Fill writes the case's registers into the transaction.
func (s *Suite) Fill(ctx context.Context, tx *store.Tx, c *Case) error {
	if c.Fixture != "" {
		f, ok := s.Fixtures[c.Fixture]
		if !ok {
			return fmt.Errorf("no fixture %q", c.Fixture)
		}
		if err := fill(ctx, tx, f.Tables, f.Unit); err != nil {
			return err
		}
	}
	if err := fill(ctx, tx, c.Tables, c.Unit); err != nil {
		return err
	}
	for _, q := range c.Change {
		if _, err := tx.Exec(ctx, q); err != nil {
			return fmt.Errorf("%s: %w", q, err)
		}
	}
	return nil
}

func fill(ctx context.Context, tx *store.Tx, tables map[string]string, unit string) error {
	names := make([]string, 0, len(tables))
	for n := range tables {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		if err := fillTable(ctx, tx, n, tables[n], unit); err != nil {
			return fmt.Errorf("%s: %w", n, err)
		}
	}
	return nil
}

func fillTable(ctx context.Context, tx *store.Tx, table, text, unit string) error {
	types, err := columnTypes(ctx, tx, table)
	if err != nil {
		return err
	}
	r := csv.NewReader(strings.NewReader(strings.TrimSpace(text)))
	r.TrimLeadingSpace = true
	records, err := r.ReadAll()
	if err != nil {
		return err
	}
	head := records[0]
	addUnit := types["unit_id"] != "" && !slices.Contains(head, "unit_id")
	for _, rec := range records[1:] {
		columns, marks, args := slices.Clone(head), []string{}, []any{}
		for i, c := range head {
			marks = append(marks, "CAST(? AS "+types[c]+")")
			if rec[i] == "" {
				args = append(args, nil)
			} else {
				args = append(args, rec[i])
			}
		}
		if addUnit {
			columns, marks, args = append(columns, "unit_id"), append(marks, "?"), append(args, unit)
		}
		q := fmt.Sprintf("INSERT INTO main.%s(%s) VALUES (%s)", table, strings.Join(columns, ", "), strings.Join(marks, ", "))
		if _, err := tx.Exec(ctx, q, args...); err != nil {
			return fmt.Errorf("%v: %w", rec, err)
		}
	}
	return nil
}

func columnTypes(ctx context.Context, tx *store.Tx, table string) (map[string]string, error) {
	rows, err := tx.Query(ctx, "SELECT column_name, data_type FROM duckdb_columns() WHERE schema_name = 'main' AND table_name = ?", table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var c, t string
		if err := rows.Scan(&c, &t); err != nil {
			return nil, err
		}
		out[c] = t
	}
	if len(out) == 0 {
		return nil, errors.New("no such register")
	}
	return out, rows.Err()
}
