package httpjson_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/musharaka/musharaka/pipelines/source/sourcetest"
	"github.com/musharaka/musharaka/pipelines/sources/httpjson"
	"github.com/musharaka/musharaka/pipelines/sources/httpjson/httpjsonfake"
)

// rows lets the suite change the fake.
type rows struct{ *httpjsonfake.Server }

func (r rows) Put(i int, text string) {
	row := httpjsonfake.Sample(i + 1)[i]
	row["id"], row["text"] = json.Number(r.ID(i)), text
	r.Server.Put(row)
}
func (r rows) Delete(i int)    { r.Server.Delete(r.ID(i)) }
func (r rows) ID(i int) string { return fmt.Sprint(9007199254740990 + uint64(i)) } //nolint:gosec // beyond 2^53 on purpose
func (r rows) Between(fn func(page int)) {
	r.Server.Between = nil
	if fn != nil {
		r.Server.Between = func(_ *httpjsonfake.Server, page int) { fn(page) }
	}
}

func TestContract(t *testing.T) {
	for name, c := range map[string]struct {
		path, settings string
		empty          bool
	}{
		"page":        {"/page", "rows: /data/items, paging: {kind: page, size: 30, size_param: size}", false},
		"offset":      {"/offset", "rows: /data/items, paging: {kind: offset, size: 30, size_param: size}", false},
		"cursor":      {"/cursor", "rows: /data/items, paging: {kind: cursor, cursor: /meta/next, size: 30, size_param: size}", false},
		"cursor POST": {"/cursor", "method: POST, rows: /data/items, paging: {kind: cursor, cursor: /meta/next, size: 30, size_param: size, in: body}", false},
		"link":        {"/link", "query: {size: '30'}, paging: {kind: link}", false},
		"next":        {"/next", "query: {size: '30'}, rows: /data/items, paging: {kind: next, next: /next}", false},
		"empty page":  {"/next", "query: {size: '30'}, rows: /data/items, paging: {kind: next, next: /next}", true},
	} {
		t.Run(name, func(t *testing.T) {
			sourcetest.Run(t, sourcetest.Suite{
				Kind: httpjson.Kind(),
				New:  func() sourcetest.Fake { return rows{&httpjsonfake.Server{EmptyFirst: c.empty}} },
				Config: func(url string) string {
					return "{kind: http_json, url: '" + url + c.path + "', unit: U1, map: {id: id, text: text, created_at: updated_at, author: /author/id}, " + c.settings + "}"
				},
			})
		})
	}
}
