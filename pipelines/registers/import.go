package registers

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql/driver"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/registers"
	"github.com/musharaka/musharaka/internal/store"
)

//go:embed sync_units.sql
var syncUnitsSQL string

// Source is the name under which faulty rows of registers are quarantined.
const Source = "registers"

// Options are the clock, the zone of local dates and the merge that brings
// hand-kept rows together with ingested ones.
type Options struct {
	Now      time.Time
	Location *time.Location
	RunID    string
	Units    []config.Unit                                 // of musharaka.yaml; the register wins over them
	Merge    func(ctx context.Context, tx *store.Tx) error // nil: hand-kept rows stay apart
	Log      *slog.Logger

	digest string // of the folder, remembered with the import
}

// TableReport counts what an import did with one register.
type TableReport struct {
	Table                                                i18n.Text `json:"-"`
	Name                                                 string    `json:"table"`
	Rows, Added, Changed, Unchanged, Copies, Quarantined int64
}

// Bad is one quarantined row.
type Bad struct {
	Place, Table, Column, Value, Code string
	Args                              []string
	cells                             []string
}

// Text says why the row was not taken.
func (b Bad) Text() i18n.Text {
	t := rules[b.Code]
	args := func(l i18n.Lang) []any {
		col := b.Column
		if tab, ok := registers.Find(b.Table); ok && l == i18n.AR {
			if c, ok := tab.Column(b.Column); ok {
				col = fmt.Sprintf("«%s» (%s)", c.AR, c.Name)
			}
		}
		extra := ""
		if len(b.Args) > 2 {
			extra = b.Args[2]
		}
		return []any{col, b.Value, extra}
	}
	return i18n.Text{AR: drop(t.AR, args(i18n.AR)), EN: drop(t.EN, args(i18n.EN))}
}

// drop formats and leaves out the complaint of fmt about unused arguments.
func drop(format string, args []any) string {
	s, _, _ := strings.Cut(fmt.Sprintf(format, args...), "%!(EXTRA")
	return s
}

// Report is what an import did, in the order of the registers.
type Report struct {
	Tables   []TableReport
	Bad      []Bad
	Warnings []i18n.Text // columns that were not read
	Faults   []error     // files that could not be read at all
	NewlyBad int         // of Bad, those that no earlier import had found
}

// Import reads path, a folder or a file, and loads every register found in it
// in one transaction. A row whose key is there already replaces the old one;
// an exact copy within a file is dropped and counted; faulty rows are
// quarantined under their file and row, and those that an earlier import
// quarantined from the same files are closed. Importing the same files again
// changes nothing.
func Import(ctx context.Context, db *store.DB, path string, o Options) (rep *Report, err error) {
	sheets, faults, err := readPath(path)
	if err != nil {
		return nil, err
	}
	rep = &Report{Faults: faults}
	err = db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		im := &importer{tx: tx, o: o, rep: rep}
		return im.run(ctx, sheets)
	})
	if err != nil {
		return nil, fmt.Errorf("registers.Import(%q): %w", path, err)
	}
	return rep, nil
}

type importer struct {
	tx  *store.Tx
	o   Options
	rep *Report
}

func (im *importer) run(ctx context.Context, sheets []*sheet) error {
	if _, err := SyncUnits(ctx, im.tx, im.o.Units); err != nil {
		return err
	}
	// All files of one register are staged together; registers go in their own
	// order, so that references find what the same import brings.
	byTable := map[string][]*sheet{}
	for _, s := range sheets {
		byTable[s.table.Name] = append(byTable[s.table.Name], s)
	}
	var staged []*stage
	for _, t := range registers.Tables() {
		if len(byTable[t.Name]) == 0 {
			continue
		}
		st, err := im.stage(ctx, t, byTable[t.Name])
		if err != nil {
			return err
		}
		staged = append(staged, st)
	}
	if err := im.check(ctx, staged); err != nil {
		return err
	}
	for _, st := range staged {
		if err := im.load(ctx, st); err != nil {
			return err
		}
	}
	if err := im.quarantine(ctx, sheets); err != nil {
		return err
	}
	if err := im.remember(ctx); err != nil {
		return err
	}
	if im.o.Merge != nil {
		return im.o.Merge(ctx, im.tx)
	}
	return nil
}

// stage is one register in a temporary table: typed columns, the row's place,
// and the first broken rule if there is one.
type stage struct {
	table   registers.Table
	name    string // temporary table
	columns []columnType
	key     []string
	checks  []string
	raw     map[int64][]string // cells by row number, for quarantine
	rep     *TableReport
}

