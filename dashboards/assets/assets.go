// Package assets holds the style sheets, scripts, fonts and the chart library
// of the site. The folder vendor is filled from npm by assets.mjs ("make
// assets") and is not in the repository; Check says when that was forgotten.
package assets

import (
	"embed"
	"fmt"
	"io/fs"

	"github.com/musharaka/musharaka/internal/i18n"
)

//go:embed *.css *.js *.svg explorer/*.js all:vendor
var files embed.FS

// FS is the folder as it is copied to site/assets.
func FS() fs.FS { return files }

// Explorer is the script of the explorer's page: its parts in their order.
func Explorer() ([]byte, error) {
	parts, err := fs.Glob(files, "explorer/*.js")
	if err != nil {
		return nil, err
	}
	var out []byte
	for _, name := range parts {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		out = append(out, b...)
	}
	return out, nil
}

// Site lists the files that every site needs, in the order of the page.
func Site() []string {
	return []string{
		"icon.svg", "site.css", "theme.js", "site.js", "charts.js",
		"vendor/echarts.min.js", "vendor/echarts-ar.js", "vendor/echarts.LICENSE.txt",
		"vendor/plex-arabic-400.woff2", "vendor/plex-arabic-600.woff2",
		"vendor/plex-latin-400.woff2", "vendor/plex-latin-600.woff2", "vendor/plex.LICENSE.txt",
	}
}

// Check fails if the program was built before the vendor folder was filled.
func Check() error {
	for _, name := range Site() {
		if _, err := fs.Stat(files, name); err != nil {
			return i18n.Wrap(fmt.Errorf("missing %s", name), i18n.Text{
				AR: "بُني البرنامج من دون ملفات العرض. شغّل make assets ثم أعد البناء",
				EN: "the program was built without the site's assets. Run make assets, then build again"})
		}
	}
	return nil
}
