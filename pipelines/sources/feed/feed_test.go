package feed_test

import (
	"fmt"
	"html"
	"testing"

	"github.com/musharaka/musharaka/pipelines/source/sourcetest"
	"github.com/musharaka/musharaka/pipelines/sources/feed"
	"github.com/musharaka/musharaka/pipelines/sources/feed/feedfake"
)

// rows lets the suite change the fake.
type rows struct{ *feedfake.Server }

func (r rows) Put(i int, text string) {
	e := feedfake.Sample(i + 1)[i]
	e.ID, e.HTML = r.ID(i), "<p>"+html.EscapeString(text)+"</p>"
	r.Server.Put(e)
}
func (r rows) Delete(i int)           { r.Server.Delete(r.ID(i)) }
func (r rows) ID(i int) string        { return fmt.Sprintf("https://blog.example/%d", i) }
func (r rows) Between(func(page int)) {}

func TestContract(t *testing.T) {
	for _, path := range []string{"/rss", "/atom"} {
		t.Run(path, func(t *testing.T) {
			sourcetest.Run(t, sourcetest.Suite{
				Kind: feed.Kind(), Window: true, Rows: 20,
				New:  func() sourcetest.Fake { return rows{&feedfake.Server{}} },
				Text: func(s string) string { return "عنوان\n" + s },
				Config: func(url string) string {
					return "{kind: feed, url: '" + url + path + "', unit: U1, per_hour: 100000}"
				},
			})
		})
	}
}
