package master

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Muscat is the ministry's zone: +04 all year.
var Muscat = time.FixedZone("Asia/Muscat", 4*3600)

// Hash is a stable number for a text's key and a purpose, so that independent choices do not move together.
func Hash(key, purpose string) uint64 {
	sum := sha256.Sum256([]byte(purpose + "\x00" + key))
	return binary.BigEndian.Uint64(sum[:8])
}

// number is the place of a text in the master: batch × 1000 + line.
func (t *Text) number() int {
	stem, line, _ := strings.Cut(t.Key, "-")
	b, _ := strconv.Atoi(strings.TrimLeft(stem, "b"))
	l, _ := strconv.Atoi(line)
	return b*1000 + l
}

// ExternalID is the id in the text's source. Post ids lie above 2^53 and differ in their last digits only.
func (t *Text) ExternalID() string {
	n := t.number()
	switch t.Source {
	case "p":
		return strconv.Itoa(n)
	case "s":
		return fmt.Sprintf("Q-%05d", n)
	case "t":
		return strconv.FormatInt(115292150460100000+int64(n), 10)
	default:
		return fmt.Sprintf("L-2025-%05d", n)
	}
}

var sourceNames = map[string]string{"p": "platform", "s": "survey", "t": "posts", "l": "letters"}

// SourceName is the key of the text's source in the demo's configuration.
func (t *Text) SourceName() string { return sourceNames[t.Source] }

// ID is the submission's id in the registers: source:external id.
func (t *Text) ID() string { return t.SourceName() + ":" + t.ExternalID() }

// Half is dev or test, one half for a whole family of copies.
func (t *Text) Half() string {
	if Hash(t.Root().ID(), "half")&1 == 0 {
		return "dev"
	}
	return "test"
}

// hours are the local hours in which people write: few at night, most in the evening; each as often as it stands here.
var hours = []int{0, 1, 5, 6, 7, 7, 8, 8, 9, 9, 9, 10, 10, 11, 11, 12, 12, 13, 14, 15, 16, 16, 17, 18, 19, 19, 20, 20, 21, 21, 21, 22, 22, 22, 23, 23}

// Created is the local time at which the text was written, to the minute, always inside 2025.
func (t *Text) Created(s Subject) time.Time {
	h := Hash(t.Key, "time")
	if t.Ref != nil && t.Date == "" { // a copy follows within three days; a campaign dies away
		after := 5 + h%4300
		if t.Family == "campaign" {
			after = 5 + 4300*(h%100)*(h%100)*(h%100)/1_000_000
		}
		at := t.Ref.Created(s).Add(time.Duration(after) * time.Minute).Truncate(time.Minute)
		if end := time.Date(2025, 12, 31, 23, 30, 0, 0, Muscat); at.After(end) {
			return end
		}
		return at
	}
	hour, minute := hours[h%uint64(len(hours))], int(h>>16)%60
	month, day := t.monthDay(s)
	if _, clock, ok := strings.Cut(t.Date, "T"); ok {
		_, _ = fmt.Sscanf(clock, "%d:%d", &hour, &minute) // parseLine has checked the form
	}
	second := int(h>>40) % 60
	if t.Source == "s" { // forms are stamped to the minute
		second = 0
	}
	return time.Date(2025, time.Month(month), day, hour, minute, second, 0, Muscat)
}

func (t *Text) monthDay(s Subject) (month, day int) {
	h := Hash(t.Key, "day")
	date, _, _ := strings.Cut(t.Date, "T")
	if n, _ := fmt.Sscanf(date, "%d-%d", &month, &day); n == 2 {
		return month, day
	}
	if month == 0 {
		month = pick(s.Curve, Hash(t.Key, "month"))
	}
	days := time.Date(2025, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	day = 1 + int(h%uint64(days))
	if s.Code == "flood_week" && month == 10 { // the low came on the evening of the 5th; half of the posts in three days
		day = 6 + int(h%3)
		if h&8 != 0 {
			day = 9 + int(h>>8)%9
		}
	}
	return month, day
}

func pick(curve [12]int, h uint64) int {
	total := 0
	for _, w := range curve {
		total += w
	}
	at := int(h % uint64(max(total, 1)))
	for m, w := range curve {
		if at < w {
			return m + 1
		}
		at -= w
	}
	return 12
}

// AuthorKey is a stable key of the writer inside the source: a tenth of the people write several times.
// Empty for anonymous survey answers.
func (t *Text) AuthorKey() string {
	if t.Author != "" {
		return t.Author
	}
	h := Hash(t.Key, "author")
	if t.Source == "s" && h%5 < 2 {
		return ""
	}
	if h>>8%10 < 3 { // regulars
		return fmt.Sprintf("%s-r%02d", t.Source, (h>>20)%60)
	}
	return fmt.Sprintf("%s-%s", t.Source, strings.TrimPrefix(t.Key, "b"))
}
