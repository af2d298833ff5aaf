package textfilter

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/nlp"
)

// input is a line that could be read. The id is JSON as it came.
type input struct {
	id, text string
}

// What can be wrong with a line.
var (
	notUTF8   = i18n.Text{AR: "السطر ليس بترميز UTF-8", EN: "the line is not UTF-8"}
	notObject = i18n.Text{AR: "السطر ليس كائن JSON صالحاً", EN: "the line is not a valid JSON object"}
	badID     = i18n.Text{AR: "المعرّف id ليس نصاً ولا رقماً", EN: "the id is neither a string nor a number"}
	noText    = i18n.Text{AR: "لا يوجد حقل text", EN: "there is no field text"}
	badText   = i18n.Text{AR: "الحقل text ليس نصاً", EN: "the field text is not a string"}
)

var bom = []byte("\xef\xbb\xbf")

// parse reads one line.
func parse(line []byte) (input, *i18n.Text) {
	line = bytes.TrimPrefix(line, bom)
	if !utf8.Valid(line) {
		return input{}, &notUTF8
	}
	if in, ok := quick(line); ok {
		return in, nil
	}
	return careful(line)
}

// careful reads any line with the standard library.
func careful(line []byte) (input, *i18n.Text) {
	var raw struct {
		ID   json.RawMessage `json:"id"`
		Text json.RawMessage `json:"text"`
	}
	if err := json.Unmarshal(line, &raw); err != nil || bytes.TrimLeft(line, " \t")[0] != '{' {
		return input{}, &notObject
	}
	in := input{id: "null"}
	if len(raw.ID) > 0 {
		if c := raw.ID[0]; c != '"' && c != '-' && (c < '0' || c > '9') && c != 'n' {
			return input{}, &badID
		}
		in.id = string(raw.ID)
	}
	if len(raw.Text) == 0 || raw.Text[0] == 'n' {
		return input{}, &noText
	}
	if raw.Text[0] != '"' {
		return input{}, &badText
	}
	if err := json.Unmarshal(raw.Text, &in.text); err != nil {
		return input{}, &notObject
	}
	return in, nil
}

func appendAnswer(b []byte, id string, r *nlp.Result) []byte {
	b = append(append(append(b, `{"id":`...), id...), ',')
	return append(r.AppendJSON(b), '}', '\n')
}

func appendFault(b []byte, line int, message string) []byte {
	b = strconv.AppendInt(append(b, `{"id":null,"line":`...), int64(line), 10)
	return append(nlp.AppendString(append(b, `,"error":`...), message), '}', '\n')
}
