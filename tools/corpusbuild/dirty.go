package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/xuri/excelize/v2"
)

// bigText is the recipe of the 1 MB submission: somebody pasted a whole report, 21,000 numbered lines of it.
func bigText() string {
	var b strings.Builder
	for i := 1; b.Len() < 1<<20; i++ {
		fmt.Fprintf(&b, "بند %d: يُرجى النظر. ", i)
	}
	return b.String()
}

// writeBig writes one NDJSON line with the big text; the repository keeps the recipe, not the megabyte.
func writeBig(path string) error {
	b, err := json.Marshal(map[string]string{"id": "big-1", "text": bigText(), "created_at": "2025-06-30T08:00:00Z"})
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o644)
}

// dirty writes the spreadsheet that a person has decorated: a merged title, two header rows, a merged cell among the data,
// a formula, an error, text dates beside real ones, a hidden row and a hidden sheet.
func (c *corpus) dirty() (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	const s = "Sheet1"
	rows := [][]any{
		{"كشف مقترحات المواطنين — الربع الثاني 2025"}, {},
		{"بيانات المشاركة", nil, "المضمون", nil}, {"رقم", "التاريخ", "نص المشاركة", "ملاحظات"},
		{1, "2025-04-02", "صف سليم تحت ترويسة مدمجة", nil}, {2, 45750, "تاريخ مخزن رقما", nil},
		{3, "2025-04-04", nil, "نص مدمج مع الصف السابق"}, {"=1+3", "2025-04-05", "رقمه معادلة", nil},
		{5, "#REF!", "تاريخه خطأ", nil}, {}, {"المجموع", nil, "=COUNTA(C5:C9)", nil},
	}
	for i, r := range rows {
		for j, v := range r {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				return err
			}
			if text, ok := v.(string); ok && strings.HasPrefix(text, "=") {
				err = f.SetCellFormula(s, cell, text)
			} else if v != nil {
				err = f.SetCellValue(s, cell, v)
			}
			if err != nil {
				return err
			}
		}
	}
	for _, m := range [][2]string{{"A1", "D1"}, {"A3", "B3"}, {"C3", "D3"}, {"C6", "C7"}} {
		if err := f.MergeCell(s, m[0], m[1]); err != nil {
			return err
		}
	}
	if err := f.SetRowVisible(s, 8, false); err != nil {
		return err
	}
	if _, err := f.NewSheet("قديم"); err != nil {
		return err
	}
	if err := f.SetSheetVisible("قديم", false); err != nil {
		return err
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return err
	}
	return c.write("dirty/merged-headers.xlsx", b.Bytes())
}
