// Package kpicmd holds the bodies of `analyze kpi`: it asks package metrics and
// writes tables for people or JSON for programs, in either language.
//
// It parses no flags and opens no file; the command line does.
package kpicmd

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
)

// Options are what the commands share. Zero values mean all units, the
// reporting year of the day before AsOf, and a table.
type Options struct {
	AsOf     time.Time
	Units    []string
	Periods  []string
	By       []string
	Settings metrics.Settings
	Extra    []*metrics.Definition // of the workspace's kpis/
	Lang     i18n.Lang
	JSON     bool
	Limit    int // items that explain lists, 0 is 50

	// Alone leaves out what a number was in other periods.
	Alone bool
}

func (o Options) request() (metrics.Request, error) {
	req := metrics.Request{AsOf: o.AsOf, Units: o.Units, By: o.By, Settings: o.Settings, Extra: o.Extra}
	for _, s := range o.Periods {
		p, err := metrics.ParsePeriod(s, max(1, o.Settings.YearStartMonth))
		if err != nil {
			return req, err
		}
		req.Periods = append(req.Periods, p)
	}
	return req, nil
}

func (o Options) text(ar, en string) string { return i18n.Text{AR: ar, EN: en}.In(o.Lang) }

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// table writes aligned columns.
func table(w io.Writer, rows [][]string) error {
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, r := range rows {
		if _, err := fmt.Fprintln(t, strings.Join(r, "\t")); err != nil {
			return err
		}
	}
	return t.Flush()
}
