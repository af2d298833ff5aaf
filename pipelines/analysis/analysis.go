// Package analysis runs the stages of `analyze run` in their order: enrich,
// themes, kpis, publish. Each stage does only what has changed since it last
// ran; this package decides dates, periods and which stages run, and computes
// nothing itself.
package analysis

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/nlp/areas"
	"github.com/musharaka/musharaka/internal/store"
	"github.com/musharaka/musharaka/pipelines/enrich"
)

// Stages in the order in which they run.
var stages = []string{"enrich", "themes", "kpis", "publish"}

// Stages lists the stages in the order in which they run.
func Stages() []string { return slices.Clone(stages) }

// Publisher writes an edition; package publish provides it.
type Publisher func(ctx context.Context, db *store.DB, edition string) (Published, error)

// Published says what an edition's files became.
type Published struct {
	Written, Unchanged int
	Open               string // the file to open
}

// Options of a run.
type Options struct {
	Now      time.Time
	AsOf     time.Time // exclusive local date; zero: tomorrow in the workspace's zone
	Units    []string
	From     string // first stage; empty: all
	To       string // last stage; empty: to the end
	Encoder  enrich.OpenEncoder
	Publish  Publisher
	Extra    []*metrics.Definition // indicators of the workspace
	Log      *slog.Logger
	Progress func(stage string, done, total int)
}

// Report is what the stages did.
type Report struct {
	AsOf     time.Time
	Texts    enrich.TextStats
	Groups   enrich.GroupStats
	Themes   enrich.ThemeStats
	Goals    enrich.GoalStats
	KPIRows  int
	KPISaved bool // false: every number was as published
	Faulty   int  // rows with a data error
	Editions []Published
	Ran      []string
}

// Run runs the stages from o.From on.
func Run(ctx context.Context, db *store.DB, ws *config.Workspace, o Options) (rep Report, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("analysis.Run: %w", err)
		}
	}()
	if o.AsOf.IsZero() {
		o.AsOf = Tomorrow(o.Now, ws.Location)
	}
	rep.AsOf = o.AsOf
	taxonomy, err := Taxonomy(ws)
	if err != nil {
		return rep, err
	}
	first := max(slices.Index(stages, o.From), 0)
	eo := enrich.Options{Now: o.Now, AsOf: o.AsOf, Location: ws.Location, Budget: ws.Analyze.EncoderBudget, Seed: ws.Analyze.Seed, K: ws.Privacy.K, Areas: taxonomy,
		Encoder: o.Encoder, Log: o.Log, Progress: o.Progress}
	last := len(stages)
	if i := slices.Index(stages, o.To); i >= 0 {
		last = i + 1
	}
	if last <= first {
		return rep, &metrics.RequestError{Err: i18n.Errorf(i18n.Text{AR: "المرحلة %s تسبق %s: لا شيء بينهما يُشغّل", EN: "the stage %s comes before %s: there is nothing to run"}, o.To, o.From)}
	}
	for _, s := range stages[first:last] {
		rep.Ran = append(rep.Ran, s)
		switch s {
		case "enrich":
			if rep.Texts, err = enrich.Texts(ctx, db, eo); err == nil {
				rep.Groups, err = enrich.Groups(ctx, db, eo)
			}
		case "themes":
			if rep.Themes, err = enrich.Themes(ctx, db, eo); err == nil {
				rep.Goals, err = enrich.Goals(ctx, db, eo)
			}
		case "kpis":
			err = computeKPIs(ctx, db, ws, o, &rep)
		case "publish":
			err = publishAll(ctx, db, ws, o, &rep)
		}
		if err != nil {
			return rep, err
		}
	}
	return rep, nil
}

// Taxonomy reads the workspace's own service areas; nil if it has none.
func Taxonomy(ws *config.Workspace) (areas.Taxonomy, error) {
	if ws.Analyze.Taxonomy == "" {
		return nil, nil
	}
	b, err := os.ReadFile(ws.Path(ws.Analyze.Taxonomy))
	if err == nil {
		var t areas.Taxonomy
		if t, err = areas.Parse(b); err == nil {
			return t, nil
		}
	}
	return nil, i18n.Wrap(err, i18n.Text{AR: "مجالات الخدمة في %s", EN: "the service areas in %s"}, ws.Analyze.Taxonomy)
}

