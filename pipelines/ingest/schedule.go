package ingest

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/pipelines/source/fetch"
)

// Keys of source_state that the runner keeps.
const (
	fullKey    = "full"    // when the last full walk ended, and how many pages it took
	breakerKey = "breaker" // failures in a row
)

type fullState struct {
	At    time.Time `json:"at"`
	Pages int       `json:"pages"`
}

// fullDue tells whether this run should walk everything: by the configured
// schedule, else by the kind's own.
func (p *pass) fullDue() bool {
	var last fullState
	if json.Unmarshal([]byte(p.st.Get(fullKey)), &last) != nil {
		last = fullState{}
	}
	if p.cfg.Full != "" {
		s, err := cron.ParseStandard(p.cfg.Full)
		return err == nil && !s.Next(last.At.In(p.r.ws.Location)).After(p.r.now)
	}
	if p.kind.FullPages > 0 && !last.At.IsZero() && last.Pages <= p.kind.FullPages {
		return true
	}
	return p.kind.FullEvery > 0 && (last.At.IsZero() || p.r.now.Sub(last.At) >= p.kind.FullEvery)
}

type breakerState struct {
	Failures int       `json:"failures"`
	Until    time.Time `json:"until,omitzero"` // nothing is asked before
	Reason   string    `json:"reason,omitempty"`
}

// openAfter is after how many failed runs in a row a source is left alone for
// a while; the while doubles up to a day.
const openAfter = 5

// breaker leaves a source alone that has failed many times, unless the run was
// asked for by name.
func (p *pass) breaker() error {
	var b breakerState
	asked := len(p.r.o.Sources) > 0 && !p.r.o.Scheduled
	if asked || json.Unmarshal([]byte(p.st.Get(breakerKey)), &b) != nil {
		b = breakerState{} // somebody wants to know now, or nothing is noted
	}
	if wait := b.Until.Sub(p.r.now); wait > 0 && wait <= 24*time.Hour {
		return i18n.Errorf(i18n.Text{
			AR: "تُرك المصدر حتى %s بعد %d محاولات فاشلة متتالية. آخر سبب: %s. شغّله باسمه ليُجرَّب الآن",
			EN: "left alone until %s after %d failed runs in a row. Last reason: %s. Run it by name to try now"},
			stamp(b.Until, p.r.ws.Location), b.Failures, b.Reason)
	}
	return nil
}

// settle counts failures in a row and remembers full walks.
func (p *pass) settle(err error) {
	if err == nil {
		p.st.Set(breakerKey, "{}")
		if p.rep.FullWalk {
			pages := 0
			for _, n := range p.walked {
				pages += n
			}
			p.setJSON(fullKey, fullState{At: p.r.now, Pages: pages})
		}
		return
	}
	var limit *fetch.LimitError
	if p.r.ctxEnded(err) || errors.As(err, &limit) {
		return // a stop or a used-up limit is no failure of the source
	}
	var b breakerState
	if json.Unmarshal([]byte(p.st.Get(breakerKey)), &b) != nil {
		b = breakerState{}
	}
	b.Failures++
	b.Reason = i18n.Describe(i18n.EN, err)
	if over := b.Failures - openAfter; over >= 0 {
		b.Until = p.r.now.Add(min(15*time.Minute<<min(over, 7), 24*time.Hour))
	}
	p.setJSON(breakerKey, b)
}

func (p *pass) setJSON(key string, v any) {
	if b, err := json.Marshal(v); err == nil {
		p.st.Set(key, string(b))
	}
}
