package nlp

import (
	"encoding/hex"
	"encoding/json"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/zeebo/xxh3"

	"github.com/musharaka/musharaka/internal/nlp/detect"
	"github.com/musharaka/musharaka/internal/nlp/entities"
	"github.com/musharaka/musharaka/internal/nlp/intent"
	"github.com/musharaka/musharaka/internal/nlp/normalize"
	"github.com/musharaka/musharaka/internal/nlp/privacy"
	"github.com/musharaka/musharaka/internal/nlp/sdg"
	"github.com/musharaka/musharaka/internal/nlp/sentiment"
)

// Result is what one text holds. Offsets count code points of the text, end
// exclusive; scores are probabilities rounded to four places.
type Result struct {
	Lang         string
	Spans        []detect.Span // parts of a mixed text
	Script       string        // ISO 15924
	Variety      string        // msa, gulf, other; empty unless Arabic
	VarietyScore float64
	Sentiment    sentiment.Result
	Intent       string
	Intents      []intent.Score
	SDG          []sdg.Goal
	Spam         float64
	Toxicity     float64
	Danger       string // self_harm, threat or empty
	Entities     []entities.Entity
	PII          []privacy.Span
	Masked       string
	Fingerprint  string
	Words        int
	Reading      bool   // nothing marks the text: those fields are null
	Arabic       string // with Reading, Arabizi in Arabic letters, masked
	Explain      *Explain
}

// MarshalJSON writes the fields of `analyze text` without the id.
func (r Result) MarshalJSON() ([]byte, error) {
	return append(r.AppendJSON([]byte{'{'}), '}'), nil
}

// AppendJSON appends the fields of `analyze text` from "lang" to "error",
// without braces and id, so that a filter can put the id in front.
func (r *Result) AppendJSON(b []byte) []byte {
	b = appendField(b, `"lang":`, r.Lang)
	if len(r.Spans) > 0 {
		b = append(b, `,"spans":[`...)
		for i, s := range r.Spans {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendField(b, `{"lang":`, s.Lang)
			b = appendRange(b, s.Start, s.End)
		}
		b = append(b, ']')
	}
	b = appendField(b, `,"script":`, r.Script)
	if r.Variety == "" {
		b = append(b, `,"variety":null,"variety_score":null`...)
	} else {
		b = appendField(b, `,"variety":`, r.Variety)
		b = appendFloat(append(b, `,"variety_score":`...), r.VarietyScore)
	}
	if r.Reading {
		b = append(b, `,"sentiment":null,"intent":null,"intents":[],"sdg":[],"spam":null,"toxicity":null,"danger":null,"entities":[]`...)
		if r.Arabic != "" {
			b = appendField(b, `,"arabic":`, r.Arabic)
		}
	} else {
		b = r.appendMarks(b)
	}
	b = append(b, `,"pii":[`...)
	for i, s := range r.PII {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendRange(appendField(b, `{"kind":`, string(s.Kind)), s.Start, s.End)
	}
	b = appendField(b, `],"masked":`, r.Masked)
	b = appendField(b, `,"fingerprint":`, r.Fingerprint)
	b = strconv.AppendInt(append(b, `,"words":`...), int64(r.Words), 10)
	if r.Explain != nil {
		if e, err := json.Marshal(r.Explain); err == nil {
			b = append(append(b, `,"explain":`...), e...)
		}
	}
	return append(b, `,"error":null`...)
}

func (r *Result) appendMarks(b []byte) []byte {
	b = appendField(b, `,"sentiment":{"label":`, r.Sentiment.Label)
	b = appendFloat(append(b, `,"neg":`...), r.Sentiment.Neg)
	b = appendFloat(append(b, `,"neu":`...), r.Sentiment.Neu)
	b = appendFloat(append(b, `,"pos":`...), r.Sentiment.Pos)
	b = strconv.AppendBool(append(b, `,"unclear":`...), r.Sentiment.Unclear)
	b = append(appendField(b, `,"tier":`, r.Sentiment.Tier), '}')
	b = appendField(b, `,"intent":`, r.Intent)
	b = append(b, `,"intents":[`...)
	for i, s := range r.Intents {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendField(b, `{"label":`, s.Label)
		b = append(appendFloat(append(b, `,"score":`...), s.Score), '}')
	}
	b = append(b, `],"sdg":[`...)
	for i, g := range r.SDG {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(append(b, `{"goal":`...), int64(g.Goal), 10)
		b = append(appendFloat(append(b, `,"score":`...), g.Score), '}')
	}
	b = appendFloat(append(b, `],"spam":`...), r.Spam)
	b = appendFloat(append(b, `,"toxicity":`...), r.Toxicity)
	if r.Danger == "" {
		b = append(b, `,"danger":null`...)
	} else {
		b = appendField(b, `,"danger":`, r.Danger)
	}
	return r.appendEntities(b)
}

func (r *Result) appendEntities(b []byte) []byte {
	b = append(b, `,"entities":[`...)
	for i, e := range r.Entities {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendField(b, `{"kind":`, e.Kind)
		if e.ID != "" {
			b = appendField(b, `,"id":`, e.ID)
		}
		b = appendField(b, `,"text":`, e.Text)
		b = appendRange(b, e.Start, e.End)
		b = b[:len(b)-1]
		if e.Governorate != "" {
			b = appendField(b, `,"governorate":`, e.Governorate)
		}
		if e.Value != "" {
			b = appendField(b, `,"value":`, e.Value)
		}
		b = append(b, '}')
	}
	return append(b, ']')
}

func appendRange(b []byte, start, end int) []byte {
	b = strconv.AppendInt(append(b, `,"start":`...), int64(start), 10)
	return append(strconv.AppendInt(append(b, `,"end":`...), int64(end), 10), '}')
}

func appendField(b []byte, key, value string) []byte {
	return AppendString(append(b, key...), value)
}

func appendFloat(b []byte, x float64) []byte {
	return strconv.AppendFloat(b, x, 'f', -1, 64)
}

// AppendString appends s as a JSON string. Invalid bytes become U+FFFD; the
// line separators that break JavaScript are escaped.
func AppendString(b []byte, s string) []byte {
	const digits = "0123456789abcdef"
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' {
				i++
				continue
			}
			b = append(b, s[from:i]...)
			switch c {
			case '"', '\\':
				b = append(b, '\\', c)
			case '\n':
				b = append(b, '\\', 'n')
			case '\r':
				b = append(b, '\\', 'r')
			case '\t':
				b = append(b, '\\', 't')
			default:
				b = append(b, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
			}
			i++
			from = i
			continue
		}
		if c < 0xE0 && i+1 < len(s) && c >= 0xC2 && s[i+1]&0xC0 == 0x80 { // Arabic, two bytes
			i += 2
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || r == 0x2028 || r == 0x2029 {
			b = append(b, s[from:i]...)
			switch r {
			case 0x2028, 0x2029:
				b = append(b, '\\', 'u', '2', '0', '2', digits[r&15])
			default:
				b = append(b, "\uFFFD"...)
			}
			i += n
			from = i
			continue
		}
		i += n
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}

// fingerprint is equal for texts equal after normalize.Loose; a text that
// leaves nothing (emoji alone) is told apart by what it is.
func fingerprint(norm []byte, text string) string {
	h := xxh3.Hash(norm)
	if len(norm) == 0 && text != "" {
		h = xxh3.HashString(normalize.Text(text, normalize.Clean)) ^ 1
	}
	var raw [8]byte
	for i := range raw {
		raw[i] = byte(h >> (56 - 8*i))
	}
	var out [16]byte
	hex.Encode(out[:], raw[:])
	return string(out[:])
}

func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }
