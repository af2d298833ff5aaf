package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"github.com/musharaka/musharaka/tools/corpusbuild/master"
)

var surveyHead = []string{"رقم الاستبانة", "تاريخ التعبئة", "المستجيب", "المحافظة", "الجنس", "الفئة العمرية", "التقييم", "ملاحظاتك ومقترحاتك", "النشاط", "لغة الاستبانة"}

// waves are the survey's activities in registers/activities.csv, one a quarter.
var waves = []string{"U2-SV1", "U2-SV2", "U2-SV3", "U2-SV4"}

// survey writes the answers in three shapes that survey offices really send: UTF-8 with a byte order mark, windows-1256
// from the counters' old machines, and a spreadsheet from the kiosks. A text that windows-1256 cannot hold goes to the first.
func (c *corpus) survey() error {
	files := map[string][][]string{}
	for _, t := range c.of("s") {
		h := master.Hash(t.Key, "form")
		_, err := charmap.Windows1256.NewEncoder().String(t.Body)
		switch {
		case h%4 == 0 && err == nil && !strings.Contains(t.Body, "٪"):
			files["counter"] = append(files["counter"], c.answer(t, "02/01/2006 15:04"))
		case h%4 == 1 && h>>4%2 == 0:
			files["kiosk"] = append(files["kiosk"], c.answer(t, "2006-01-02 15:04"))
		case h>>8%10 == 0:
			row := c.answer(t, "2006-01-02 15:04")
			row[1] = arabicDigits(row[1])
			files["online"] = append(files["online"], row)
		default:
			files["online"] = append(files["online"], c.answer(t, "2006-01-02 15:04"))
		}
	}
	online, err := table(';', append([][]string{surveyHead}, files["online"]...))
	if err != nil {
		return err
	}
	if err := c.write("survey.csv", append([]byte("\ufeff"), online...)); err != nil {
		return err
	}
	counter, err := table(';', append([][]string{surveyHead}, files["counter"]...))
	if err != nil {
		return err
	}
	if counter, err = charmap.Windows1256.NewEncoder().Bytes(counter); err != nil {
		return err
	}
	if err := c.write("survey-counter.csv", bytes.ReplaceAll(counter, []byte("\n"), []byte("\r\n"))); err != nil {
		return err
	}
	return c.kiosk(files["kiosk"])
}

func (c *corpus) answer(t *master.Text, layout string) []string {
	h := master.Hash(t.Key, "respondent")
	created := t.Created(c.subjects[t.Subject])
	gender := []string{"ذكر", "أنثى", "أنثى", "ذكر", ""}[h%5]
	age := []string{"18-24", "25-34", "25-34", "35-44", "35-44", "45-59", "60+", ""}[h>>8%8]
	rating := map[string][]string{"negative": {"1", "2", "2", "1"}, "neutral": {"3", "3", "4", ""}, "positive": {"5", "4", "5", "5"}}[t.Sentiment][h>>16%4]
	respondent := t.AuthorKey()
	if respondent != "" {
		respondent = "R-" + strings.ToUpper(strings.TrimPrefix(respondent, "s-"))
	}
	form := "ar" // the language that the respondent chose for the form, not that of the answer
	if strings.Contains("ezf", t.Variety) || t.Variety == "x" && h>>24%2 == 0 {
		form = "en"
	}
	return []string{t.ExternalID(), created.Format(layout), respondent, governorateName(place(t)), gender, age, rating, t.Body, waves[(created.Month()-1)/3], form}
}

// kiosk writes a spreadsheet with real date cells.
func (c *corpus) kiosk(rows [][]string) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	const sheet = "الاستبانة"
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: ptr("yyyy-mm-dd hh:mm")})
	if err != nil {
		return err
	}
	head := make([]any, len(surveyHead))
	for i, h := range surveyHead {
		head[i] = h
	}
	if err := f.SetSheetRow(sheet, "A1", &head); err != nil {
		return err
	}
	for i, r := range rows {
		cells := make([]any, len(r))
		for j, v := range r {
			cells[j] = v
		}
		if cells[1], err = time.Parse("2006-01-02 15:04", r[1]); err != nil {
			return err
		}
		if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", i+2), &cells); err != nil {
			return err
		}
	}
	if err := f.SetCellStyle(sheet, "B2", fmt.Sprintf("B%d", len(rows)+1), style); err != nil {
		return err
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return err
	}
	return c.write("survey-kiosk.xlsx", b.Bytes())
}

func arabicDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '٠'
		}
		return r
	}, s)
}

// residence is where people live who do not say so in the text, each as often as it stands here.
var residence = []string{"OM-MA", "OM-MA", "OM-MA", "OM-MA", "OM-BS", "OM-BS", "OM-BS", "OM-DA", "OM-DA", "OM-BJ", "OM-BJ", "OM-ZU", "OM-SJ", "OM-SS", "OM-ZA", "OM-BU", "", "", "", ""}

// place is the governorate that the form, the envelope or the profile states: the text's own, else the author's.
func place(t *master.Text) string {
	if t.Gov != "" || t.Variety == "f" {
		return t.Gov
	}
	who := t.AuthorKey()
	if who == "" {
		who = t.Key
	}
	return residence[master.Hash(who, "residence")%uint64(len(residence))]
}

// governorateName is how people fill the form: short names and small differences in spelling.
func governorateName(code string) string {
	names := map[string]string{"OM-MA": "مسقط", "OM-ZU": "ظفار", "OM-MU": "مسندم", "OM-BU": "البريمي", "OM-DA": "الداخلية", "OM-BS": "شمال الباطنة", "OM-BJ": "جنوب الباطنه", "OM-SS": "شمال الشرقية", "OM-SJ": "جنوب الشرقية", "OM-ZA": "الظاهره", "OM-WU": "الوسطى", "": "غير مبين"}
	return names[code]
}
