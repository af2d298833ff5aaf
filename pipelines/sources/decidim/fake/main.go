// Command fake serves a small Decidim from a file of proposals, so that the
// connector can be tried by hand and demonstrated without a network:
//
//	go run ./pipelines/sources/decidim/fake -data testdata/corpus/platform.ndjson -addr 127.0.0.1:0
//
// It prints its address on a line of its own and serves until it is stopped.
package main

import (
	"io"
	"net/http"
	"os"

	"github.com/musharaka/musharaka/pipelines/source/fakeserver"
	"github.com/musharaka/musharaka/pipelines/sources/decidim/decidimfake"
)

func main() {
	os.Exit(fakeserver.Run(os.Args[1:], os.Stdout, os.Stderr, func(r io.Reader) (http.Handler, error) {
		if r == nil {
			s := &decidimfake.Server{PageMax: 50}
			for _, p := range decidimfake.Sample(120) {
				s.Put(p)
			}
			return s, nil
		}
		return decidimfake.Load(r)
	}))
}
