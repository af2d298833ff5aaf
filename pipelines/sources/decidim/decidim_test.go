package decidim_test

import (
	"fmt"
	"testing"

	"github.com/musharaka/musharaka/pipelines/source/sourcetest"
	"github.com/musharaka/musharaka/pipelines/sources/decidim"
	"github.com/musharaka/musharaka/pipelines/sources/decidim/decidimfake"
)

// rows lets the suite change the fake.
type rows struct{ *decidimfake.Server }

func (r rows) Put(i int, text string) {
	p := decidimfake.Sample(i + 1)[i]
	p.ID, p.Title, p.Body = r.ID(i), "عنوان", text
	r.Server.Put(p)
}
func (r rows) Delete(i int)    { r.Server.Delete(r.ID(i)) }
func (r rows) ID(i int) string { return fmt.Sprint(9007199254740990 + uint64(i)) } //nolint:gosec // beyond 2^53 on purpose
func (r rows) Between(fn func(page int)) {
	r.Server.Between = nil
	if fn != nil {
		r.Server.Between = func(_ *decidimfake.Server, page int) { fn(page) }
	}
}

func suite(old bool) sourcetest.Suite {
	return sourcetest.Suite{
		Kind: decidim.Kind(),
		New:  func() sourcetest.Fake { return rows{&decidimfake.Server{PageMax: 50, HideLess: old}} },
		Config: func(url string) string {
			return "{kind: decidim, url: '" + url + "', unit: U1, per_minute: 100000, page_size: 20}"
		},
		Text: func(s string) string { return "عنوان\n" + s }, Overlap: 0,
	}
}

func TestContract(t *testing.T) { sourcetest.Run(t, suite(false)) }

// Older versions know neither createdAt nor an order.
func TestContractOldVersion(t *testing.T) { sourcetest.Run(t, suite(true)) }
