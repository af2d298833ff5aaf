package kobo_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/musharaka/musharaka/pipelines/source/sourcetest"
	"github.com/musharaka/musharaka/pipelines/sources/kobo"
	"github.com/musharaka/musharaka/pipelines/sources/kobo/kobofake"
)

// rows lets the suite change the fake.
type rows struct{ *kobofake.Server }

func (r rows) Put(i int, text string) {
	a := kobofake.Sample(i + 1)[i]
	a["_id"], a["g/suggestion"] = json.Number(r.ID(i)), text
	r.Server.Put(a)
}
func (r rows) Delete(i int)    { r.Server.Delete(r.ID(i)) }
func (r rows) ID(i int) string { return fmt.Sprint(9007199254740990 + uint64(i)) } //nolint:gosec // beyond 2^53 on purpose
func (r rows) Between(fn func(page int)) {
	r.Server.Between = nil
	if fn != nil {
		r.Server.Between = func(_ *kobofake.Server, page int) { fn(page) }
	}
}

func TestContract(t *testing.T) {
	sourcetest.Run(t, sourcetest.Suite{
		Kind: kobo.Kind(),
		New:  func() sourcetest.Fake { return rows{&kobofake.Server{Asset: "aFake", PageMax: 30}} },
		Config: func(url string) string {
			return "{kind: kobo, url: '" + url + "', asset: aFake, unit: U1, per_minute: 100000, map: {text: [suggestion, complaint], governorate: gov}}"
		},
	})
}
