package themes

import (
	"github.com/musharaka/musharaka/internal/nlp/arabizi"
	"github.com/musharaka/musharaka/internal/nlp/detect"
)

// Encoded gives each item's text as Discover hands it to the encoder, "" for an
// item that it leaves out: who looks for a kept vector needs its very words.
func Encoded(items []Item) []string {
	out := make([]string, len(items))
	det, conv := detect.New(), arabizi.New()
	parallel(len(items), func(i int) {
		text := clean(items[i].Text)
		lang, reason := judge(text, items[i], det)
		if reason != "" {
			return
		}
		if lang == "arabizi" {
			text = conv.Convert(text)
		}
		out[i] = text
	})
	return out
}
