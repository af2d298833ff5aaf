package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/musharaka/musharaka/tools/corpusbuild/master"
)

// outcome is what the ministry did with a submission.
type outcome struct {
	status, reason       string
	linkedType, linkedID string
	decided              time.Time
	response, published  time.Time
	evaluating           bool
	withdrawn            bool
	answer               bilingual
}

// state is the platform's word for the status.
func (o outcome) state() string {
	switch o.status {
	case "adopted", "partly":
		return "accepted"
	case "declined":
		return "rejected"
	default:
		return "evaluating"
	}
}

// habits of each unit: how many of a hundred submissions are decided, and within how many hours half get a first answer.
var habits = map[string]struct{ decided, median uint64 }{"U1": {94, 40}, "U2": {82, 70}, "U3": {61, 110}}

// outcome decides by hashes: used more often when somebody suggested something, later in slower units, and not at all for
// spam, abuse and chatter.
func (c *corpus) outcome(t *master.Text) outcome {
	var o outcome
	s := c.subjects[t.Subject]
	h := master.Hash(t.ID(), "outcome")
	created := t.Created(s)
	if s.Area == "none" || t.Spam || t.Toxic {
		return o
	}
	if t.Source == "p" && h%41 == 0 {
		o.withdrawn = true
		return o
	}
	unit := s.Unit
	if t.Source == "p" {
		unit = "U1"
	}
	habit := habits[unit]
	if h%100 < habit.decided+5 {
		hours := habit.median/3 + (h>>8)%(habit.median*2)
		if h>>20%6 == 0 {
			hours *= 5
		}
		o.response = created.Add(time.Duration(hours)*time.Hour + time.Duration(h>>30%60)*time.Minute)
	}
	if h%100 >= habit.decided {
		o.evaluating = h%2 == 0
		return o
	}
	o.decided = created.Add(time.Duration(6+(h>>12)%45)*24*time.Hour + time.Duration(h>>44%9)*time.Hour)
	if t.Source == "p" && h>>53%5 < 3 { // the platform's team answers most proposals within three days
		o.decided = created.Add(time.Duration(9+(h>>12)%60) * time.Hour)
	}
	if !o.decided.Before(time.Date(2026, 1, 1, 0, 0, 0, 0, master.Muscat)) && h>>50%3 > 0 {
		o.decided = time.Time{} // most of the last weeks' submissions are simply open
		return o
	}
	o.status = status(t, h>>24%100)
	o.reason, o.answer = reasons[o.status][h>>33%uint64(len(reasons[o.status]))].AR, reasons[o.status][h>>33%uint64(len(reasons[o.status]))]
	if (o.status == "adopted" || o.status == "partly") && h>>38%100 < 86 {
		o.linkedType, o.linkedID = c.link(t)
	}
	if h>>46%100 < map[string]uint64{"U1": 90, "U2": 74, "U3": 45}[unit] {
		o.published = o.decided.Add(time.Duration(h>>48%96) * time.Hour)
	}
	return o
}

func status(t *master.Text, roll uint64) string {
	table := map[string][]string{
		"suggestion": {"adopted", "adopted", "partly", "partly", "declined", "declined", "declined", "noted", "noted", "referred"},
		"complaint":  {"adopted", "adopted", "adopted", "partly", "declined", "declined", "noted", "noted", "referred", "referred"},
		"report":     {"adopted", "adopted", "adopted", "adopted", "adopted", "partly", "declined", "noted", "referred", "referred"},
		"question":   {"noted", "noted", "noted", "noted", "adopted", "declined", "noted", "noted", "referred", "referred"},
	}[t.Intent]
	if table == nil {
		return "noted"
	}
	switch t.Area { // another body's business
	case "health", "education", "residency_civil", "telecom", "electricity", "social_support":
		return "referred"
	}
	return table[roll/10]
}

// effect is a thing that submissions changed: a service, procedure, project or policy with a name.
type effect struct{ kind, id string }

// link names what changed because of the text, nothing where the subject has no effect on the list.
func (c *corpus) link(t *master.Text) (string, string) {
	list := c.effects[t.Subject]
	if len(list) == 0 {
		return "", ""
	}
	e := list[master.Hash(t.Key, "link")%uint64(len(list))]
	return e.kind, e.id
}

// loadEffects reads master/effects.tsv: subject, type, id, title.
func loadEffects(name string) (map[string][]effect, error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	out := map[string][]effect{}
	for i, line := range strings.Split(strings.TrimSpace(string(raw)), "\n")[1:] {
		f := strings.Split(line, "\t")
		if len(f) != 4 {
			return nil, fmt.Errorf("%s:%d: %d fields, want 4", name, i+2, len(f))
		}
		out[f[0]] = append(out[f[0]], effect{f[1], f[2] + " " + f[3]})
	}
	return out, nil
}

// reasons are the ministry's official answers; officials do repeat themselves.
var reasons = map[string][]bilingual{
	"adopted":  {{"أُدرج المقترح في برنامج العمل وأُسند إلى القسم المختص.", "Included in the work programme and assigned to the section concerned."}, {"نُفذت المعالجة في الموقع، وستُتابع بعد ثلاثين يوما.", "Remedied on site; to be checked again after thirty days."}, {"عُدّل الإجراء ابتداء من الشهر القادم، شكرا لمساهمتكم.", "The procedure changes from next month; thank you for contributing."}},
	"partly":   {{"نُفذ جزء من المقترح، ويحتاج الباقي إلى اعتماد مالي.", "Part of the proposal is done; the rest needs funds."}, {"تُجرى تجربة في موقعين قبل التعميم.", "A trial runs at two sites before it is extended."}},
	"declined": {{"الكلفة تفوق المخصص لهذا العام، ويمكن إعادة الطرح في خطة العام القادم.", "The cost exceeds this year's allocation; it may be proposed again next year."}, {"يتعارض المقترح مع اشتراطات السلامة المعتمدة.", "The proposal conflicts with the safety requirements in force."}, {"أظهرت المعاينة أن الموقع خارج الحرم المملوك للوزارة.", "The inspection showed that the site is outside the ministry's land."}},
	"noted":    {{"أحيطت الدائرة المختصة علما بملاحظتكم.", "The department concerned has taken note."}, {"نشكركم، وقد نُقلت كلماتكم إلى الزملاء.", "Thank you; your words have been passed on to our colleagues."}},
	"referred": {{"الموضوع من اختصاص جهة أخرى وقد أُحيل إليها.", "The matter belongs to another body and was referred to it."}},
}
