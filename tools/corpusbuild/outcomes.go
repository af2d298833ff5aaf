package main

import (
	"slices"
	"strings"
	"time"

	"github.com/musharaka/musharaka/tools/corpusbuild/master"
)

var (
	outcomeHead    = []string{"submission_id", "status", "decided_at", "reason", "linked_type", "linked_id", "evidence_id", "first_response_at", "response_published_at"}
	submissionHead = []string{"submission_id", "unit_id", "activity_id", "participant_id", "channel", "received_at", "lang", "is_spam", "is_info_request", "dup_of", "need", "removed_at", "removal_reason"}
)

// outcomes writes the two registers that follow up the texts: what became of them, and the moderators' log. The status of a
// platform proposal is the platform's own, so the register holds only what the platform has no word for: noted and referred, links
// and, rarely, an earlier first answer.
func (c *corpus) outcomes() error {
	texts := slices.Clone(c.texts)
	slices.SortFunc(texts, func(a, b *master.Text) int { return strings.Compare(a.ID(), b.ID()) })
	out, log := [][]string{outcomeHead}, [][]string{submissionHead}
	for _, t := range texts {
		if row := c.logRow(t); row != nil {
			log = append(log, row)
		}
		if t.Ref != nil {
			continue // a repeat shares the outcome of its root
		}
		o := c.outcome(t)
		row := []string{t.ID(), o.status, stamp(o.decided), o.reason, o.linkedType, o.linkedID, "", stamp(o.response), stamp(o.published)}
		if t.Source == "p" {
			if o.state() != "evaluating" { // the platform says the rest, except that a few authors were telephoned before
				row[1], row[2], row[3], row[8] = "", "", "", ""
				if master.Hash(t.ID(), "called")%8 > 0 {
					row[7] = ""
				}
			}
		}
		if strings.Join(row[1:], "") != "" {
			out = append(out, row)
		}
	}
	log = append(log, calls()...)
	if err := c.csv("registers/outcomes.csv", out); err != nil {
		return err
	}
	return c.csv("registers/submissions.csv", log)
}

// needs are subjects that reviewers confirmed as needs.
var needs = []string{"potholes", "bus_service", "school_crossing", "wheelchair", "waste_bins", "sewage", "water_outage", "parks", "portal_login", "home_business", "khareef", "land_plots"}

// logRow is the moderators' entry, nil where they had nothing to say.
func (c *corpus) logRow(t *master.Text) []string {
	s := c.subjects[t.Subject]
	unit, received := s.Unit, t.Created(s)
	switch t.Source {
	case "p":
		unit, received = "U1", c.published(t)
	case "s":
		unit = "U2"
	}
	row := make([]string, len(submissionHead))
	row[0], row[1], row[5], row[7], row[8] = t.ID(), unit, stamp(received), "false", "false"
	h := master.Hash(t.ID(), "log")
	say := false
	if t.Spam {
		row[7], say = "true", true
		if h%3 > 0 {
			row[11], row[12] = stamp(t.Created(s).Add(26*time.Hour)), "spam"
		}
	}
	if t.Toxic && h%4 > 0 {
		row[11], say = stamp(t.Created(s).Add(30*time.Hour)), true
		if h%5 > 0 { // one removal in five was not explained
			row[12] = "abuse"
		}
	}
	if t.InfoAsk {
		row[8], say = "true", true
	}
	if t.Ref != nil {
		row[9], say = t.Root().ID(), true
	}
	if slices.Contains(needs, t.Subject) && h>>8%10 < 7 && !t.Spam && !t.Toxic {
		row[10], say = s.NameAR, true
	}
	if !say {
		return nil
	}
	return row
}

// calls are submissions that exist in the register only: the contact centre and the kiosks keep no text.
func calls() [][]string {
	var rows [][]string
	for i := range 48 {
		key := "call-" + string(rune('a'+i/26)) + string(rune('a'+i%26))
		h := master.Hash(key, "call")
		at := time.Date(2025, time.Month(1+h%12), 1+int(h>>8%28), 7+int(h>>16%8), int(h>>24%60), 0, 0, master.Muscat)
		row := make([]string, len(submissionHead))
		row[0], row[1], row[4], row[5] = key, []string{"U1", "U2", "U3"}[h>>32%3], []string{"contact_centre", "contact_centre", "kiosk", "mobile_app", ""}[h>>40%5], stamp(at)
		row[6], row[7], row[8] = []string{"ar", "ar", "en"}[h>>48%3], "false", "false"
		rows = append(rows, row)
	}
	return rows
}

// stamp is an instant in Muscat time with its offset, empty for the zero time.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(master.Muscat).Format("2006-01-02T15:04:05-07:00")
}
