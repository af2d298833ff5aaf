package publish

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/musharaka/musharaka/dashboards"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/i18n"
	"github.com/musharaka/musharaka/internal/metrics"
	"github.com/musharaka/musharaka/internal/nlp/areas"
	"github.com/musharaka/musharaka/internal/store"
)

// Options say what to publish and where.
type Options struct {
	Edition   model.Edition
	OutDir    string    // the edition's folder, such as out/internal; the site goes to OutDir/site
	AsOf      time.Time // exclusive local day, midnight UTC; zero: the newest as_of of the indicators
	Name      i18n.Text // of the ministry or body
	Zone      string    // IANA name
	YearStart int       // first month of the reporting year; 0 is January
	Grace     int       // days from an activity's end to owed results; 0 is 30
	K         int       // smallest cell that may leave the unit; 0 is 5
	Version   string    // of the program, for the foot of the pages
	Hijri     []model.HijriMonth
	Extra     []*metrics.Definition // indicators of the workspace
	Models    []model.ModelCard
	Areas     areas.Taxonomy                         // the service areas of themes; nil: those that ship
	Kinds     map[string]string                      // connector of each source, by its name
	Vector    func(stored []byte) ([]float32, error) // reads a kept vector; nil: no map of messages
	Explain   func(masked string) string             // words that moved a sentiment: "-late +thanks"; nil: none are named
}

// Report is what a publication changed on the disk.
type Report struct {
	AsOf                        time.Time
	Pages                       int
	Written, Unchanged, Removed int
	Open                        string // the file to open
}

// Run writes one edition. The same store and options give the same bytes; a
// file whose bytes are as before is not written, and files of an earlier
// publication that no longer exist are removed.
func Run(ctx context.Context, db *store.DB, o Options) (rep Report, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("publish.Run(%s): %w", o.Edition, err)
		}
	}()
	o.fill()
	site, err := Read(ctx, db, &o)
	if err != nil {
		return rep, err
	}
	var files []dashboards.File
	if o.Edition == model.Public {
		files, err = public(ctx, db, &o, site)
	} else {
		files, err = build(ctx, site)
	}
	if err != nil {
		return rep, err
	}
	rep.AsOf = site.AsOf
	w, err := newWriter(filepath.Join(o.OutDir, "site"))
	if err != nil {
		return rep, err
	}
	for _, f := range files {
		if name, ok := strings.CutPrefix(f.Path, "site/"); ok {
			err = w.put(dashboards.File{Path: name, Data: f.Data})
		} else {
			err = w.write(filepath.Join(o.OutDir, filepath.FromSlash(f.Path)), f.Data)
		}
		if err != nil {
			return rep, err
		}
	}
	if err := w.finish(); err != nil {
		return rep, err
	}
	rep.Pages, rep.Written, rep.Unchanged, rep.Removed = w.pages, w.written, w.unchanged, w.removed
	rep.Open = filepath.Join(o.OutDir, "site", "index.html")
	return rep, nil
}

// build makes every file of an edition, by its path below the edition's folder.
func build(ctx context.Context, site *model.Site) (files []dashboards.File, err error) {
	put := func(f dashboards.File) error {
		files = append(files, dashboards.File{Path: "site/" + f.Path, Data: f.Data})
		return nil
	}
	if err := dashboards.Build(ctx, site, put); err != nil {
		return nil, err
	}
	if err := calendars(site, put); err != nil {
		return nil, err
	}
	single, err := dashboards.Single(ctx, site)
	return append(files, dashboards.File{Path: "dashboard.html", Data: single}), err
}

// public makes the public edition and reads all of it once more before
// anything is written.
func public(ctx context.Context, db *store.DB, o *Options, site *model.Site) ([]dashboards.File, error) {
	r, err := publicRules(ctx, db, o)
	if err != nil {
		return nil, err
	}
	r.redact(site)
	files, err := build(ctx, site)
	if err != nil {
		return nil, err
	}
	ours, err := wording(site)
	if err != nil {
		return nil, err
	}
	g := newGuard()
	for _, f := range files {
		g.add(f)
	}
	for _, s := range ours {
		g.allow(s)
	}
	if err := g.check(ctx, db, r.cleared); err != nil {
		return nil, err
	}
	return files, r.memory.save(ctx, db, site.AsOf)
}

// publicRules reads what people cleared and which numbers count people.
func publicRules(ctx context.Context, db *store.DB, o *Options) (*redactor, error) {
	infos, err := metrics.Definitions(o.Extra...)
	if err != nil {
		return nil, err
	}
	cleared, err := readCleared(ctx, db)
	if err != nil {
		return nil, wrapf(err, "cleared")
	}
	// A table that shows a sensitive group needs twice the cell.
	kGroup := o.K
	var sensitive bool
	if err := db.QueryRow(ctx, "SELECT coalesce(bool_or(is_sensitive), false) FROM audience_groups").Scan(&sensitive); err != nil {
		return nil, err
	}
	if sensitive {
		kGroup = 2 * o.K
	}
	r := newRedactor(infos, cleared, o.K, kGroup)
	r.memory, err = readMemory(ctx, db)
	return r, err
}

// readCleared lists the submissions whose words a person cleared as they are.
func readCleared(ctx context.Context, db *store.DB) (map[string]bool, error) {
	b, err := statements.ReadFile("sql/cleared.sql")
	if err != nil {
		return nil, err
	}
	rows, err := db.Query(ctx, string(b))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	cleared := map[string]bool{}
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		cleared[id] = true
	}
	return cleared, rows.Err()
}

func (o *Options) fill() {
	if o.Edition == "" {
		o.Edition = model.Internal
	}
	if o.YearStart == 0 {
		o.YearStart = 1
	}
	if o.Grace == 0 {
		o.Grace = 30
	}
	if o.K == 0 {
		o.K = 5
	}
}

// errNothing says that there is nothing to publish yet.
var errNothing = errors.New("no indicator has been computed")
