package files

import (
	"context"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/source/mapping"
)

// xlsx reads one sheet of a workbook: the configured one, or the first that
// has the mapped columns.
func (w *walk) xlsx(ctx context.Context, h *os.File) error {
	book, err := excelize.OpenReader(h, excelize.Options{RawCellValue: true, UnzipSizeLimit: 2 << 30, UnzipXMLSizeLimit: 256 << 20})
	if err != nil {
		return &source.Bad{Code: source.BadSyntax}
	}
	defer book.Close() //nolint:errcheck // only read
	sheets := book.GetSheetList()
	if w.f.set.Sheet != "" {
		sheets = []string{w.f.set.Sheet}
	}
	var firstErr error
	for _, sheet := range sheets {
		t := table{w: w}
		w.place = w.name + ":" + sheet
		err := w.sheet(ctx, book, sheet, &t)
		if err == nil && t.columns != nil {
			return nil
		}
		if firstErr == nil {
			firstErr = err
		}
	}
	return firstErr
}

func (w *walk) sheet(ctx context.Context, book *excelize.File, sheet string, t *table) error {
	rows, err := book.Rows(sheet)
	if err != nil {
		return &source.Bad{Place: w.name + ":" + sheet, Code: source.BadSyntax}
	}
	defer rows.Close() //nolint:errcheck // only read
	var p part
	vals := make([]mapping.Value, w.f.m.Len())
	var missing []string
	for n := 1; rows.Next(); n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		cells, err := rows.Columns()
		if err != nil {
			return &source.Bad{Place: w.sheetPlace(sheet, n), Code: source.BadSyntax}
		}
		if blankCells(cells) {
			continue
		}
		if t.columns == nil {
			places, lacks := w.f.m.Bind(trimAll(cells))
			if len(lacks) == 0 {
				t.setHeader(cells, places)
			} else if n >= headerWithin || missing == nil {
				missing = lacks
			}
			if n >= headerWithin && t.columns == nil {
				break
			}
			continue
		}
		p.names = t.columns
		w.excelTimes(t, cells)
		row := new(mapping.Row)
		rec, bad := t.record(cells, vals, row)
		if bad != nil {
			payload, _ := t.rowJSON(cells)
			bad.Place, bad.Original = w.sheetPlace(sheet, n), source.Cut(payload)
			p.bad = append(p.bad, *bad)
		} else {
			p.recs = append(p.recs, rec)
		}
		p.lines = append(p.lines, n)
		if p.order = append(p.order, bad == nil); len(p.order) == 1000 {
			if !w.take(p) {
				return nil
			}
			p = part{}
		}
	}
	if t.columns == nil && missing != nil {
		return &source.Bad{Place: w.name + ":" + sheet, Column: strings.Join(missing, ", "), Code: source.MissingField, Args: missing}
	}
	w.take(p)
	return rows.Error()
}

func (w *walk) sheetPlace(sheet string, row int) string {
	return w.name + ":" + sheet + ":" + strconv.Itoa(row)
}

// excelTimes writes the day numbers of spreadsheets as dates, in columns that
// are mapped to times.
func (w *walk) excelTimes(t *table, cells []string) {
	for j := range cells {
		if j >= len(t.places) || t.places[j] < 0 || !w.f.m.IsTime(t.places[j]) {
			continue
		}
		n, err := strconv.ParseFloat(cells[j], 64)
		if err != nil || n < 20000 || n > 80000 { // 1954 to 2119
			continue
		}
		day := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
		at := day.Add(time.Duration(n*86400+0.5) * time.Second)
		cells[j] = at.Format("2006-01-02T15:04:05")
	}
}
