// Package registers loads the registers that a unit keeps by hand, from CSV
// files or a workbook, into the store: every fault is named by file, sheet,
// row, column, value and rule, faulty rows go to quarantine, and all that is
// sound goes in by one transaction.
//
// It knows nothing of sources; what they bring meets these rows in the merge.
package registers

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/registers"
)

// maxFile bounds one register file; a register is kept by people.
const maxFile = 512 << 20

// sheet is one register as it was found: raw cells under the header of the
// file. Rows keep their number in the file, 1 for its first line.
type sheet struct {
	file, name string // name of the sheet in a workbook, else empty
	table      registers.Table
	header     []string
	rows       []rawRow
	date1904   bool
	isWorkbook bool
}

type rawRow struct {
	line  int
	cells []string
}

func (s *sheet) place(line int) string {
	if s.name != "" {
		return fmt.Sprintf("%s [%s] %d", s.file, s.name, line)
	}
	return fmt.Sprintf("%s %d", s.file, line)
}

// readPath reads a folder of CSV and XLSX files, or one file, in a stable
// order. Files whose name is no register are reported, not guessed.
func readPath(path string) (sheets []*sheet, faults []error, err error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, nil, i18n.Wrap(err, i18n.Text{AR: "تعذّر فتح %s", EN: "cannot open %s"}, path)
	}
	files := []string{path}
	if st.IsDir() {
		if files, err = listFiles(path); err != nil {
			return nil, nil, err
		}
	}
	for _, f := range files {
		got, err := readFile(f)
		sheets = append(sheets, got...)
		if err != nil {
			faults = append(faults, err)
		}
	}
	return sheets, faults, nil
}

func listFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		switch strings.ToLower(filepath.Ext(e.Name())) {
		case ".csv", ".xlsx":
			if !e.IsDir() && !strings.HasPrefix(e.Name(), "~$") && !strings.HasPrefix(e.Name(), ".") {
				out = append(out, filepath.Join(dir, e.Name()))
			}
		}
	}
	slices.Sort(out)
	return out, nil
}

func readFile(path string) ([]*sheet, error) {
	base := filepath.Base(path)
	st, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if st.Size() > maxFile {
		return nil, i18n.Errorf(msgTooLarge, base, st.Size()>>20)
	}
	if strings.EqualFold(filepath.Ext(path), ".xlsx") {
		return readWorkbook(path, base)
	}
	table, ok := registers.Find(strings.TrimSuffix(base, filepath.Ext(base)))
	if !ok {
		return nil, i18n.Errorf(msgUnknownTable, base)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	s := &sheet{file: base, table: table}
	return []*sheet{s}, s.readCSV(b)
}

// readCSV reads RFC 4180 with what spreadsheets do to it: a byte-order mark,
// ';' or tabs as separators, windows-1256 instead of UTF-8.
func (s *sheet) readCSV(b []byte) error {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(b) {
		var err error
		if b, err = charmap.Windows1256.NewDecoder().Bytes(b); err != nil {
			return i18n.Wrap(err, msgUnreadable, s.file)
		}
	}
	r := csv.NewReader(bytes.NewReader(b))
	r.Comma = separator(b)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return s.findHeader()
		}
		if err != nil {
			return i18n.Wrap(err, msgUnreadable, s.file)
		}
		line, _ := r.FieldPos(0)
		s.rows = append(s.rows, rawRow{line, slices.Clone(rec)})
	}
}

// separator is the most frequent of comma, semicolon and tab in the first
// line.
func separator(b []byte) rune {
	first, _, _ := bytes.Cut(b, []byte("\n"))
	best, n := ',', bytes.Count(first, []byte(","))
	for _, c := range []rune{';', '\t'} {
		if k := bytes.Count(first, []byte(string(c))); k > n {
			best, n = c, k
		}
	}
	return best
}

func readWorkbook(path, base string) (out []*sheet, err error) {
	f, err := excelize.OpenFile(path, excelize.Options{UnzipSizeLimit: maxFile, UnzipXMLSizeLimit: maxFile, RawCellValue: true})
	if err != nil {
		return nil, i18n.Wrap(err, msgUnreadable, base)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	var faults []error
	props, perr := f.GetWorkbookProps()
	for _, name := range f.GetSheetList() {
		if strings.HasPrefix(name, "_") { // lists that the template's validation uses
			continue
		}
		table, ok := registers.Find(name)
		if !ok {
			faults = append(faults, i18n.Errorf(msgUnknownSheet, base, name))
			continue
		}
		rows, err := f.GetRows(name)
		if err != nil {
			faults = append(faults, i18n.Wrap(err, msgUnreadable, base+" ["+name+"]"))
			continue
		}
		s := &sheet{file: base, name: name, table: table, isWorkbook: true}
		s.date1904 = perr == nil && props.Date1904 != nil && *props.Date1904
		for i, cells := range rows {
			s.rows = append(s.rows, rawRow{i + 1, cells})
		}
		if err := s.findHeader(); err != nil {
			faults = append(faults, err)
			continue
		}
		out = append(out, s)
	}
	return out, errors.Join(faults...)
}

// findHeader takes as header the first of the leading rows in which at least
// half of the filled cells are columns of the register: people put titles,
// merged cells and blank lines above it. A second header row with the names in
// the other language is skipped too.
func (s *sheet) findHeader() error {
	for i, r := range s.rows[:min(len(s.rows), 10)] {
		filled, known := 0, 0
		for _, c := range r.cells {
			if strings.TrimSpace(c) == "" {
				continue
			}
			filled++
			if _, ok := s.table.Column(c); ok {
				known++
			}
		}
		if known == 0 || known*2 < filled {
			continue
		}
		s.header = r.cells
		rest := s.rows[i+1:]
		if len(rest) > 0 && s.isHeader(rest[0].cells) {
			rest = rest[1:]
		}
		s.rows = rest
		return nil
	}
	if len(s.rows) == 0 {
		return nil // an empty file holds nothing and claims nothing
	}
	names := make([]string, len(s.table.Columns))
	for i, c := range s.table.Columns {
		names[i] = c.Name
	}
	return i18n.Errorf(msgNoHeader, s.file, s.table.Name, strings.Join(names, ", "))
}

func (s *sheet) isHeader(cells []string) bool {
	n := 0
	for _, c := range cells {
		if strings.TrimSpace(c) == "" {
			continue
		}
		if _, ok := s.table.Column(c); !ok {
			return false
		}
		n++
	}
	return n > 1
}
