package registers

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/registers"
	"github.com/musharaka/musharaka/internal/store"
)

// Templates makes an empty CSV for each register (Arabic header or English
// column names) and one workbook with all of them, in which closed lists,
// dates and numbers are validated as they are typed. db only serves to ask for
// types; the bytes depend on the schema and l alone.
func Templates(ctx context.Context, db *store.DB, l i18n.Lang) (map[string][]byte, error) {
	out := map[string][]byte{}
	x := newWorkbook(l)
	err := db.InSnapshot(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, t := range registers.Tables() {
			cols, key, _, err := describe(ctx, tx, t.Name)
			if err != nil {
				return err
			}
			header := make([]string, len(cols))
			for i, c := range cols {
				header[i] = c.name
				if col, ok := t.Column(c.name); ok && l == i18n.AR {
					header[i] = col.AR
				}
			}
			var b bytes.Buffer
			b.WriteString("\ufeff") // so that spreadsheets read the Arabic
			w := csv.NewWriter(&b)
			if err := w.Write(header); err != nil {
				return err
			}
			w.Flush()
			out[t.Name+".csv"] = b.Bytes()
			if err := x.sheet(t, cols, key, header); err != nil {
				return fmt.Errorf("%s: %w", t.Name, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if out["registers.xlsx"], err = x.bytes(); err != nil {
		return nil, err
	}
	return out, nil
}

// templateRows is how far down the workbook's validation reaches.
const templateRows = 5000

type workbook struct {
	f           *excelize.File
	l           i18n.Lang
	lists       map[string]string // closed list: range that holds its codes
	head, must  int               // styles of optional and required columns
	err         error
	listColumns int
}

func newWorkbook(l i18n.Lang) *workbook {
	x := &workbook{f: excelize.NewFile(), l: l, lists: map[string]string{}}
	style := func(fill string) int {
		id, err := x.f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"}})
		x.keep(err)
		return id
	}
	x.head, x.must = style("4A6572"), style("8A1538")
	x.keep(x.f.SetSheetName("Sheet1", "_codes"))
	return x
}

func (x *workbook) keep(err error) {
	if x.err == nil {
		x.err = err
	}
}

func (x *workbook) sheet(t registers.Table, cols []columnType, key, header []string) error {
	name := t.Name
	_, err := x.f.NewSheet(name)
	x.keep(err)
	rtl := x.l == i18n.AR
	x.keep(x.f.SetSheetView(name, 0, &excelize.ViewOptions{RightToLeft: &rtl}))
	x.keep(x.f.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	for i, c := range cols {
		letter, err := excelize.ColumnNumberToName(i + 1)
		x.keep(err)
		x.keep(x.f.SetCellStr(name, letter+"1", header[i]))
		style := x.head
		if c.required || contains(key, c.name) {
			style = x.must
		}
		x.keep(x.f.SetCellStyle(name, letter+"1", letter+"1", style))
		x.keep(x.f.SetColWidth(name, letter, letter, float64(max(12, min(28, len([]rune(header[i]))+4)))))
		x.validate(name, letter, c)
	}
	return x.err
}

// validate adds what a spreadsheet can check while a cell is typed.
func (x *workbook) validate(sheet, letter string, c columnType) {
	v := excelize.NewDataValidation(true)
	v.Sqref = fmt.Sprintf("%s2:%s%d", letter, letter, templateRows)
	switch {
	case c.labels != nil:
		v.SetSqrefDropList(x.list(c))
		v.SetError(excelize.DataValidationErrorStyleStop, "", i18n.Text{AR: "اختر رمزاً من القائمة", EN: "Choose a code from the list"}.In(x.l))
	case c.typ == "BOOLEAN":
		x.keep(v.SetDropList([]string{"true", "false"}))
	case c.typ == "DATE":
		x.keep(v.SetRange(1, 109574, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)) // 1900 to 2199
		v.SetError(excelize.DataValidationErrorStyleStop, "", i18n.Text{AR: "أدخل تاريخاً", EN: "Enter a date"}.In(x.l))
	case strings.HasPrefix(c.typ, "DECIMAL"), c.typ == "DOUBLE":
		x.keep(v.SetRange(-1e11, 1e11, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
	case intRange[c.typ] != [2]int64{}:
		r := intRange[c.typ]
		x.keep(v.SetRange(float64(r[0]), float64(r[1]), excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween))
	default:
		return
	}
	x.keep(x.f.AddDataValidation(sheet, v))
}

// list writes a closed list to the hidden sheet once, the code and its names,
// and returns the range of the codes.
func (x *workbook) list(c columnType) string {
	if r, ok := x.lists[c.typ]; ok {
		return r
	}
	letter, err := excelize.ColumnNumberToName(x.listColumns + 1)
	x.keep(err)
	names, err := excelize.ColumnNumberToName(x.listColumns + 2)
	x.keep(err)
	x.listColumns += 2
	x.keep(x.f.SetCellStr("_codes", letter+"1", c.typ))
	for i, code := range c.labels {
		x.keep(x.f.SetCellStr("_codes", fmt.Sprintf("%s%d", letter, i+2), code))
		x.keep(x.f.SetCellStr("_codes", fmt.Sprintf("%s%d", names, i+2), registers.Label(c.typ, code).In(x.l)))
	}
	r := fmt.Sprintf("_codes!$%s$2:$%s$%d", letter, letter, len(c.labels)+1)
	x.lists[c.typ] = r
	return r
}

func (x *workbook) bytes() ([]byte, error) {
	x.keep(x.f.SetDocProps(&excelize.DocProperties{Creator: "Musharaka", Created: "2024-02-01T00:00:00Z", Modified: "2024-02-01T00:00:00Z"}))
	if i, err := x.f.GetSheetIndex("units"); err == nil {
		x.f.SetActiveSheet(i)
	}
	x.keep(x.f.SetSheetVisible("_codes", true))
	if x.err != nil {
		return nil, x.err
	}
	b, err := x.f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
