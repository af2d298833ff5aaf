// Command fake serves a small blog's feeds at /rss and /atom:
//
//	go run ./pipelines/sources/feed/fake -addr 127.0.0.1:0
package main

import (
	"io"
	"net/http"
	"os"

	"github.com/musharaka/musharaka/pipelines/source/fakeserver"
	"github.com/musharaka/musharaka/pipelines/sources/feed/feedfake"
)

func main() {
	os.Exit(fakeserver.Run(os.Args[1:], os.Stdout, os.Stderr, func(io.Reader) (http.Handler, error) {
		s := &feedfake.Server{}
		for _, e := range feedfake.Sample(20) {
			s.Put(e)
		}
		return s, nil
	}))
}
