package fetch

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/source"
)

// Limit is how many requests a server allows in a window. Day and month
// windows, and limits in money, are limits like others: Cost is what a request
// takes of N.
type Limit struct {
	N    float64
	Per  time.Duration
	Cost float64 // of one request; 0 means 1
}

// LimitError says that a source may go on only later, longer than a run waits.
type LimitError struct{ Until time.Time }

func (e *LimitError) Error() string {
	return "the limit of requests is used up until " + e.Until.UTC().Format(time.RFC3339)
}

// In says it in l.
func (e *LimitError) Unwrap() error {
	return i18n.Errorf(i18n.Text{
		AR: "استُنفد حد الطلبات حتى %s؛ يُستأنف بعدها",
		EN: "the limit of requests is used up until %s; the source goes on then"}, e.Until.UTC().Format(time.RFC3339))
}

// window is the use of one limit; it is what survives a restart.
type window struct {
	Start time.Time `json:"start"`
	Used  float64   `json:"used"`
}

// meter keeps a source within its limits, across restarts by State.
type meter struct {
	limits  []Limit
	windows []window
	state   source.State
	now     func() time.Time
	// until is when the server's own headers allow the next request.
	until time.Time
}

const stateKey = "quota"

type quota struct {
	Windows   []window  `json:"windows,omitempty"`
	Until     time.Time `json:"until,omitzero"`
	Remaining *int      `json:"remaining,omitempty"` // as the server's headers said last
	Limit     *int      `json:"limit,omitempty"`
}

func newMeter(limits []Limit, st source.State, now func() time.Time) *meter {
	m := &meter{limits: limits, windows: make([]window, len(limits)), state: st, now: now}
	var q quota
	if st != nil && json.Unmarshal([]byte(st.Get(stateKey)), &q) == nil {
		copy(m.windows, q.Windows)
		if q.Until.Sub(now()) < 24*time.Hour { // a clock that jumped must not lock a source out
			m.until = q.Until
		}
	}
	return m
}

// wait sleeps until every limit has room for a request.
func (m *meter) wait(ctx context.Context, sleep func(context.Context, time.Duration) error) error {
	for {
		now := m.now()
		free := m.until
		for i, l := range m.limits {
			w := &m.windows[i]
			if w.Start.After(now) || now.Sub(w.Start) >= l.Per { // over, or the clock went back
				*w = window{Start: now}
			}
			if w.Used+or(l.Cost, 1) > l.N {
				if end := w.Start.Add(l.Per); end.After(free) {
					free = end
				}
			}
		}
		d := free.Sub(now)
		if d <= 0 {
			return nil
		}
		if d > 15*time.Minute {
			return &LimitError{Until: free}
		}
		if err := sleep(ctx, d); err != nil {
			return err
		}
		if !m.now().After(now) { // a clock that stands still in a test
			return nil
		}
	}
}

func (m *meter) count() {
	for i, l := range m.limits {
		m.windows[i].Used += or(l.Cost, 1)
	}
	m.save(nil, nil)
}

// learn reads what the server says of its limits. With nothing left, the next
// request waits for the reset.
func (m *meter) learn(h http.Header) {
	remaining, ok := number(h, "X-RateLimit-Remaining", "X-Rate-Limit-Remaining", "RateLimit-Remaining")
	if !ok {
		return
	}
	if remaining <= 0 {
		if t, ok := reset(h, m.now()); ok {
			m.until = t
		}
	}
	var limit *int
	if l, ok := number(h, "X-RateLimit-Limit", "X-Rate-Limit-Limit", "RateLimit-Limit"); ok {
		limit = &l
	}
	m.save(&remaining, limit)
}

func (m *meter) save(remaining, limit *int) {
	if m.state == nil || len(m.limits) == 0 && remaining == nil {
		return
	}
	q := quota{Windows: m.windows, Until: m.until, Remaining: remaining, Limit: limit}
	if b, err := json.Marshal(q); err == nil {
		m.state.Set(stateKey, string(b))
	}
}

func number(h http.Header, names ...string) (int, bool) {
	for _, n := range names {
		if n, err := strconv.Atoi(strings.TrimSpace(h.Get(n))); err == nil {
			return n, true
		}
	}
	return 0, false
}

// reset reads when a limit is renewed: unix seconds, seconds from now, or a
// time in ISO form.
func reset(h http.Header, now time.Time) (time.Time, bool) {
	for _, n := range []string{"X-RateLimit-Reset", "X-Rate-Limit-Reset", "RateLimit-Reset"} {
		v := strings.TrimSpace(h.Get(n))
		if v == "" {
			continue
		}
		if secs, err := strconv.ParseFloat(v, 64); err == nil {
			if secs > 1e9 {
				return within(time.Unix(int64(secs), 0), now)
			}
			return within(now.Add(time.Duration(secs*float64(time.Second))), now)
		}
		if t, err := time.Parse(time.RFC3339Nano, v); err == nil {
			return within(t, now)
		}
		if t, err := http.ParseTime(v); err == nil {
			return within(t, now)
		}
	}
	return time.Time{}, false
}

// within refuses times that only a wrong clock can mean.
func within(t, now time.Time) (time.Time, bool) {
	return t, t.After(now) && t.Sub(now) <= 31*24*time.Hour
}

// retryAfter is the wait that an answer asks for, 0 if it asks for none:
// Retry-After in seconds or as a date, else the reset headers.
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if secs, err := strconv.ParseFloat(v, 64); err == nil && secs >= 0 && secs < 1e7 {
		return time.Duration(secs * float64(time.Second))
	}
	if t, err := http.ParseTime(v); err == nil && t.After(now) {
		return t.Sub(now)
	}
	if t, ok := reset(h, now); ok {
		return t.Sub(now)
	}
	return 0
}
