package review

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
)

//go:embed sql/themes.sql
var themesSQL string

//go:embed sql/submissions.sql
var submissionsSQL string

// ExportOptions of Export.
type ExportOptions struct {
	Lang        i18n.Lang // of titles and of the direction of sheets
	Submissions int       // listed at most; 0 = 500
}

// Exported says what was written.
type Exported struct{ Themes, Submissions, Decisions int }

// Export writes the workbook: themes, the submissions that need a person most,
// and the history. Cells for decisions hold those that are in force.
func Export(ctx context.Context, db *store.DB, w io.Writer, o ExportOptions) (n Exported, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("review export: %w", err)
		}
	}()
	if o.Submissions <= 0 {
		o.Submissions = 500
	}
	list, err := current(ctx, db)
	if err != nil {
		return n, err
	}
	hold := map[key]string{}
	for _, d := range list {
		hold[key{d.subject, d.id, d.field}] = d.value
	}
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	b := &book{f: f, lang: o.Lang, hold: hold}
	if n.Themes, err = b.themes(ctx, db); err != nil {
		return n, err
	}
	if n.Submissions, err = b.submissions(ctx, db, o.Submissions); err != nil {
		return n, err
	}
	if n.Decisions, err = b.history(ctx, db); err != nil {
		return n, err
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		return n, err
	}
	return n, f.Write(w)
}

// book writes sheets.
type book struct {
	f    *excelize.File
	lang i18n.Lang
	hold map[key]string
}

func (b *book) sheet(name string, cols []column, rows [][]any) error {
	if _, err := b.f.NewSheet(name); err != nil {
		return err
	}
	rtl := b.lang == "ar"
	if err := b.f.SetSheetView(name, 0, &excelize.ViewOptions{RightToLeft: &rtl}); err != nil {
		return err
	}
	edit, err := b.f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFF7D6"}}, Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	read, err := b.f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	for i, c := range cols {
		at, _ := excelize.ColumnNumberToName(i + 1)
		style := read
		if c.field != "" {
			style = edit
		}
		if err := b.f.SetColWidth(name, at, at, c.width); err != nil {
			return err
		}
		if err := b.f.SetCellStr(name, at+"1", c.key); err != nil {
			return err
		}
		if err := b.f.SetCellStr(name, at+"2", c.title.In(b.lang)); err != nil {
			return err
		}
		if err := b.f.SetCellStyle(name, at+"1", at+"2", style); err != nil {
			return err
		}
		if len(c.list) > 0 && len(rows) > 0 {
			v := excelize.NewDataValidation(true)
			v.SetSqref(fmt.Sprintf("%s%d:%s%d", at, firstRow, at, firstRow+len(rows)-1))
			if err := v.SetDropList(c.list); err != nil {
				return err
			}
			if err := b.f.AddDataValidation(name, v); err != nil {
				return err
			}
		}
	}
	for r, row := range rows {
		for i, v := range row {
			at, _ := excelize.CoordinatesToCellName(i+1, firstRow+r)
			// Text is written as text, whatever it begins with: a citizen's
			// words never become a formula.
			if s, ok := v.(string); ok {
				err = b.f.SetCellStr(name, at, s)
			} else {
				err = b.f.SetCellValue(name, at, v)
			}
			if err != nil {
				return err
			}
		}
	}
	return b.f.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: firstRow - 1, TopLeftCell: fmt.Sprint("A", firstRow), ActivePane: "bottomLeft"})
}

// held fills the columns for decisions with those in force.
func (b *book) held(row []any, subject, id string, cols []column) []any {
	for _, c := range cols {
		if c.field != "" {
			row = append(row, b.hold[key{subject, id, c.field}])
		}
	}
	return append(row, "") // the note
}

func (b *book) themes(ctx context.Context, db *store.DB) (int, error) {
	rows, err := db.Query(ctx, themesSQL)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var out [][]any
	for rows.Next() {
		var id, parent, ar, en, area, kwAR, kwEN, quotes string
		var level, messages, voices int
		if err := rows.Scan(&id, &parent, &level, &ar, &en, &area, &messages, &voices, &kwAR, &kwEN, &quotes); err != nil {
			return 0, err
		}
		out = append(out, b.held([]any{id, parent, level, ar, en, area, messages, voices, kwAR, kwEN, quotes}, subjectTheme, id, themeColumns()))
	}
	if err := rows.Err(); err != nil {
		return 0, err
	}
	return len(out), b.sheet(sheetThemes, themeColumns(), out)
}

func (b *book) submissions(ctx context.Context, db *store.DB, most int) (int, error) {
	rows, err := db.Query(ctx, submissionsSQL, most)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var out [][]any
	for rows.Next() {
		var id, text, theme, sentiment, sdg string
		var unclear bool
		if err := rows.Scan(&id, &text, &theme, &sentiment, &unclear, &sdg); err != nil {
			return 0, err
		}
		mark := ""
		if unclear {
			mark = "x"
		}
		out = append(out, b.held([]any{id, text, theme, sentiment, mark, sdg}, subjectSubmission, id, submissionColumns()))
	}
	if err := rows.Err(); err != nil {
		return 0, err
	}
	return len(out), b.sheet(sheetSubmissions, submissionColumns(), out)
}

func (b *book) history(ctx context.Context, db *store.DB) (int, error) {
	rows, err := db.Query(ctx, `SELECT reviewed_at, reviewer, subject, subject_id, field, coalesce(value, ''), coalesce(note, '') FROM reviews ORDER BY reviewed_at, review_id`)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var out [][]any
	for rows.Next() {
		var at time.Time
		var s [6]string
		if err := rows.Scan(&at, &s[0], &s[1], &s[2], &s[3], &s[4], &s[5]); err != nil {
			return 0, err
		}
		out = append(out, []any{at.UTC().Format(time.DateTime), s[0], s[1], s[2], s[3], s[4], s[5]})
	}
	if err := rows.Err(); err != nil {
		return 0, err
	}
	return len(out), b.sheet(sheetHistory, historyColumns(), out)
}
