package publish

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/nlp/themes/signals"
)

// percents of a stored sentence are written as the pages write theirs: one
// sign, kept on the right of its digits.
var percents = regexp.MustCompile(`([0-9.,]+) ?٪`)

// readSignals turns what the analysis stored about a theme into plain values;
// nil where nothing was stored.
func readSignals(raw string) (*model.Signals, error) {
	if raw == "" || raw == "null" {
		return nil, nil
	}
	var s signals.Theme
	if err := json.Unmarshal([]byte(raw), &s); err != nil {
		return nil, fmt.Errorf("signals: %w", err)
	}
	if s.Trend.Kind == "" {
		return nil, nil
	}
	out := &model.Signals{
		Trend:     model.Shift{Kind: s.Trend.Kind, Change: s.Trend.Change, Low: s.Trend.Low, High: s.Trend.High, P: s.Trend.P, FDR: s.Trend.FDR, Recent: s.Trend.Recent, Before: s.Trend.Before},
		Adopted:   model.Adoptions{Used: s.Adopted.Used, Countable: s.Adopted.Countable, Share: s.Adopted.Share, Low: s.Adopted.Low, High: s.Adopted.High},
		Open:      model.Waiting{Messages: s.Open.Messages, MedianDays: s.Open.MedianDays, OldestDays: s.Open.OldestDays},
		Evidence:  i18n.Text{AR: percents.ReplaceAllString(s.EvidenceAR, "\u200e$1%"), EN: strings.ReplaceAll(s.EvidenceEN, " %", "%")}, // one sign of percent on a page
		OlderThan: s.Volume.Older,
	}
	if out.Trend.Kind == "too_few" {
		out.Trend.Kind = "scarce"
	}
	for _, l := range s.Lifts {
		out.Lifts = append(out.Lifts, model.Lift{Dimension: l.Dimension, Code: l.Code, Messages: l.Messages, Voices: l.Voices, Lift: l.Lift, Low: l.Low, High: l.High})
	}
	for _, r := range s.Related {
		out.Related = append(out.Related, model.RelatedTheme{ID: r.Theme, By: r.By, Score: r.Score})
	}
	return out, nil
}

// named gives the codes of lifts the names that registers know.
func (r *reader) named(s *model.Signals) {
	if s == nil {
		return
	}
	for i := range s.Lifts {
		l := &s.Lifts[i]
		switch l.Dimension {
		case "group":
			l.Name = r.site.GroupNames[l.Code]
		case "unit":
			if k, ok := r.unit[l.Code]; ok {
				l.Name = r.site.Units[k].Name
			}
		case "activity":
			for _, u := range r.site.Units {
				for _, a := range u.Activities {
					if a.ID == l.Code {
						l.Name = i18n.Text{AR: a.Title, EN: a.Title}
					}
				}
			}
		}
	}
}
