package dashboards

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/musharaka/musharaka/dashboards/assets"
	"github.com/musharaka/musharaka/dashboards/model"
	"github.com/musharaka/musharaka/dashboards/pages/explorer"
	"github.com/musharaka/musharaka/dashboards/ui"
	"github.com/musharaka/musharaka/internal/i18n"
)

// File is one file of the site, by its slash-separated path below site/.
type File struct {
	Path string
	Data []byte
}

// Build makes every file of a site, in a fixed order, and hands each to emit.
// Foreign text in site is cleaned in place first.
func Build(ctx context.Context, site *model.Site, emit func(File) error) error {
	if err := assets.Check(); err != nil {
		return err
	}
	model.Clean(site)
	for _, name := range assets.Site() {
		b, err := fs.ReadFile(assets.FS(), name)
		if err != nil {
			return err
		}
		if err := emit(File{"assets/" + name, b}); err != nil {
			return err
		}
	}
	if site.Edition == model.Internal {
		b, err := assets.Explorer()
		if err != nil {
			return err
		}
		if err := emit(File{"assets/explorer.js", b}); err != nil {
			return err
		}
		err = explorer.Files(site.Explorer, func(name string, data []byte) error { return emit(File{name, data}) })
		if err != nil {
			return err
		}
	}
	for _, l := range i18n.Langs() {
		if err := pages(ctx, site, l, emit); err != nil {
			return fmt.Errorf("dashboards.Build(%s): %w", l, err)
		}
	}
	return nil
}

func pages(ctx context.Context, site *model.Site, l i18n.Lang, emit func(File) error) error {
	c, err := ui.NewCtx(site, l)
	if err != nil {
		return err
	}
	specs := Specs()
	r, err := ui.NewRenderer(c, specs)
	if err != nil {
		return err
	}
	prefix := ""
	if l != i18n.AR {
		prefix = string(l) + "/"
	}
	for _, s := range specs {
		if s.Internal && site.Edition == model.Public {
			continue
		}
		list, err := s.Pages(c)
		if err != nil {
			return fmt.Errorf("page %s: %w", s.Name, err)
		}
		for _, p := range list {
			if err := ctx.Err(); err != nil {
				return err
			}
			b, err := r.Render(s, p)
			if err != nil {
				return err
			}
			if err := emit(File{prefix + p.Path, b}); err != nil {
				return err
			}
		}
	}
	return nil
}
