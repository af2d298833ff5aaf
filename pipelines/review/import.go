package review

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/nlp/areas"
	"github.com/musharaka/musharaka/internal/store"
)

// ImportOptions of Import.
type ImportOptions struct {
	Reviewer string
	Now      time.Time
}

// Imported says what a workbook changed.
type Imported struct{ Rows, New, Withdrawn, Same int }

// Import reads a workbook that Export wrote and people filled in. Every fault
// is reported with sheet and row, and then nothing is taken; otherwise each
// cell that differs from the decision in force becomes a new row of the
// history, an emptied one a withdrawal. The same workbook again changes nothing.
func Import(ctx context.Context, db *store.DB, r io.Reader, o ImportOptions) (n Imported, err error) {
	if strings.TrimSpace(o.Reviewer) == "" {
		return n, i18n.Errorf(i18n.Text{AR: "اسم المراجع مطلوب", EN: "the reviewer's name is needed"})
	}
	f, err := excelize.OpenReader(r, excelize.Options{UnzipSizeLimit: 200 << 20})
	if err != nil {
		return n, i18n.Wrap(err, i18n.Text{AR: "الملف ليس مصنف XLSX يمكن قراءته", EN: "this is not a readable XLSX workbook"})
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	list, err := current(ctx, db)
	if err != nil {
		return n, fmt.Errorf("review import: %w", err)
	}
	hold := map[key]string{}
	for _, d := range list {
		hold[key{d.subject, d.id, d.field}] = d.value
	}
	c, err := newChecker(ctx, db)
	if err != nil {
		return n, fmt.Errorf("review import: %w", err)
	}
	var changes []change
	for _, s := range []struct {
		sheet, subject string
		cols           []column
	}{{sheetThemes, subjectTheme, themeColumns()}, {sheetSubmissions, subjectSubmission, submissionColumns()}} {
		got, err := c.read(f, s.sheet, s.subject, s.cols)
		if err != nil {
			return n, err
		}
		changes = append(changes, got...)
	}
	if len(c.faults) > 0 {
		return n, errors.Join(c.faults...)
	}
	n.Rows = c.rows
	err = save(ctx, db, changes, hold, o, &n)
	return n, err
}

// change is the value of one cell.
type change struct {
	key
	value, note string
}

// save writes what differs in one transaction.
func save(ctx context.Context, db *store.DB, changes []change, hold map[key]string, o ImportOptions, n *Imported) error {
	return db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, c := range changes {
			old, had := hold[c.key]
			switch {
			case c.value == old:
				if had {
					n.Same++
				}
				continue
			case c.value == "":
				n.Withdrawn++
			default:
				n.New++
			}
			at := o.Now.UTC()
			sum := sha256.Sum256([]byte(strings.Join([]string{c.subject, c.id, c.field, c.value, o.Reviewer, at.Format(time.RFC3339Nano)}, "\x1f")))
			var value, note any
			if c.value != "" {
				value = c.value
			}
			if c.note != "" {
				note = c.note
			}
			if _, err := tx.Exec(ctx, `INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
				hex.EncodeToString(sum[:12]), c.subject, c.id, c.field, value, o.Reviewer, at, note); err != nil {
				return err
			}
		}
		return nil
	})
}

// checker knows which ids exist and gathers faults.
type checker struct {
	level       map[string]int // of themes
	submissions map[string]bool
	areas       map[string]bool
	faults      []error
	rows        int
}

func newChecker(ctx context.Context, db *store.DB) (*checker, error) {
	c := &checker{level: map[string]int{}, submissions: map[string]bool{}, areas: map[string]bool{}}
	// Themes of earlier runs count: a workbook may be older than the last run.
	rows, err := db.Query(ctx, `SELECT theme_id, max(level) FROM themes GROUP BY 1`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var level int
		if err := rows.Scan(&id, &level); err != nil {
			return nil, err
		}
		c.level[id] = level
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if err := c.knowAreas(ctx, db); err != nil {
		return nil, err
	}
	subs, err := db.Query(ctx, `SELECT submission_id FROM current_texts`)
	if err != nil {
		return nil, err
	}
	defer subs.Close()
	for subs.Next() {
		var id string
		if err := subs.Scan(&id); err != nil {
			return nil, err
		}
		c.submissions[id] = true
	}
	return c, subs.Err()
}

// knowAreas knows the areas that ship and those of the workspace's own list as
// far as the last run used them.
func (c *checker) knowAreas(ctx context.Context, db *store.DB) error {
	shipped, err := areas.Default()
	if err != nil {
		return err
	}
	for _, a := range shipped {
		c.areas[a.Code] = true
	}
	rows, err := db.Query(ctx, `SELECT DISTINCT area FROM current_assignments WHERE area IS NOT NULL`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var code string
		if err := rows.Scan(&code); err != nil {
			return err
		}
		c.areas[code] = true
	}
	return rows.Err()
}

func (c *checker) fault(sheet string, row int, msg i18n.Text, args ...any) {
	c.faults = append(c.faults, i18n.Errorf(i18n.Text{AR: "الورقة %s، الصف %d: " + msg.AR, EN: "sheet %s, row %d: " + msg.EN}, append([]any{sheet, row}, args...)...))
}

// read checks one sheet and lists its decision cells, empty ones included. A
// sheet that was deleted decides nothing.
func (c *checker) read(f *excelize.File, sheet, subject string, cols []column) ([]change, error) {
	if !slices.Contains(f.GetSheetList(), sheet) {
		return nil, nil
	}
	rows, err := f.GetRows(sheet)
	if err != nil {
		return nil, i18n.Wrap(err, i18n.Text{AR: "تعذرت قراءة الورقة %s", EN: "sheet %s cannot be read"}, sheet)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	at := map[string]int{}
	for i, k := range rows[0] {
		at[strings.TrimSpace(k)] = i
	}
	for _, col := range cols {
		if _, ok := at[col.key]; !ok && col.key == cols[0].key {
			return nil, i18n.Errorf(i18n.Text{AR: "الورقة %s: العمود %s غير موجود في الصف الأول", EN: "sheet %s: the column %s is not in the first row"}, sheet, col.key)
		}
	}
	cell := func(row []string, k string) string {
		if i, ok := at[k]; ok && i < len(row) {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	var out []change
	seen := map[string]bool{}
	for r := firstRow - 1; r < len(rows); r++ {
		id := cell(rows[r], cols[0].key)
		if id == "" {
			continue
		}
		c.rows++
		if seen[id] {
			c.fault(sheet, r+1, i18n.Text{AR: "المعرّف %s مكرر", EN: "the id %s stands twice"}, id)
		}
		seen[id] = true
		if !c.known(subject, id) {
			c.fault(sheet, r+1, i18n.Text{AR: "المعرّف %s غير معروف", EN: "the id %s is not known"}, id)
			continue
		}
		for _, col := range cols {
			// A column that is not there decides nothing: a workbook of an
			// earlier version has fewer.
			if _, there := at[col.key]; col.field == "" || !there {
				continue
			}
			v, ok := c.value(sheet, r+1, id, col, cell(rows[r], col.key))
			if ok {
				out = append(out, change{key{subject, id, col.field}, v, cell(rows[r], "note")})
			}
		}
	}
	return out, nil
}

func (c *checker) known(subject, id string) bool {
	if subject == subjectSubmission {
		return c.submissions[id]
	}
	_, ok := c.level[id]
	return ok
}

// maxLabel is the longest name of a theme, in code points.
const maxLabel = 120

// value checks one cell and brings it to its stored form.
func (c *checker) value(sheet string, row int, id string, col column, v string) (string, bool) {
	if v == "" {
		return "", true
	}
	bad := func(msg i18n.Text, args ...any) (string, bool) {
		c.fault(sheet, row, msg, args...)
		return "", false
	}
	switch col.field {
	case "label_ar", "label_en":
		if len([]rune(v)) > maxLabel {
			return bad(i18n.Text{AR: "الاسم أطول من %d حرفاً", EN: "the name is longer than %d letters"}, maxLabel)
		}
	case "merge_into":
		if l, ok := c.level[v]; !ok || v == id || l != c.level[id] {
			return bad(i18n.Text{AR: "لا يمكن الدمج في %s: يلزم معرّف موضوع آخر من المستوى نفسه", EN: "cannot merge into %s: it takes the id of another theme of the same level"}, v)
		}
	case "theme":
		if l, ok := c.level[v]; !ok || l == 0 {
			return bad(i18n.Text{AR: "الموضوع %s غير معروف", EN: "the theme %s is not known"}, v)
		}
	case "area":
		if !c.areas[v] {
			return bad(i18n.Text{AR: "مجال الخدمة %s غير معروف", EN: "the service area %s is not known"}, v)
		}
	case "sdg":
		return c.goals(sheet, row, v)
	default:
		v = strings.ToLower(v)
		if !slices.Contains(col.list, v) {
			return bad(i18n.Text{AR: "القيمة في %s ليست من %v", EN: "the value in %s is none of %v"}, col.key, col.list)
		}
	}
	return v, true
}

// goals reads "1, 3" or "none".
func (c *checker) goals(sheet string, row int, v string) (string, bool) {
	if strings.EqualFold(v, "none") {
		return "none", true
	}
	var out []int
	for _, p := range strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune(",،; ", r) }) {
		g, err := strconv.Atoi(p)
		if err != nil || g < 1 || g > 17 {
			c.fault(sheet, row, i18n.Text{AR: "الأهداف أرقام من 1 إلى 17 أو none", EN: "goals are numbers from 1 to 17, or none"})
			return "", false
		}
		out = append(out, g)
	}
	slices.Sort(out)
	var s []string
	for _, g := range slices.Compact(out) {
		s = append(s, strconv.Itoa(g))
	}
	return strings.Join(s, ","), true
}