// stage parses the sheets of one register into a temporary table.
func (im *importer) stage(ctx context.Context, t registers.Table, sheets []*sheet) (*stage, error) {
	st := &stage{table: t, name: "reg_" + t.Name, raw: map[int64][]string{}}
	st.rep = &TableReport{Table: t.Title(), Name: t.Name}
	var err error
	if st.columns, st.key, st.checks, err = describe(ctx, im.tx, t.Name); err != nil {
		return nil, err
	}
	var ddl strings.Builder
	fmt.Fprintf(&ddl, "CREATE OR REPLACE TEMP TABLE %s_text(rn BIGINT, place TEXT, digest TEXT, bad_code TEXT, bad_column TEXT, bad_value TEXT, bad_extra TEXT", st.name)
	for _, c := range st.columns {
		fmt.Fprintf(&ddl, ", %q TEXT", c.name)
	}
	ddl.WriteString(")")
	if _, err := im.tx.Stage(ctx, st.name+"_text", ddl.String(), im.rows(st, sheets)); err != nil {
		return nil, err
	}
	var cast []string
	for _, c := range st.columns {
		cast = append(cast, fmt.Sprintf("CAST(%q AS %s) AS %q", c.name, c.typ, c.name))
	}
	_, err = im.tx.Exec(ctx, fmt.Sprintf("CREATE OR REPLACE TEMP TABLE %[1]s AS SELECT rn, place, digest, bad_code, bad_column, bad_value, bad_extra, %[2]s FROM %[1]s_text; DROP TABLE %[1]s_text", st.name, strings.Join(cast, ", ")))
	return st, err
}

// rows yields the parsed rows of all sheets of a register.
func (im *importer) rows(st *stage, sheets []*sheet) iter.Seq2[[]driver.Value, error] {
	return func(yield func([]driver.Value, error) bool) {
		rn := int64(0)
		for _, s := range sheets {
			at := im.columnsOf(s)
			for _, r := range s.rows {
				if blank(r.cells) {
					continue
				}
				rn++
				st.rep.Rows++
				st.raw[rn] = r.cells
				if !yield(st.parseRow(rn, s, r, at, im.o.Location), nil) {
					return
				}
			}
		}
	}
}

// columnsOf maps the sheet's columns to the register's, and warns of those
// that it does not have.
func (im *importer) columnsOf(s *sheet) []string {
	at := make([]string, len(s.header))
	for i, h := range s.header {
		if strings.TrimSpace(h) == "" {
			continue
		}
		c, ok := s.table.Column(h)
		if !ok {
			f := func(l i18n.Lang) string {
				return msgUnknownColumn.Format(l, s.place(1), strings.TrimSpace(h), s.table.Title().In(l))
			}
			im.rep.Warnings = append(im.rep.Warnings, i18n.Text{AR: f(i18n.AR), EN: f(i18n.EN)})
			continue
		}
		if !slices.Contains(at, c.Name) {
			at[i] = c.Name
		}
	}
	return at
}

func (st *stage) parseRow(rn int64, s *sheet, r rawRow, at []string, loc *time.Location) []driver.Value {
	values := map[string]string{}
	var bad *fault
	for i, cell := range r.cells {
		if i >= len(at) || at[i] == "" {
			if i >= len(at) && strings.TrimSpace(cell) != "" && bad == nil {
				bad = &fault{rule: "cells"}
			}
			continue
		}
		k := slices.IndexFunc(st.columns, func(c columnType) bool { return c.name == at[i] })
		c := st.columns[k]
		c.loc = loc
		c.serial = func(f float64) time.Time {
			if !s.isWorkbook && (f < firstSerial || f >= lastSerial) {
				return time.Time{}
			}
			t, err := excelize.ExcelDateToTime(f, s.date1904)
			if err != nil {
				return time.Time{}
			}
			return t.Round(time.Second)
		}
		v, f := c.parse(cell)
		if f != nil && bad == nil {
			bad = f
		}
		values[at[i]] = v
	}
	row := []driver.Value{rn, s.place(r.line), nil, nil, nil, nil, nil}
	h := sha256.New()
	for _, c := range st.columns {
		v := values[c.name]
		fmt.Fprintf(h, "%d:%s,", len(v), v)
		if v == "" || bad != nil && bad.column == c.name {
			row = append(row, nil)
			continue
		}
		row = append(row, v)
	}
	row[2] = hex.EncodeToString(h.Sum(nil))
	if bad != nil {
		row[3], row[4], row[5], row[6] = bad.rule, bad.column, short(bad.value), bad.extra
	}
	return row
}

// short keeps a value readable in a message.
func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

func blank(cells []string) bool {
	for _, c := range cells {
		if clean(c) != "" {
			return false
		}
	}
	return true
}

// SyncUnits brings the units of the configuration to the ingested side of the
// units register, where hand-kept rows win over them, and returns how many it
// changed there. The caller merges.
func SyncUnits(ctx context.Context, tx *store.Tx, units []config.Unit) (int64, error) {
	_, err := tx.Stage(ctx, "config_units", `CREATE OR REPLACE TEMP TABLE config_units(unit_id TEXT, name_ar TEXT, name_en TEXT, governorate TEXT, kind TEXT)`,
		func(yield func([]driver.Value, error) bool) {
			for _, u := range units {
				gov, _ := registers.Code("governorate", u.Governorate)
				ar, en := cmp.Or(u.NameAR, u.NameEN, u.ID), cmp.Or(u.NameEN, u.NameAR, u.ID)
				if !yield([]driver.Value{u.ID, ar, en, nilIfEmpty(gov), nilIfEmpty(u.Kind)}, nil) {
					return
				}
			}
		})
	if err != nil {
		return 0, err
	}
	defer tx.Exec(ctx, `DROP TABLE IF EXISTS config_units`) //nolint:errcheck // a temporary table
	return tx.Exec(ctx, syncUnitsSQL)
}

var errNoKey = errors.New("register without a key")

// Sound counts the rows that were taken.
func (r *Report) Sound() int64 {
	var n int64
	for _, t := range r.Tables {
		n += t.Added + t.Changed + t.Unchanged
	}
	return n
}
