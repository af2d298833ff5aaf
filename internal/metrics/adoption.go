package metrics

import (
	"cmp"
	"context"
	_ "embed"
	"slices"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/store"
)

//go:embed decisions/entries.sql
var ledgerSQL string

// Entry is one submission's way through the house: what came, what was decided
// and what changed.
type Entry struct {
	Unit       string `json:"unit_id"`
	Submission string `json:"submission_id"`
	Source     string `json:"source"`
	Channel    string `json:"channel"`
	Theme      string `json:"theme"`
	Area       string `json:"area"`
	Group      string `json:"group_id"`
	Activity   string `json:"activity_id"`
	ReceivedOn Date   `json:"received_on"`
	DecidedOn  *Date  `json:"decided_on"` // nil: not decided yet
	Days       int    `json:"days"`       // to the decision, or waiting so far
	Status     string `json:"status"`     // "": not decided yet
	Reason     string `json:"reason"`
	LinkedType string `json:"linked_type"`
	LinkedID   string `json:"linked_id"`
	Document   string `json:"document"` // where the change can be read
	Live       bool   `json:"document_live"`
	Used       bool   `json:"used"`
	Answered   bool   `json:"answered"`
}

// LedgerSum is the adoption rate of one part of the ledger.
type LedgerSum struct {
	Key       string   `json:"key"`  // "", or one of LedgerKeys
	Code      string   `json:"code"` // theme, area, …; "" under a key is none
	Received  int      `json:"den"`
	Used      int      `json:"num"`
	Rate      *float64 `json:"value"` // nil: nothing was received
	Decided   int      `json:"decided"`
	Undecided *float64 `json:"undecided_share"`
	// MedianDays is the Kaplan–Meier median from receipt to decision, those that
	// still wait included; nil: too little is decided yet to know it.
	MedianDays *float64 `json:"median_days"`
}

// LedgerKeys are the keys by which the ledger is summed up.
func LedgerKeys() []string { return []string{"unit", "theme", "area", "source", "group_id", "channel"} }

// Ledger lists the countable submissions of req's first period, newest decision
// first in each unit. Rates over it are those of G2.
func Ledger(ctx context.Context, db *store.DB, req Request) (_ []Entry, err error) {
	defer wrap(&err, "metrics.Ledger")
	req.KPIs = []string{"O1"} // the prelude is enough
	r, err := newRun(req)
	if err != nil {
		return nil, err
	}
	var out []Entry
	err = db.InSnapshot(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := r.prepare(ctx, tx); err != nil {
			return err
		}
		return each(ctx, tx, ledgerSQL, func(scan func(...any) error) error {
			var e Entry
			var decided *time.Time
			if err := scan(&e.Unit, &e.Submission, &e.Source, &e.Channel, &e.Theme, &e.Area, &e.Group, &e.Activity, &e.ReceivedOn.Time, &decided, &e.Days,
				&e.Status, &e.Reason, &e.LinkedType, &e.LinkedID, &e.Document, &e.Live, &e.Used, &e.Answered); err != nil {
				return err
			}
			if decided != nil {
				e.DecidedOn = &Date{*decided}
				e.Days = max(0, int(decided.Sub(e.ReceivedOn.Time).Hours()/24))
			}
			out = append(out, e)
			return nil
		})
	})
	return out, err
}

func (e *Entry) code(key string) string {
	switch key {
	case "unit":
		return e.Unit
	case "theme":
		return e.Theme
	case "area":
		return e.Area
	case "source":
		return e.Source
	case "group_id":
		return e.Group
	case "channel":
		return e.Channel
	}
	return ""
}

// SumLedger sums entries up by a key of LedgerKeys, most received first; the
// empty key is one row of all.
func SumLedger(entries []Entry, key string) []LedgerSum {
	of := map[string][]*Entry{}
	if key == "" {
		of[""] = nil
	}
	for i := range entries {
		c := entries[i].code(key)
		of[c] = append(of[c], &entries[i])
	}
	out := make([]LedgerSum, 0, len(of))
	for code, list := range of {
		s := LedgerSum{Key: key, Code: code, Received: len(list)}
		for _, e := range list {
			if e.Used {
				s.Used++
			}
			if e.DecidedOn != nil {
				s.Decided++
			}
		}
		if n := float64(len(list)); n > 0 {
			rate, undecided := float64(s.Used)/n, (n-float64(s.Decided))/n
			s.Rate, s.Undecided = &rate, &undecided
		}
		s.MedianDays = medianDays(list)
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b LedgerSum) int { return cmp.Or(b.Received-a.Received, cmp.Compare(a.Code, b.Code)) })
	return out
}

// medianDays is the Kaplan–Meier median of receipt to decision; who is censored
// at a time is still at risk then.
func medianDays(list []*Entry) *float64 {
	sorted := slices.Clone(list)
	slices.SortFunc(sorted, func(a, b *Entry) int { return a.Days - b.Days })
	s := 1.0
	for i := 0; i < len(sorted); {
		j, events := i, 0
		for ; j < len(sorted) && sorted[j].Days == sorted[i].Days; j++ {
			if sorted[j].DecidedOn != nil {
				events++
			}
		}
		s *= 1 - float64(events)/float64(len(sorted)-i)
		if events > 0 && s <= 0.5+1e-12 {
			d := float64(sorted[i].Days)
			return &d
		}
		i = j
	}
	return nil
}

// WeDid says what a used submission changed, for the public: what was adopted
// and the policy, service, procedure or project that it is linked to. It quotes
// nobody.
func (e *Entry) WeDid() i18n.Text {
	if !e.Used || e.DecidedOn == nil {
		return i18n.Text{}
	}
	what := map[string]i18n.Text{"policy": {AR: "السياسة", EN: "the policy"}, "service": {AR: "الخدمة", EN: "the service"},
		"procedure": {AR: "الإجراء", EN: "the procedure"}, "project": {AR: "المشروع", EN: "the project"}}[e.LinkedType]
	how := i18n.Text{AR: "اعتُمد ما اقترحتموه", EN: "What you proposed was adopted"}
	if e.Status == "partly" {
		how = i18n.Text{AR: "اعتُمد جزء مما اقترحتموه", EN: "Part of what you proposed was adopted"}
	}
	day := e.DecidedOn.String()
	return i18n.Text{AR: how.AR + " في " + day + "، وغيّر " + what.AR + ": «" + e.LinkedID + "».", EN: how.EN + " on " + day + " and changed " + what.EN + ": “" + e.LinkedID + "”."}
}
