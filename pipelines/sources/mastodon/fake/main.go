// Command fake serves a small Mastodon with posts under the hashtag
// عمان_تشارك:
//
//	go run ./pipelines/sources/mastodon/fake -addr 127.0.0.1:0
package main

import (
	"io"
	"net/http"
	"os"

	"github.com/musharaka/musharaka/pipelines/source/fakeserver"
	"github.com/musharaka/musharaka/pipelines/sources/mastodon/mastodonfake"
)

func main() {
	os.Exit(fakeserver.Run(os.Args[1:], os.Stdout, os.Stderr, func(r io.Reader) (http.Handler, error) {
		if r != nil {
			return mastodonfake.Load(r)
		}
		s := &mastodonfake.Server{}
		for _, p := range mastodonfake.Sample(120, "عمان_تشارك") {
			s.Put(p)
		}
		return s, nil
	}))
}
