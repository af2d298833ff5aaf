package publish

import (
	"context"

	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/internal/store"
)

// Withheld is one cell that the public edition hides.
type Withheld = withheld

// PublicSite reads and redacts as Run does, and lists what was hidden. With
// off, the same parts stay and no cell is hidden: what a build without
// suppression would show.
func PublicSite(ctx context.Context, db *store.DB, o Options, off bool) (*model.Site, []Withheld, error) {
	o.fill()
	site, err := Read(ctx, db, &o)
	if err != nil {
		return nil, nil, err
	}
	r, err := publicRules(ctx, db, &o)
	if err != nil {
		return nil, nil, err
	}
	if off {
		r.k, r.kGroup, r.few = 1, 1, 0
	}
	r.redact(site)
	return site, r.hidden, nil
}

// ValueRow names the row of a value as Withheld does.
func ValueRow(v model.Value) string { return valueRow(&v) }

// PublicSiteOf redacts what change made of the whole site.
func PublicSiteOf(ctx context.Context, db *store.DB, o Options, change func(*model.Site)) (*model.Site, error) {
	o.fill()
	site, err := Read(ctx, db, &o)
	if err != nil {
		return nil, err
	}
	r, err := publicRules(ctx, db, &o)
	if err != nil {
		return nil, err
	}
	change(site)
	r.redact(site)
	return site, nil
}