// Tomorrow is the local date after now: as_of is exclusive, so today counts.
func Tomorrow(now time.Time, loc *time.Location) time.Time {
	y, m, d := now.In(loc).Date()
	return metrics.Day(y, m, d+1)
}

// Settings are the workspace's choices where the guideline leaves one.
func Settings(ws *config.Workspace) metrics.Settings {
	return metrics.Settings{GraceDays: ws.KPIs.GraceDays, SLAHours: ws.KPIs.SLAHours, YearStartMonth: ws.KPIs.YearStart}
}

func publishAll(ctx context.Context, db *store.DB, ws *config.Workspace, o Options, rep *Report) error {
	if o.Publish == nil {
		return nil
	}
	for _, e := range ws.Publish.Editions {
		p, err := o.Publish(ctx, db, e)
		if err != nil {
			return fmt.Errorf("edition %s: %w", e, err)
		}
		rep.Editions = append(rep.Editions, p)
	}
	return nil
}

// dangerShown bounds the ids that the report names.
const dangerShown = 50

func listed(ids []string) i18n.Text {
	return i18n.Text{AR: strings.Join(ids, "، "), EN: strings.Join(ids, ", ")}
}

// Say writes the report for people.
func (r Report) Say(say func(t i18n.Text, args ...any)) {
	say(i18n.Text{AR: "التحليل حتى ما قبل %s", EN: "analysed up to, not including, %s"}, r.AsOf.Format(time.DateOnly))
	if slices.Contains(r.Ran, "enrich") {
		say(i18n.Text{AR: "  نصوص جديدة قُرئت: %d (بالمستوى الدقيق: %d)", EN: "  new texts read: %d (precise tier: %d)"}, r.Texts.Read, r.Texts.Precise)
	}
	if ids := r.Texts.Danger; len(ids) > 0 {
		say(i18n.Text{
			AR: "  تنبيه: قد تشير نصوص جديدة (%d) إلى خطر على حياة إنسان. نرجو أن يقرأها المختص الآن وفق إجراءات الجهة: %s",
			EN: "  attention: new texts (%d) may point to a risk to someone's life. Please have the person in charge read them now, by your unit's procedure: %s",
		}, len(ids), listed(ids[:min(len(ids), dangerShown)]))
	}
	if slices.Contains(r.Ran, "enrich") && !r.Groups.Unchanged {
		say(i18n.Text{AR: "  رسائل متماثلة: %d مجموعة، منها حملات: %d", EN: "  messages that say the same: %d groups, campaigns among them: %d"}, r.Groups.Groups, r.Groups.Campaigns)
	}
	if slices.Contains(r.Ran, "themes") {
		if r.Themes.Unchanged {
			say(i18n.Text{AR: "  الموضوعات: لا تغيير", EN: "  themes: nothing changed"})
		} else {
			say(i18n.Text{AR: "  الموضوعات: %d من %d مشاركة؛ رُمِّز %d وقُدِّر %d", EN: "  themes: %d from %d submissions; %d encoded, %d estimated"},
				r.Themes.Themes, r.Themes.Run.Texts, r.Themes.Run.Encoded, r.Themes.Run.Estimated)
		}
	}
	if slices.Contains(r.Ran, "kpis") {
		say(i18n.Text{AR: "  المؤشرات: %d قيمة", EN: "  indicators: %d values"}, r.KPIRows)
		if r.Faulty > 0 {
			say(i18n.Text{AR: "  منها بخطأ في البيانات: %d", EN: "  with a data error: %d"}, r.Faulty)
		}
	}
	for _, p := range r.Editions {
		say(i18n.Text{AR: "  الملفات المكتوبة: %d، بلا تغيير: %d", EN: "  files written: %d, unchanged: %d"}, p.Written, p.Unchanged)
		say(i18n.Text{AR: "افتح: %s", EN: "open: %s"}, p.Open)
	}
}
