package main

import (
	"bytes"
	"context"
	"os"
	"time"

	"github.com/musharaka/musharaka/internal/cli"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/metrics/kpicmd"
	"github.com/musharaka/musharaka/internal/store"
)

type kpiDutiesCmd struct {
	From  string   `help:"${dutyfrom}" placeholder:"DATE"`
	To    string   `help:"${dutyto}" placeholder:"DATE"`
	State []string `help:"${dutystate}" enum:"met,late,due,overdue,no_evidence" placeholder:"STATE"`
	ICS   string   `name:"ics" help:"${ics}" placeholder:"FILE"`
	kpiScope
}

// ahead is how far the list looks into the future by itself.
const ahead = 90 // days

func (c *kpiDutiesCmd) Run(ctx context.Context, env *cli.Env) error {
	return c.withKPIs(ctx, env, func(db *store.DB, o kpicmd.Options) error {
		scope, err := c.scope(o)
		if err != nil {
			return &cli.UsageError{Err: err}
		}
		o.Periods = nil // they chose the days
		if c.ICS == "" {
			return kpicmd.Duties(ctx, env.Stdout, db, scope, o)
		}
		scope.ICS = true
		var b bytes.Buffer
		if err := kpicmd.Duties(ctx, &b, db, scope, o); err != nil {
			return err
		}
		if c.ICS == "-" {
			_, err = env.Stdout.Write(b.Bytes())
			return err
		}
		if err := os.WriteFile(c.ICS, b.Bytes(), 0o640); err != nil {
			return err
		}
		env.Say(i18n.Text{AR: "كُتب التقويم: %s", EN: "calendar written: %s"}, c.ICS)
		return nil
	})
}

// scope is the reporting year and what comes soon, a period, or the days given.
func (c *kpiDutiesCmd) scope(o kpicmd.Options) (s kpicmd.DutyScope, err error) {
	s.States = c.State
	first := max(1, o.Settings.YearStartMonth)
	s.From, s.To = metrics.ReportingYear(o.AsOf.AddDate(0, 0, -1), first).Start, o.AsOf.AddDate(0, 0, ahead-1)
	for i, text := range c.Period {
		p, err := metrics.ParsePeriod(text, first)
		if err != nil {
			return s, err
		}
		if i == 0 || p.Start.Before(s.From) {
			s.From = p.Start
		}
		if last := p.End.AddDate(0, 0, -1); i == 0 || last.After(s.To) {
			s.To = last
		}
	}
	for _, f := range []struct {
		text string
		into *time.Time
	}{{c.From, &s.From}, {c.To, &s.To}} {
		if f.text != "" {
			if *f.into, err = metrics.ParseDay(f.text); err != nil {
				return s, err
			}
		}
	}
	return s, nil
}
