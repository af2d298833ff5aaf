package mastodon_test

import (
	"html"
	"strconv"
	"testing"

	"github.com/musharaka/musharaka/pipelines/source/sourcetest"
	"github.com/musharaka/musharaka/pipelines/sources/mastodon"
	"github.com/musharaka/musharaka/pipelines/sources/mastodon/mastodonfake"
)

// rows lets the suite change the fake.
type rows struct{ *mastodonfake.Server }

func (r rows) Put(i int, text string) {
	s := mastodonfake.Sample(i+1, "عمان_تشارك")[i]
	s.ID, s.Content = r.ID(i), "<p>"+html.EscapeString(text)+"</p>"
	r.Server.Put(s)
}
func (r rows) Delete(i int)    { r.Server.Delete(r.ID(i)) }
func (r rows) ID(i int) string { return strconv.Itoa(115292150460100000 + i) }
func (r rows) Between(fn func(page int)) {
	r.Server.Between = nil
	if fn != nil {
		r.Server.Between = func(_ *mastodonfake.Server, page int) { fn(page) }
	}
}

func suite(noLink bool) sourcetest.Suite {
	return sourcetest.Suite{
		Kind: mastodon.Kind(),
		New:  func() sourcetest.Fake { return rows{&mastodonfake.Server{NoLink: noLink}} },
		Config: func(url string) string {
			return "{kind: mastodon, url: '" + url + "', hashtags: [عمان_تشارك], unit: U1, per_5_minutes: 100000}"
		},
	}
}

func TestContract(t *testing.T) { sourcetest.Run(t, suite(false)) }

// snac sends no Link header.
func TestContractWithoutLinks(t *testing.T) { sourcetest.Run(t, suite(true)) }
