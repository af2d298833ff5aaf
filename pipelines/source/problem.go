package source

import (
	"fmt"

	"github.com/musharaka/musharaka/internal/i18n"
)

// Bad is a record that could not be read. It is kept with its place, the
// reason and its own bytes, so that a person can look at it.
type Bad struct {
	Place    string // "inbox/a.csv:12", "sheet 2, row 7", "proposals/812"
	ID       string // the record's id, if it could be read
	Column   string // of the source
	Code     Code
	Args     []string // fill the sentence; never a citizen's words
	Original []byte   // as received, cut to MaxOriginal
}

// MaxOriginal is how much of an unreadable record is kept, in bytes.
const MaxOriginal = 64 << 10

// Code is a reason for quarantine.
type Code string

// The reasons. Their sentences are in Sentence.
const (
	BadSyntax    Code = "syntax"     // not the format that it should be
	BadEncoding  Code = "encoding"   // bytes that are not text in the expected charset
	BadBOM       Code = "bom"        // a byte order mark in the middle of a file
	Blank        Code = "blank"      // an empty line where a record belongs
	NotObject    Code = "not_object" // JSON, but no object
	TooDeep      Code = "too_deep"
	TooLong      Code = "too_long"
	DuplicateKey Code = "duplicate_key"
	DuplicateID  Code = "duplicate_id" // the id is there twice, with different content
	NoID         Code = "no_id"
	NoText       Code = "no_text"
	BadType      Code = "type" // a value of the wrong type
	BadTime      Code = "time" // no date
	BadNumber    Code = "number"
	BadCode      Code = "code"    // not one of the codes, and not in the value map
	Columns      Code = "columns" // more or fewer cells than the header has
	MissingField Code = "missing_field"
	Reference    Code = "reference"
)

var sentences = map[Code]i18n.Text{
	BadSyntax:    {AR: "لا يمكن قراءة السجل: صيغته غير سليمة", EN: "the record cannot be read: it is not well formed"},
	BadEncoding:  {AR: "بايتات ليست نصاً في الترميز المتوقع", EN: "bytes that are no text in the expected encoding"},
	BadBOM:       {AR: "علامة ترتيب البايتات في وسط الملف: ملفات دُمجت معاً؟", EN: "a byte order mark in the middle of the file: were files joined?"},
	Blank:        {AR: "سطر فارغ في موضع سجل", EN: "an empty line where a record belongs"},
	NotObject:    {AR: "قيمة JSON ليست كائناً", EN: "JSON, but not an object"},
	TooDeep:      {AR: "تداخل أعمق من المسموح", EN: "nested deeper than is allowed"},
	TooLong:      {AR: "السجل أطول من المسموح", EN: "the record is longer than is allowed"},
	DuplicateKey: {AR: "الاسم نفسه مرتين في كائن واحد", EN: "the same name twice in one object"},
	DuplicateID:  {AR: "المعرّف نفسه ورد قبل ذلك بمحتوى مختلف", EN: "the same id was there before, with other content"},
	NoID:         {AR: "لا معرّف للسجل", EN: "the record has no id"},
	NoText:       {AR: "لا نص في السجل", EN: "the record has no text"},
	BadType:      {AR: "نوع القيمة غير متوقع", EN: "the value has another type than expected"},
	BadTime:      {AR: "ليست تاريخاً أو وقتاً صحيحاً", EN: "not a valid date or time"},
	BadNumber:    {AR: "ليست رقماً صحيحاً", EN: "not a valid number"},
	BadCode:      {AR: "رمز غير معروف؛ أضفه إلى values في الإعداد", EN: "an unknown code; add it to values in the configuration"},
	Columns:      {AR: "عدد الخلايا لا يطابق العناوين", EN: "the number of cells is not that of the header"},
	MissingField: {AR: "حقل كان المصدر يرسله لم يعد موجوداً", EN: "a field that the source used to send is gone"},
	Reference:    {AR: "إشارة إلى ما ليس موجوداً", EN: "it refers to something that is not there"},
}

// Codes lists every reason, for tests and documentation.
func Codes() map[Code]i18n.Text {
	out := make(map[Code]i18n.Text, len(sentences))
	for c, t := range sentences {
		out[c] = t
	}
	return out
}

// Sentence says in l why a record is in quarantine.
func Sentence(l i18n.Lang, code Code, args []string) string {
	s := sentences[code].In(l)
	if s == "" {
		s = string(code)
	}
	for _, a := range args {
		s += " (" + a + ")"
	}
	return s
}

// Error makes a Bad usable as an error inside a connector.
func (b *Bad) Error() string {
	return fmt.Sprintf("%s: %s %q", b.Place, b.Code, b.Column)
}

// Cut limits the bytes that are kept of an unreadable record.
func Cut(b []byte) []byte {
	if len(b) > MaxOriginal {
		b = b[:MaxOriginal]
	}
	return append([]byte(nil), b...)
}
