package mastodon

import (
	"strings"

	"github.com/musharaka/musharaka/pipelines/source/htmltext"
)

// htmltextPlain joins a content warning and the post.
func htmltextPlain(warning, content string) string {
	return strings.TrimSpace(htmltext.Plain(warning) + "\n" + htmltext.Plain(content))
}
