package publish

import (
	"cmp"
	"context"
	"database/sql/driver"
	"iter"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/metrics/disclosure"
	"github.com/musharaka/musharaka/internal/store"
)

// cellKey names a number of the public edition; it has the same name in every
// release.
type cellKey struct{ table, row, col string }

// pastCell is a number as the newest release had it.
type pastCell struct {
	n      int
	hidden bool
}

// allOf is the column that tells whether a table was withheld as a whole.
const allOf = "*"

// memory is what public editions said before, and what this one says.
type memory struct {
	past, now map[cellKey]pastCell
}

func (m *memory) note(table, row, col string, n int, hidden bool) {
	if m.now == nil {
		m.now = map[cellKey]pastCell{}
	}
	k := cellKey{table, row, col}
	m.now[k] = pastCell{n, hidden || m.now[k].hidden}
}

// hid tells whether an earlier release hid a number.
func (m *memory) hid(table, row, col string) bool { return m.past[cellKey{table, row, col}].hidden }

// column is the past of a one-way table; nil if it was never published.
func (m *memory) column(table, col string, rows []string) *disclosure.Past {
	p := &disclosure.Past{}
	some := m.hid(table, allOf, col)
	p.Hidden.Withheld = some
	for _, row := range rows {
		c, ok := m.past[cellKey{table, row, col}]
		some = some || ok
		if !ok {
			c.n = -1
		}
		p.Cells = append(p.Cells, []int{c.n})
		p.Hidden.Cells = append(p.Hidden.Cells, []bool{c.hidden})
	}
	if !some {
		return nil
	}
	return p
}

// grid is the past of a two-way table with its totals of rows; nil if it was
// never published.
func (m *memory) grid(table string, rows, cols []string, total string) *disclosure.Past {
	p := &disclosure.Past{}
	p.Hidden.Withheld = m.hid(table, allOf, allOf)
	some := p.Hidden.Withheld
	for _, row := range rows {
		var n []int
		var hidden []bool
		for _, col := range cols {
			c, ok := m.past[cellKey{table, row, col}]
			some = some || ok
			if !ok {
				c.n = -1
			}
			n, hidden = append(n, c.n), append(hidden, c.hidden)
		}
		t, ok := m.past[cellKey{table, row, total}]
		if !ok {
			t.n = -1
		}
		p.Cells, p.Hidden.Cells = append(p.Cells, n), append(p.Hidden.Cells, hidden)
		p.RowTotals, p.Hidden.RowTotals = append(p.RowTotals, t.n), append(p.Hidden.RowTotals, t.hidden)
	}
	if !some {
		return nil
	}
	return p
}

// oneWay protects a table of one column whose total is shown, remembering what
// earlier releases said of it, and notes what this one says.
func (r *redactor) oneWay(table, col string, rows []string, cells []int) (hidden []bool, ok bool) {
	hidden, ok = protectColumn(cells, r.k, r.memory.column(table, col, rows))
	for i, row := range rows {
		r.memory.note(table, row, col, cells[i], hidden[i] || !ok)
	}
	if !ok {
		r.memory.note(table, allOf, col, 0, true)
	}
	return hidden, ok
}

// noteValues remembers what a unit's numbers became.
func (r *redactor) noteValues(unit string, before, after []model.Value) {
	type number struct{ num, den *float64 }
	was := map[string]number{}
	for i := range before {
		if v := &before[i]; v.Known() && r.guards(v) {
			was[v.KPI+"\x1f"+valueRow(v)] = number{v.Num, v.Den}
		}
	}
	for i := range after {
		v := &after[i]
		x, ok := was[v.KPI+"\x1f"+valueRow(v)]
		if !ok {
			continue
		}
		table, row := valueTable(unit, v.KPI), valueRow(v)
		r.memory.note(table, row, "num", whole(x.num), !v.Known())
		r.memory.note(table, row, "rest", max(0, whole(x.den)-whole(x.num)), !v.Known())
	}
}

func valueTable(unit, kpi string) string { return "kpi/" + unit + "/" + kpi }

func whole(x *float64) int { return int(math.Round(known(x))) }

// readMemory reads what public editions said before.
func readMemory(ctx context.Context, db *store.DB) (m memory, err error) {
	m.past = map[cellKey]pastCell{}
	rows, err := db.Query(ctx, "SELECT table_name, row_key, column_key, n, hidden FROM published_cells")
	if err != nil {
		return m, wrapf(err, "published_cells")
	}
	defer rows.Close()
	for rows.Next() {
		var k cellKey
		var c pastCell
		if err := rows.Scan(&k.table, &k.row, &k.col, &c.n, &c.hidden); err != nil {
			return m, err
		}
		m.past[k] = c
	}
	return m, rows.Err()
}

// save keeps what this edition says, before a reader can see it.
func (m *memory) save(ctx context.Context, db *store.DB, asOf time.Time) error {
	changed := map[cellKey]pastCell{}
	for k, c := range m.now {
		old, ok := m.past[k]
		c.hidden = c.hidden || old.hidden
		if !ok || c != old {
			changed[k] = c
		}
	}
	if len(changed) == 0 {
		return nil
	}
	return wrapf(db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Stage(ctx, "stage_published", `CREATE OR REPLACE TEMP TABLE stage_published AS FROM published_cells LIMIT 0`, cellRows(changed, asOf)); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `MERGE INTO published_cells t USING stage_published s ON t.table_name = s.table_name AND t.row_key = s.row_key AND t.column_key = s.column_key
			WHEN MATCHED THEN UPDATE SET n = s.n, hidden = s.hidden, last_as_of = s.last_as_of
			WHEN NOT MATCHED THEN INSERT`); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "DROP TABLE stage_published")
		return err
	}), "published_cells")
}

func cellRows(cells map[cellKey]pastCell, asOf time.Time) iter.Seq2[[]driver.Value, error] {
	keys := slices.SortedFunc(maps.Keys(cells), func(a, b cellKey) int {
		return cmp.Or(cmp.Compare(a.table, b.table), cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col))
	})
	return func(yield func([]driver.Value, error) bool) {
		for _, k := range keys {
			if !yield([]driver.Value{k.table, k.row, k.col, int64(cells[k].n), cells[k].hidden, asOf, asOf}, nil) {
				return
			}
		}
	}
}
