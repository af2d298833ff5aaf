// Package sources lists the kinds of sources that exist. What is not in All
// does not exist: nothing registers itself.
package sources

import (
	"github.com/musharaka/musharaka/pipelines/source"
	"github.com/musharaka/musharaka/pipelines/sources/decidim"
	"github.com/musharaka/musharaka/pipelines/sources/feed"
	"github.com/musharaka/musharaka/pipelines/sources/files"
	"github.com/musharaka/musharaka/pipelines/sources/httpjson"
	"github.com/musharaka/musharaka/pipelines/sources/kobo"
	"github.com/musharaka/musharaka/pipelines/sources/mastodon"
)

// All returns every kind, in the order in which `ingest init` presents them.
func All() []source.Kind {
	return []source.Kind{
		files.Kind(),
		decidim.Kind(),
		kobo.Kind(),
		mastodon.Kind(),
		httpjson.Kind(),
		feed.Kind(),
	}
}
